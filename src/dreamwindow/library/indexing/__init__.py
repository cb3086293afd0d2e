"""Disk is the truth: the catalogue is made to agree with it."""
