"""What is asked of those who make thumbnails, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from dreamwindow.contracts.embedder import Vectors


@dataclass(frozen=True, slots=True)
class ThumbnailJob:
    """Make the thumbnail of the picture at ``source``, which belongs to ``session``."""

    session: str
    source: Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """By which a file that was changed is known: its size in bytes and its time in nanoseconds since the epoch."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """The thumbnail lies in the store. ``width`` and ``height`` are the picture's, upright, ``stamp`` its state then.

    ``vector`` describes it, (D,) float32 of unit length, where the maker has an embedder.
    """

    job: ThumbnailJob
    stamp: Stamp
    width: int
    height: int
    vector: Vectors | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """There is no thumbnail, and ``reason`` says why in a line. Not worth trying again until ``stamp`` changes.

    ``stamp`` is ``None`` where nobody could look: the picture is gone, or the thumbnail could not be written.
    """

    job: ThumbnailJob
    reason: str
    stamp: Stamp | None


Outcome: TypeAlias = Made | Refused
