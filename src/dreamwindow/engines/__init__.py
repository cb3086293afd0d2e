"""How one image is made. Engines do not know each other; `registry` finds them by name."""
