"""A few questions to an X server, over its socket: no library, so nothing of it can hang or end the program."""
