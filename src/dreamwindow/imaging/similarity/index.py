"""VectorIndex: the exact top-k, by a look at every vector among few, and at those that bounds leave among many."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.similarity.prefilter import Prefilter
from dreamwindow.imaging.similarity.rows import Matrix, Places, Rows, products

LARGE = 8192
"""Up to so many vectors it is quicker to look at every one."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Neighbour(Generic[Key]):
    """``similarity`` is the cosine, in [-1, 1] but for rounding."""

    key: Key
    similarity: float


class VectorIndex(Generic[Key]):
    """Unit vectors by key. For one thread at a time, and not the event loop's.

    From ``large`` vectors on, bounds say which of them need a look; the answers are the same.
    """

    def __init__(self, dimension: int, large: int = LARGE) -> None:
        self._rows = Rows(dimension)
        self._dimension = dimension
        self._keys: list[Key] = []
        self._ages: list[int] = []
        self._places: dict[Key, int] = {}
        self._added = 0
        self._prefilter: Prefilter | None = None
        self._fitted_at = large // 2

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
        if len(self._keys) >= 2 * self._fitted_at:
            self._fit()

    def remove(self, key: Key) -> None:
        """Forget one. Raises `KeyError`."""
        place = self._places.pop(key)
        last, age = self._keys.pop(), self._ages.pop()
        if last != key:
            self._keys[place], self._ages[place], self._places[last] = last, age, place
        self._rows.drop(place)
        if self._prefilter is not None:
            self._prefilter.dropped(place)

    def vector(self, key: Key) -> Vectors:
        """A copy of one. Raises `KeyError`."""
        return np.array(self._rows.filled[self._places[key]])

    def search(
        self, query: Vectors, k: int = 5, at_least: float = -2.0, cosines: Matrix | None = None
    ) -> list[Neighbour[Key]]:
        """The at most ``k`` most like ``query``, a unit vector (dimension,), whose cosine is at least ``at_least``.

        Exact at every size. Most alike first; among equals, the one that was added first. Who asks for more and more of
        one query passes the ``cosines`` that `every_cosine` gave.
        """
        if k < 1 or not self._keys:
            return []
        places = self._contenders(query, k) if cosines is None else _leading(cosines, k)
        return self._ranked(places, query, k, at_least)

    def every_cosine(self, query: Vectors) -> Matrix:
        """For `search`, until something is added or removed."""
        return products(self._rows.filled, query)

    def cosines_of(self, keys: Sequence[Key], query: Vectors) -> list[float]:
        """Of these, in their order, as `search` tells them. Raises `KeyError`."""
        places = np.array([self._places[key] for key in keys], np.intp)
        return self._cosines(places, query)

    def _contenders(self, query: Vectors, k: int) -> Places:
        """Rows among which the first ``k`` are, few."""
        vectors = self._rows.filled
        if self._prefilter is None:
            return _leading(products(vectors, query), k)
        bounds = self._prefilter.bounds(query)
        first = _highest(bounds, max(_FIRST_LOOK, 2 * k))
        needed = np.partition(products(vectors[first], query), -k)[-k] if k <= len(first) else -np.inf
        open_ = np.flatnonzero(bounds >= needed - _ROUNDING)
        if len(open_) > len(vectors) // _GATHERING:
            return _leading(products(vectors, query), k)
        return np.asarray(open_[_leading(products(vectors[open_], query), k)])

    def _ranked(self, places: Places, query: Vectors, k: int, at_least: float) -> list[Neighbour[Key]]:
        """Of these rows, the best."""
        cosines = self._cosines(places, query)
        ranking = zip(cosines, (self._ages[place] for place in places), places.tolist(), strict=True)
        best = sorted(ranking, key=lambda ranked: (-ranked[0], ranked[1]))[:k]
        return [Neighbour(self._keys[place], cosine) for cosine, _, place in best if cosine >= at_least]

    def _cosines(self, places: Places, query: Vectors) -> list[float]:
        """Summed so that a row's cosine does not depend on where it stands."""
        found: list[float] = (self._rows.filled[places].astype(np.float64) * query).sum(axis=1).tolist()
        return found

    def _fit(self) -> None:
        """Let the prefilter look for its axes, anew whenever the index has doubled."""
        self._prefilter = Prefilter(self._rows)
        self._fitted_at = len(self._keys)


_UNIT = 1e-3
"""How far from 1 a squared length may be."""
_ROUNDING = 2e-4
"""More than two sums of 512 products in float32, and the bounds', can be wrong by (n u = 3e-5 each)."""
_FIRST_LOOK = 64
_GATHERING = 5
"""How many times as long as in its place it takes to look at a row that is gathered first."""


def _leading(cosines: Matrix, k: int) -> Places:
    """Every place that rounding, or a tie, might put among the first ``k``."""
    if k >= len(cosines):
        return np.arange(len(cosines))
    return np.flatnonzero(cosines >= np.partition(cosines, -k)[-k] - _ROUNDING)


def _highest(bounds: Matrix, count: int) -> Places:
    return np.argpartition(bounds, -count)[-count:] if count < len(bounds) else np.arange(len(bounds))
