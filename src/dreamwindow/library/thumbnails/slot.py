"""Slot: a place for one worker process, which is started when it is needed and replaced when it is lost."""

from __future__ import annotations

import multiprocessing
import signal
from pathlib import Path

from dreamwindow.contracts.embedder import EmbedderFactory
from dreamwindow.library.thumbnails.worker import Answer, Unreadable, serve

_START_S = 60.0
"""For a worker to start, on a machine that is busy with something else."""
_FAREWELL_S = 5.0


class Slot:
    """One picture at a time; blocks. Only `stop` may be called while another thread is inside."""

    def __init__(self, create_embedder: EmbedderFactory | None, timeout_s: float, niceness: int) -> None:
        self._arguments = (create_embedder, niceness)
        self._timeout_s = timeout_s
        self._worker: _Worker | None = None
        self._stopped = False

    @property
    def is_warm(self) -> bool:
        """Whether a worker is there."""
        return self._worker is not None

    def warm_up(self) -> None:
        """Start the worker, if there is none. Raises `OSError`."""
        if self._worker is None:
            self._worker = _Worker(*self._arguments)

    def ask(self, path: Path) -> Answer:
        """What the worker says of the picture; if it is lost over it, or takes too long, that is the answer."""
        try:
            self.warm_up()
            if self._stopped or self._worker is None:
                return Unreadable("Thumbnails are no longer made.", None)
            return self._worker.ask(path, self._timeout_s)
        except TimeoutError:
            self.stop()
            self.cool_down()
            return Unreadable(f"Reading it took longer than {self._timeout_s:g} seconds.", None)
        except (OSError, EOFError):
            return Unreadable(f"Its decoder ended: {self.cool_down()}.", None)

    def cool_down(self) -> str:
        """End the worker, until there is work again; how it ended."""
        worker, self._worker = self._worker, None
        return "it did not start" if worker is None else worker.end()

    def stop(self) -> None:
        """End what is going on at once. From any thread."""
        if self._worker is not None:
            self._worker.process.kill()


class _Worker:
    """The process and our end of the pipe to it. Raises `OSError`."""

    def __init__(self, create_embedder: EmbedderFactory | None, niceness: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._start_s = _START_S
        self.process = context.Process(
            target=serve, args=(theirs, create_embedder, niceness), name="thumbnails", daemon=True
        )
        try:
            self.process.start()
        except BaseException:
            self._pipe.close()
            raise
        finally:
            theirs.close()

    def ask(self, path: Path, timeout_s: float) -> Answer:
        """Raises `TimeoutError`, and `OSError` or `EOFError` when the process is lost."""
        self._pipe.send(str(path))
        if not self._pipe.poll(timeout_s + self._start_s):
            raise TimeoutError
        self._start_s = 0.0
        answer: Answer = self._pipe.recv()
        return answer

    def end(self) -> str:
        """Close the pipe, which it takes as its end; how it ended, in words."""
        self._pipe.close()
        self.process.join(_FAREWELL_S)
        if self.process.exitcode is None:
            self.process.kill()
            self.process.join()
        code = self.process.exitcode or 0
        self.process.close()
        return f"exit code {code}" if code >= 0 else _signal_name(-code)


def _signal_name(number: int) -> str:
    return next((known.name for known in signal.Signals if known == number), f"signal {number}")
