"""Open Sound Control over UDP: knobs and other programs steer, and ask how it goes."""
