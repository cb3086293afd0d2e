"""Dream Window: software that dreams in pictures, in real time, on your own machine."""

__version__ = "0.1.0"
