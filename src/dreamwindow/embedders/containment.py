"""What an embedder does that no embedder should: it cannot say what pictures are like, and the traceback is logged."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Embedder, RestingEmbedder, Vectors, WordEmbedder
from dreamwindow.errors import DreamWindowError, EmbedderUnavailable
from dreamwindow.model.frame import Pixels
from dreamwindow.plugins import Bugs

_log = logging.getLogger(__name__)
_LENGTH_TOLERANCE = 0.01
"""Half precision on a GPU is within it; what was never brought to length 1 is not."""


def contained(embedder: Embedder) -> Embedder:
    """The same embedder, which may be anybody's: whatever it raises is `EmbedderUnavailable`, and so is what is amiss
    with its vectors: their number, their dimension, their length.

    It reads words and rests if ``embedder`` does. A bug is logged with its traceback; the same one again is not.
    """
    reads, rests = isinstance(embedder, WordEmbedder), isinstance(embedder, RestingEmbedder)
    if reads and rests:
        return _ReadingAndResting(embedder)
    if reads:
        return _Reading(embedder)
    return _Resting(embedder) if rests else _Contained(embedder)


class _Contained:
    def __init__(self, embedder: Any) -> None:
        self.info = embedder.info
        self._embedder = embedder
        self._bugs = Bugs(_log)

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """See `Embedder.embed`. Raises `EmbedderUnavailable`."""
        with self._caught():
            return self._checked(self._embedder.embed(images), len(images))

    @contextmanager
    def _caught(self) -> Iterator[None]:
        try:
            yield
        except EmbedderUnavailable:
            raise
        except DreamWindowError as error:
            raise EmbedderUnavailable(error.message, error.remedy) from error
        except MemoryError as error:
            raise EmbedderUnavailable(f"{self.info.name} ran out of memory.") from error
        except Exception as error:
            self._bugs.tell(f"the embedder {self.info.name}", error)
            raise EmbedderUnavailable(f"{self.info.name} has a bug: {type(error).__name__}: {error}") from error

    def _checked(self, made: Any, count: int) -> Vectors:
        vectors = np.asarray(made, np.float32)
        if vectors.shape != (count, self.info.dimension):
            raise ValueError(f"it gave {vectors.shape}, not {(count, self.info.dimension)}")
        with np.errstate(over="ignore", invalid="ignore"):
            lengths = np.linalg.norm(vectors, axis=1)
        if not np.all(np.abs(lengths - 1) < _LENGTH_TOLERANCE):  # nor is this so of what is not finite
            raise ValueError("it gave a vector that is not of length 1")
        return vectors


class _Reading(_Contained):
    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """See `WordEmbedder.embed_words`. Raises `EmbedderUnavailable`."""
        with self._caught():
            return self._checked(self._embedder.embed_words(texts), len(texts))


class _Resting(_Contained):
    def release(self, unused_s: float = 0.0) -> None:
        """See `RestingEmbedder.release`. Raises what the embedder raises."""
        self._embedder.release(unused_s)


class _ReadingAndResting(_Reading, _Resting):
    pass
