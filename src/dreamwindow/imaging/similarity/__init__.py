"""Which vectors are most like this one: top-k among unit vectors that come and go.

>>> index = VectorIndex[str](512)
>>> index.add("cache_00001", vector)
>>> [neighbour.key for neighbour in index.search(other, k=5)]
"""

from __future__ import annotations

from dreamwindow.imaging.similarity.index import Neighbour, VectorIndex

__all__ = ["Neighbour", "VectorIndex"]
