"""The embedder seam: pictures to unit vectors, so that likeness is a dot product."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

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
    """Says what pictures are like. It blocks: call it off the event loop. Any thread may call, several at once."""

    @property
    def info(self) -> EmbedderInfo:
        """The same for the embedder's whole life."""
        ...

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """(len(images), dimension): the vector of each picture, whatever its size and its neighbours in the batch."""
        ...


@runtime_checkable
class WordEmbedder(Protocol):
    """An embedder that puts words where it puts the pictures that show what they say. It is found out by protocol.

    How near words and a fitting picture come is not on the embedder's scale, which is for pictures; their order counts.
    """

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """(len(texts), dimension): the vector of each text."""
        ...


@runtime_checkable
class RestingEmbedder(Protocol):
    """An embedder that holds what others could use: a process, a GPU's memory. It is found out by protocol.

    While a dream is held back, what is kept under another embedder is not seen anew by one of these.
    """

    def release(self, unused_s: float = 0.0) -> None:
        """Give it back unless it was used within so many seconds; the next call has it again. From any thread.

        Blocks for seconds at most. Calls at work are finished first; where ``unused_s`` is 0 the last of them gives it
        back, and this does not wait for that.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderOptions:
    """``model`` is a folder of weights, ``None`` its own choice; ``device`` as torch names it, or `auto`."""

    model: Path | None = None
    device: str = "auto"


EmbedderFactory: TypeAlias = Callable[[], Embedder]
"""Makes one that is ready, or gives the one that there is."""
EmbedderPlugin: TypeAlias = Callable[[EmbedderOptions], Embedder]
"""What the entry point group ``dreamwindow.embedders`` names. Nothing is loaded before the first picture.

One that holds something (a process, a GPU) is a context manager, too. Raises `MissingExtra` or `MissingWeights` at
once, and later, while it cannot embed, `EmbedderUnavailable`.
"""
