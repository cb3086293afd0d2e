"""One reason to hold back a file."""
