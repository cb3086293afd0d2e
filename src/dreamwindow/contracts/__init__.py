"""The seams that other people can implement. Protocols only."""
