"""Keepsakes: the pictures that a person kept, as the memory may bring them back."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.taste.like import Like
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import load_image
from dreamwindow.model.frame import Pixels

_NOT_AGAIN = 4


class Keepsakes:
    """``likes`` says what was kept, ``sessions_dir`` is where its pictures lie. Blocks; for one thread at a time."""

    def __init__(self, likes: Callable[[], Sequence[Like]], sessions_dir: Path, matcher: AestheticMatcher) -> None:
        self._likes = likes
        self._sessions_dir = sessions_dir
        self._matcher = matcher
        self._recent: deque[str] = deque(maxlen=_NOT_AGAIN)

    def find(self, picture: str) -> Pixels | None:
        """The pixels of this one; ``None`` where it is not there any more."""
        return picture_of(picture, self._sessions_dir)

    def draw(self, now: Vectors, rng: random.Random) -> tuple[str, Pixels] | None:
        """One of them, the likelier the more like ``now``, and not the last few again; ``None`` of none."""
        likes = self._likes()
        resting = tuple(self._recent)[max(0, len(self._recent) - len(likes) + 1) :]  # of a few, one always may
        fitting = [(like.picture, float(now @ like.vector)) for like in likes if like.picture not in resting]
        while fitting:
            picture = self._matcher.weighted_random_selection(fitting, rng)
            pixels = self.find(picture)
            if pixels is not None:
                self._recent.append(picture)
                return picture, pixels
            fitting = [pair for pair in fitting if pair[0] != picture]
        return None


def picture_of(name: str, sessions_dir: Path) -> Pixels | None:
    """The pixels of what was liked under this name; ``None`` where it is not there any more. Blocks."""
    try:
        path = (sessions_dir / name).resolve()
        return load_image(path) if path.is_relative_to(sessions_dir.resolve()) else None
    except (InvalidImage, OSError, ValueError):  # a name that no file can have
        return None
