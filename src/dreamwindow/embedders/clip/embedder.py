"""Clip: the embedder as the rest of the program has it; the model is in a process of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.embedders.clip.child import Images, Question, Words
from dreamwindow.embedders.clip.identity import info_of
from dreamwindow.embedders.clip.process import ClipProcess, ProcessLost
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.model.frame import Pixels

_log = logging.getLogger(__name__)
FIRST_S, LONGEST_S = 10.0, 600.0
"""Loading takes seconds of every core: what fails at it again and again must not be tried at every picture."""
FAILURES = 3
"""So many in a row, nothing answered between, and the process is started anew: a GPU's error may stay until then."""
BATCH = 8
"""Pictures that go through the model together, and after which whoever waits has a turn."""


class Clip:
    """`Embedder`, `WordEmbedder`, `RestingEmbedder`, a context manager. Blocks; any thread may call, in turns.

    The process starts with the first call, and with the first after it was let go or lost; who called when it was lost
    hears `EmbedderUnavailable`. Lost again before it answered anything, it is started later each time, and calls until
    then fail at once. What it cannot do, it says, and goes on. ``folder`` is whole, as `weights.places.require` says;
    ``now`` gives seconds.
    """

    def __init__(self, folder: Path, device: str = "auto", now: Callable[[], float] = time.monotonic) -> None:
        self.info = info_of(folder)
        self._arguments = folder, device
        self._process: ClipProcess | None = None
        self._is_closed = False
        self._now = now
        self._losses = 0
        self._failures = 0
        self._not_before = 0.0
        self._at_work = 0
        self._used_at = now()
        self._is_unwanted = False
        self._state = threading.Lock()
        self._queue = threading.Lock()
        self._busy = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the process, while there is one."""
        process = self._process
        return process.pid if process is not None else None

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """See `Embedder.embed`. Raises `EmbedderUnavailable`."""
        return self._in_turns([Images(images[at : at + BATCH]) for at in range(0, len(images), BATCH)])

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """See `WordEmbedder.embed_words`. Raises `EmbedderUnavailable`."""
        return self._in_turns([Words(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)])

    def release(self, unused_s: float = 0.0) -> None:
        """See `RestingEmbedder.release`: the process ends."""
        with self._state:
            if self._at_work:
                self._is_unwanted = self._is_unwanted or unused_s <= 0
                return
            if self._process is None or self._now() - self._used_at < unused_s:
                return
            process, self._process = self._process, None
        _log.info("CLIP is let go until it is needed")
        process.end()

    def close(self) -> None:
        """End the process at once, whoever waits for it, for good. From any thread; twice is once."""
        with self._state:
            self._is_closed = True
            if self._process is not None:
                self._process.kill()
        with self._turn():
            self._put_away()

    def _in_turns(self, questions: Sequence[Question]) -> Vectors:
        with self._call():
            parts = [self._ask(question) for question in questions]
        return np.concatenate(parts) if parts else np.zeros((0, self.info.dimension), np.float32)

    @contextmanager
    def _call(self) -> Iterator[None]:
        """Nobody lets go of the process within; the last one out does, if that was asked for meanwhile."""
        with self._state:
            self._at_work += 1
        try:
            yield
        finally:
            with self._state:
                self._at_work -= 1
                self._used_at = self._now()
                is_unwanted = self._is_unwanted and not self._at_work
                self._is_unwanted = self._is_unwanted and not is_unwanted
            if is_unwanted:
                self.release()

    def _ask(self, question: Question) -> Vectors:
        with self._turn():
            process = self._running()
            try:
                vectors = process.ask(question)
            except EmbedderUnavailable as error:
                self._failures += 1
                if isinstance(error, ProcessLost) or self._failures >= FAILURES:
                    self._lost(error)
                elif self._failures == 1:
                    _log.warning("%s", error.message)
                raise
            self._losses = self._failures = 0
            return vectors

    def _lost(self, error: EmbedderUnavailable) -> None:
        self._put_away()
        self._losses += 1
        self._failures = 0
        pause_s = 0.0 if self._losses == 1 else min(LONGEST_S, FIRST_S * 2 ** min(self._losses - 2, 8))
        self._not_before = self._now() + pause_s
        if not self._is_closed:
            _log.warning("%s", error.message)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Whoever waits is next: who has just had a turn cannot take the next one before them."""
        with self._queue:
            self._busy.acquire()
        try:
            yield
        finally:
            self._busy.release()

    def _running(self) -> ClipProcess:
        with self._state:
            if self._is_closed:
                raise EmbedderUnavailable("CLIP is closed.")
            if self._process is None and self._now() < self._not_before:
                raise EmbedderUnavailable(f"CLIP was lost {self._losses} times, and is left alone for a while.")
            if self._process is None:
                _log.info("CLIP is loaded from %s", self._arguments[0])
                try:
                    self._process = ClipProcess(*self._arguments)
                except OSError as error:
                    raise EmbedderUnavailable(f"CLIP's process cannot be started: {error}.") from error
            return self._process

    def _put_away(self) -> None:
        with self._state:
            process, self._process = self._process, None
        if process is not None:
            process.end()
