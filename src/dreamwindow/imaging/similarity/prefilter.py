"""A bound on every cosine from an eighth of the numbers.

A unit vector x is split into its part in the span of the first 64 principal axes P and the rest, of length r. By
Cauchy-Schwarz, q·x = Pq·Px + (what the rests share) ≤ Pq·Px + r_q r_x: with r as one more number, one product of 65
gives a bound that no cosine exceeds, so whoever looks at the highest bounds first knows when nothing better can come.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from dreamwindow.imaging.similarity.rows import Matrix, Rows, products

AXES = 64
_SAMPLE = 4096
_ROUNDING = 1e-4
"""Added to the square of each rest: more than two sums in float32 err by, so that the bound stays one."""


class Prefilter:
    """Short rows beside the long ones, which are unit vectors.

    A row that is new is shortened when bounds are asked for, together with all the others: an add costs nothing here.
    """

    def __init__(self, vectors: Rows) -> None:
        self._vectors = vectors
        self._axes = _principal_axes(vectors.filled)
        self._short = Rows(self._axes.shape[1] + 1)
        self._replaced: set[int] = set()

    def dropped(self, place: int) -> None:
        """The row at ``place`` was dropped from the long ones, and the last one took its place."""
        last = len(self._vectors)
        if last < len(self._short):
            self._short.drop(place)
            self._replaced.discard(place)
            if last in self._replaced:
                self._replaced.remove(last)
                self._replaced.add(place)
        elif place < len(self._short):
            self._replaced.add(place)

    def bounds(self, query: Matrix) -> Matrix:
        """(n,): what the cosine of each row with ``query``, (dimension,), cannot exceed but by rounding."""
        self._catch_up()
        return products(self._short.filled, self._shortened(query[None])[0])

    def _catch_up(self) -> None:
        if self._replaced:
            places = sorted(self._replaced)
            self._short.filled[places] = self._shortened(self._vectors.filled[places])
            self._replaced.clear()
        if len(self._short) < len(self._vectors):
            self._short.append(self._shortened(self._vectors.filled[len(self._short) :]))

    def _shortened(self, vectors: npt.NDArray[Any]) -> Matrix:
        along = vectors @ self._axes
        rest = np.sqrt(np.maximum(_squares(vectors) - _squares(along), 0) + _ROUNDING)
        return np.concatenate([along, rest[:, None]], axis=1, dtype=np.float32)


def _squares(rows: npt.NDArray[Any]) -> Matrix:
    return np.asarray(np.einsum("ij,ij->i", rows, rows))


def _principal_axes(vectors: Matrix) -> Matrix:
    """(dimension, 64): what varies most, of a sample spread evenly over the rows; about zero, as cosines are."""
    sample = vectors[:: max(1, len(vectors) // _SAMPLE)].astype(np.float64)
    _, axes = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(axes[:, : -AXES - 1 : -1], np.float32)
