"""The embedder seam: pictures to unit vectors, so that likeness is a dot product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels

Vectors: TypeAlias = npt.NDArray[np.float32]
"""(n, dimension) or (dimension,) float32, each of Euclidean length 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarityScale:
    """What a cosine means to one embedder: 0.7 is a near copy to one and a stranger to another.

    ``different`` and ``same`` are the medians between pictures of different prompts and of one prompt; ``alike`` parts
    the two best; at ``duplicate`` and above it is the same picture, cropped, recompressed or resized.
    All are measured, and ``different`` < ``alike`` < ``same`` < ``duplicate``.
    """

    different: float
    alike: float
    same: float
    duplicate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderInfo:
    """Vectors of different ``name`` or ``dimension`` are never compared; a changed embedder takes another name."""

    name: str
    dimension: int
    scale: SimilarityScale


class Embedder(Protocol):
    """Says what pictures are like. It blocks: call it off the event loop, from one thread at a time."""

    @property
    def info(self) -> EmbedderInfo:
        """The same for the embedder's whole life."""
        ...

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """(len(images), dimension): the vector of each picture, whatever its size and its neighbours in the batch."""
        ...


EmbedderFactory: TypeAlias = Callable[[], Embedder]
"""What the entry point group ``dreamwindow.embedders`` names."""
