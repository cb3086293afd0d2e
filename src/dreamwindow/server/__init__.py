"""What a browser or a script talks to."""
