"""What a picture depends on beside its recipe."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

import dreamwindow

_PACKAGES = ("numpy", "opencv-python-headless", "pillow", "simplejpeg", "fastapi")


def versions() -> dict[str, str]:
    """Ours, Python's and those of the packages that touch pictures."""
    found = {"dreamwindow": dreamwindow.__version__, "python": platform.python_version()}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # another build of the same library, OpenCV's say
            found[package] = "unknown"
    return found
