"""Rows: a float32 matrix that grows in constant amortised time, and loses a row in constant time."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Matrix: TypeAlias = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[Any]
"""Integers: numbers of rows."""
_FIRST = 64


def products(rows: Matrix, vector: Matrix) -> Matrix:
    """(n,): each row times ``vector``. On one core: it waits for memory, where BLAS's threads would wait for cores."""
    return np.asarray(np.einsum("ij,j->i", rows, vector))


class Rows:
    """``filled`` is (len, width) float32, a view that the next `append` or `drop` makes stale."""

    def __init__(self, width: int) -> None:
        self._rows: Matrix = np.empty((_FIRST, width), np.float32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def filled(self) -> Matrix:
        """All rows."""
        return self._rows[: self._count]

    def append(self, rows: npt.NDArray[Any]) -> None:
        """Add some, (n, width)."""
        wanted = self._count + len(rows)
        if wanted > len(self._rows):
            grown = np.empty((max(wanted, 2 * len(self._rows)), self._rows.shape[1]), np.float32)
            grown[: self._count] = self.filled
            self._rows = grown
        self._rows[self._count : wanted] = rows
        self._count = wanted

    def drop(self, place: int) -> None:
        """Take one out; the last row takes its place."""
        self._count -= 1
        self._rows[place] = self._rows[self._count]
