"""Embedding: the one embedder of a program, for everything in it that compares pictures."""

from __future__ import annotations

import logging
import threading
from contextlib import AbstractContextManager, ExitStack
from types import TracebackType
from typing import Self

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.embedder import Embedder, EmbedderOptions, RestingEmbedder
from dreamwindow.embedders import registry
from dreamwindow.embedders.containment import contained
from dreamwindow.errors import EmbedderUnavailable

_log = logging.getLogger(__name__)


def make_embedder(loaded: Loaded) -> Embedder:
    """What the config asks for, with nothing loaded. Raises `UnknownName`, `MissingExtra` or `MissingWeights`."""
    config = loaded.config.embedding
    model = None if config.model is None else loaded.folder(config.model)
    return registry.create(config.name, EmbedderOptions(model=model, device=config.device))


class Embedding:
    """A context manager. Any thread may call; the embedder is made when it is first asked for."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._lock = threading.Lock()
        self._embedder: Embedder | None = None
        self._is_closed = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self) -> Embedder:
        """Always the same one, whose bugs are contained: an `EmbedderFactory`.

        Raises as `make_embedder`; when closed, `EmbedderUnavailable`.
        """
        with self._lock:
            if self._is_closed:
                raise EmbedderUnavailable("Nothing is compared any more: the program ends.")
            if self._embedder is None:
                embedder = make_embedder(self._loaded)
                if isinstance(embedder, AbstractContextManager):
                    self._stack.enter_context(embedder)
                self._embedder = contained(embedder)
            return self._embedder

    def release(self, unused_s: float) -> None:
        """Give back what it holds unless it was used within so many seconds; it has that again when needed. Blocks."""
        with self._lock:
            embedder = None if self._is_closed else self._embedder
        if isinstance(embedder, RestingEmbedder):
            try:
                embedder.release(unused_s)
            except Exception:  # noqa: BLE001 - somebody else's code; it holds on to its memory, and that is all
                _log.exception("The embedder did not give back its memory")

    def close(self) -> None:
        """Let go of it, whoever waits for an answer: they hear `EmbedderUnavailable`. Twice is once. Blocks."""
        with self._lock:
            self._is_closed = True
        self._stack.close()
