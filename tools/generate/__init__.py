"""Writes what is derived from the Python sources: the page's inputs and the reference of the wire."""
