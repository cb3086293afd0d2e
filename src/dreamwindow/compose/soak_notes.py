"""What a soak notes down, in memory that was taken before the dream began: else the notes would count as its growth."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from dreamwindow.dream.health import Health

_FIGURES = tuple(field.name for field in fields(Health))


class Table:
    """Rows of ``columns`` numbers each, one after the other; ``room`` for so many is taken at once, and filled."""

    def __init__(self, columns: int, room: int) -> None:
        self._rows = np.full((max(1, room), columns), np.nan)
        self._count = 0

    def append(self, *row: float) -> None:
        """One more row; beyond its room the table doubles."""
        if self._count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.full_like(self._rows, np.nan)])
        self._rows[self._count] = row
        self._count += 1

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> npt.NDArray[np.float64]:
        """(rows, columns), so far."""
        return self._rows[: self._count]


@dataclass(frozen=True, slots=True)
class Sample:
    """One point: the health at a frame, and the memory of the process in bytes."""

    frame: int
    health: Health
    rss: int


class Samples:
    """The points of a soak, in order."""

    def __init__(self, room: int = 0) -> None:
        self._table = Table(2 + len(_FIGURES), room)

    def append(self, sample: Sample) -> None:
        """One more."""
        figures = (getattr(sample.health, name) for name in _FIGURES)
        known = (math.nan if figure is None else figure for figure in figures)
        self._table.append(sample.frame, sample.rss, *known)

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[Sample]:
        for frame, rss, *figures in self._table.rows:
            known = (None if math.isnan(figure) else float(figure) for figure in figures)
            yield Sample(int(frame), _health(known), int(rss))


def _health(figures: Iterator[float | None]) -> Health:
    return Health(**dict(zip(_FIGURES, figures, strict=True)))  # type: ignore[arg-type]
