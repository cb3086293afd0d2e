"""A camera in, another world out: each client with its own boxes, settings, engine state and clock."""
