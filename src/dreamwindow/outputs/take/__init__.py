"""Takes: what is shown becomes a film while it is shown, and a session of its own."""
