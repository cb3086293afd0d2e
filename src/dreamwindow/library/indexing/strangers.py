"""What other programs keep beside pictures, and what is no session: InvokeAI's own thumbnails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from dreamwindow.sessions.pictures import PICTURE_SUFFIXES

_FOLDER, _SUFFIX = "thumbnails", ".webp"
_LOOKED_AT = 40


def are_thumbnails(folder: Path, names: Sequence[str]) -> bool:
    """Whether these pictures of a folder are small copies of those above it: InvokeAI's ``thumbnails/<stem>.webp``.

    A few are looked at; most of them must have their picture. Blocks; raises nothing.
    """
    if folder.name != _FOLDER or not names or not all(name.endswith(_SUFFIX) for name in names):
        return False
    some = names[:: 1 + len(names) // _LOOKED_AT]
    return 2 * sum(_has_picture(folder.parent, PurePath(name).stem) for name in some) > len(some)


def _has_picture(folder: Path, stem: str) -> bool:
    return any((folder / f"{stem}{suffix}").exists() for suffix in sorted(PICTURE_SUFFIXES))
