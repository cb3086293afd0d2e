"""Which memory goes when there are too many."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Literal, Protocol, get_args

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.similarity import VectorIndex

Eviction = Literal["lru", "oldest", "diversity"]
EVICTIONS: tuple[str, ...] = get_args(Eviction)
_NEIGHBOURS = 8
"""How many of a newcomer's neighbours are asked whether it is now the nearest to them."""


class Chooser(Protocol):
    """Keeps the order in which memories go."""

    def added(self, cache_id: str, embedding: Vectors | None) -> None:
        """One more, or one that is known now; ``None`` for what cannot be compared yet."""
        ...

    def used(self, cache_id: str) -> None:
        """It was looked at."""
        ...

    def removed(self, cache_id: str) -> None:
        """It is gone."""
        ...

    def next(self) -> str:
        """The one to go; there is at least one."""
        ...

    def in_order(self) -> Iterable[str]:
        """All of them, so that `added` in this order says the same again."""
        ...


class ByAge:
    """The oldest first; with ``use_renews`` (``lru``), the one that was not looked at for longest."""

    def __init__(self, *, use_renews: bool) -> None:
        self._order: OrderedDict[str, None] = OrderedDict()
        self._use_renews = use_renews

    def added(self, cache_id: str, embedding: Vectors | None) -> None:
        """See `Chooser`."""
        self._order[cache_id] = None

    def used(self, cache_id: str) -> None:
        """See `Chooser`."""
        if self._use_renews:
            self._order.move_to_end(cache_id)

    def removed(self, cache_id: str) -> None:
        """See `Chooser`."""
        self._order.pop(cache_id, None)

    def next(self) -> str:
        """See `Chooser`."""
        return next(iter(self._order))

    def in_order(self) -> Iterable[str]:
        """See `Chooser`."""
        return self._order


class ByRedundancy:
    """The one most like another; of the two that are alike, the older. ``index`` holds the living entries."""

    def __init__(self, index: VectorIndex[str]) -> None:
        self._index = index
        self._nearest: dict[str, tuple[float, str]] = {}

    def added(self, cache_id: str, embedding: Vectors | None) -> None:
        """See `Chooser`. Called once the index has it."""
        self._nearest[cache_id] = (-2.0, "")
        if embedding is None:
            return
        for neighbour in self._index.search(embedding, _NEIGHBOURS + 1):
            if neighbour.key != cache_id:
                self._bring_together(cache_id, neighbour.key, neighbour.similarity)

    def used(self, cache_id: str) -> None:
        """See `Chooser`."""

    def removed(self, cache_id: str) -> None:
        """See `Chooser`. Called once the index has forgotten it."""
        self._nearest.pop(cache_id, None)
        for orphan in [key for key, (_, other) in self._nearest.items() if other == cache_id]:
            self._nearest[orphan] = (-2.0, "")
            for neighbour in self._index.search(self._index.vector(orphan), 2):
                if neighbour.key != orphan:
                    self._bring_together(orphan, neighbour.key, neighbour.similarity)

    def next(self) -> str:
        """See `Chooser`."""
        key = max(self._nearest, key=lambda candidate: self._nearest[candidate][0])
        other = self._nearest[key][1]
        return min(key, other) if other in self._nearest else key

    def in_order(self) -> Iterable[str]:
        """See `Chooser`."""
        return self._nearest

    def _bring_together(self, a: str, b: str, similarity: float) -> None:
        for one, other in ((a, b), (b, a)):
            if similarity > self._nearest.get(one, (-2.0, ""))[0]:
                self._nearest[one] = (similarity, other)


def chooser(eviction: Eviction, index: VectorIndex[str]) -> Chooser:
    """The chooser of that name."""
    if eviction == "diversity":
        return ByRedundancy(index)
    return ByAge(use_renews=eviction == "lru")
