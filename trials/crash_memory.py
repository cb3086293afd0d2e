"""What crashes: a dream's memory that is filled beyond its size, and opened again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dreamwindow.dream.cache import CacheManager, CacheOptions
from dreamwindow.files import Disk, ensure_directory_exists
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels

CACHE = "cache"
SIZE = 3
"""Memories that it holds at most."""


def remember(folder: Path, disk: Disk, adds: int) -> None:
    """Fill a cache beyond its size, and close it."""
    cache = start(folder, disk)
    for number in range(1, adds + 1):
        picture = picture_of(number)
        cache.add(picture, f"picture {number}", {"seed": number}, Descriptor().embed([picture])[0])
    cache.save_cache()


def start(folder: Path, disk: Disk) -> CacheManager:
    """What every start does."""
    home = ensure_directory_exists(folder / CACHE, disk=disk)
    cache = CacheManager(home, Descriptor(), CacheOptions(max_size=SIZE, eviction="oldest"), disk=disk)
    cache.load_cache()
    return cache


def picture_of(number: int) -> Pixels:
    """Each in a colour of its own, so that one picture's vector is not another's."""
    random = np.random.default_rng(number)
    coarse = random.integers(0, 256, (4, 4, 3), dtype=np.uint8)
    return np.ascontiguousarray(coarse.repeat(8, axis=0).repeat(8, axis=1))
