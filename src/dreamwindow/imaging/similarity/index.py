"""VectorIndex: exact among the few, a bound and a second look among the many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.similarity.prefilter import Prefilter
from dreamwindow.imaging.similarity.rows import Matrix, Places, Rows

LARGE = 16_384
"""From here on not every vector is looked at whole."""
LOOKED_AT = 1024
"""How many are, of a large index."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Neighbour(Generic[Key]):
    """``similarity`` is the cosine, in [-1, 1] but for rounding."""

    key: Key
    similarity: float


@dataclass(frozen=True, slots=True)
class Found(Generic[Key]):
    """Most alike first, among equals the one added first. ``exact``: it is proved that no other is more alike."""

    neighbours: tuple[Neighbour[Key], ...]
    exact: bool


class VectorIndex(Generic[Key]):
    """Unit vectors by key. Not for several threads at once. A search holds up whoever waits: do it off the event loop."""

    def __init__(self, dimension: int) -> None:
        self._rows = Rows(dimension)
        self._dimension = dimension
        self._keys: list[Key] = []
        self._ages: list[int] = []
        self._places: dict[Key, int] = {}
        self._added = 0
        self._prefilter: Prefilter | None = None
        self._fitted_at = LARGE // 2

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def add(self, key: Key, vector: Vectors) -> None:
        """Add one unit vector (dimension,). Raises `ValueError` for a key that is there already, or no unit vector."""
        self.extend([key], vector[None])

    def extend(self, keys: Iterable[Key], vectors: Vectors) -> None:
        """Add many, all or none; ``vectors`` are (len(keys), dimension). Raises as `add`."""
        new = list(keys)
        if vectors.shape != (len(new), self._dimension):
            raise ValueError(f"{len(new)} keys and vectors of shape {vectors.shape}, of {self._dimension} each")
        if not np.all(np.abs(np.einsum("ij,ij->i", vectors, vectors) - 1) < _UNIT):
            raise ValueError("not all vectors are of length 1")
        if len(set(new)) < len(new) or any(key in self._places for key in new):
            raise ValueError("a key that is there already")
        self._places.update(zip(new, range(len(self._keys), len(self._keys) + len(new)), strict=True))
        self._keys += new
        self._ages += range(self._added, self._added + len(new))
        self._added += len(new)
        self._rows.append(vectors)
        self._fit(vectors)

    def remove(self, key: Key) -> None:
        """Forget one. Raises `KeyError`."""
        place = self._places.pop(key)
        last, age = self._keys.pop(), self._ages.pop()
        if last != key:
            self._keys[place], self._ages[place], self._places[last] = last, age, place
        self._rows.drop(place)
        if self._prefilter is not None:
            self._prefilter.drop(place)

    def vector(self, key: Key) -> Vectors:
        """A copy of one. Raises `KeyError`."""
        return self._rows.filled[self._places[key]].copy()

    def search(self, query: Vectors, k: int = 5, at_least: float = -2.0) -> Found[Key]:
        """The at most ``k`` most like ``query``, a unit vector (dimension,), whose cosine is ``at_least`` that.

        Up to 16,384 vectors all are looked at. Among more, the 1,024 whose bounds are highest are; ``exact`` says
        whether no other could have been among the answers.
        """
        if k < 1 or not self._keys:
            return Found((), exact=True)
        if self._prefilter is None or len(self._keys) <= LARGE:
            return Found(self._ranked(_contenders(self._rows.filled @ query, k), query, k, at_least), exact=True)
        bounds = self._prefilter.bounds(query)
        looked_at = _highest(bounds, max(LOOKED_AT, 4 * k))
        neighbours = self._ranked(looked_at, query, k, at_least)
        bounds[looked_at] = -np.inf
        needed = neighbours[-1].similarity if len(neighbours) == k else at_least
        return Found(neighbours, exact=bool(bounds.max(initial=-np.inf) + _ROUNDING < needed))

    def _ranked(self, places: Places, query: Vectors, k: int, at_least: float) -> tuple[Neighbour[Key], ...]:
        """Of these rows, the best; summed so that a row's cosine does not depend on where it stands."""
        cosines = (self._rows.filled[places].astype(np.float64) * query).sum(axis=1)
        best = sorted(zip(-cosines, (self._ages[place] for place in places), places, strict=True))[:k]
        return tuple(
            Neighbour(self._keys[place], float(-distance)) for distance, _, place in best if -distance >= at_least
        )

    def _fit(self, vectors: Vectors) -> None:
        """Let the prefilter know of new rows; it looks for its axes again whenever the index has doubled."""
        if len(self._keys) >= 2 * self._fitted_at:
            self._prefilter = Prefilter(self._rows.filled)
            self._fitted_at = len(self._keys)
        elif self._prefilter is not None:
            self._prefilter.append(vectors)


_UNIT = 1e-3
_ROUNDING = 1e-4
"""More than sums of 512 products in float32 can be wrong by (n u = 3e-5 on each of two)."""


def _contenders(cosines: Matrix, k: int) -> Places:
    """Every row that rounding, or a tie, might put among the first ``k``."""
    if k >= len(cosines):
        return np.arange(len(cosines))
    least = np.partition(cosines, -k)[-k]
    return np.flatnonzero(cosines >= least - _ROUNDING)


def _highest(bounds: Matrix, count: int) -> Places:
    return np.argpartition(bounds, -count)[-count:] if count < len(bounds) else np.arange(len(bounds))
