"""Changed: which names of which folder somebody should look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dreamwindow.sessions.annotations import FILE_NAME as ANNOTATIONS
from dreamwindow.sessions.pictures import PICTURE_SUFFIXES
from dreamwindow.sessions.reader import MANIFEST

_OTHERS = frozenset({MANIFEST, ANNOTATIONS})


@dataclass(frozen=True, slots=True)
class Changed:
    """Pictures, manifests or annotations came, went, or are other than they were.

    ``names`` is empty where only the folder is known to have changed: it is new, or gone, or was renamed.
    """

    folder: Path
    names: frozenset[str]


def is_picture(name: str) -> bool:
    """Whether a file of this name is shown."""
    dot = name.rfind(".")
    return dot > 0 and name[dot:].lower() in PICTURE_SUFFIXES and not name.startswith(".")


def matters(name: str) -> bool:
    """Whether the library cares for a file of this name."""
    return is_picture(name) or name in _OTHERS
