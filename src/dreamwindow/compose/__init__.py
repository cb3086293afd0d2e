"""The only place where parts meet: one act a file."""
