"""ClipProcess: the process that has the model, and our end of the pipe to it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.embedders.clip.child import Failed, Question, serve
from dreamwindow.errors import EmbedderUnavailable

LOADING_S = 300.0
"""For the first answer: libraries and weights are read from a disk that may be slow, and busy."""
ANSWER_S = 120.0
_FAREWELL_S = 5.0


class ProcessLost(EmbedderUnavailable):
    """It ended or says nothing: it answers no more."""


class ClipProcess:
    """Started when made. One question at a time; `kill` from any thread. Raises `OSError` if it cannot be started."""

    def __init__(self, folder: Path, device: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._patience_s = LOADING_S
        self._process = context.Process(target=serve, args=(theirs, folder, device), name="clip", daemon=True)
        try:
            self._process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid

    def ask(self, question: Question) -> Vectors:
        """Raises `ProcessLost` when it is gone, silent for too long, or without a model: `end` it then.

        Raises `EmbedderUnavailable` when it cannot answer this question; it may answer others.
        """
        try:
            self._pipe.send(question)
            if not self._pipe.poll(self._patience_s):
                raise ProcessLost(f"CLIP said nothing for {self._patience_s:.0f} s.", "It is started again.")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise ProcessLost("CLIP's process ended.", "It is started again when it is needed.") from error
        self._patience_s = ANSWER_S
        if isinstance(answer, Failed):
            if answer.for_good:
                raise ProcessLost(f"CLIP could not be loaded: {answer.why}.")
            raise EmbedderUnavailable(f"CLIP failed: {answer.why}.")
        vectors: Vectors = answer
        return vectors

    def kill(self) -> None:
        """End it now; who waits for an answer hears of it."""
        self._process.kill()

    def end(self) -> None:
        """Close the pipe, which it takes as its end, and wait for that; then let go of it."""
        self._pipe.close()
        self._process.join(_FAREWELL_S)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join()
        self._process.close()
