"""EngineProcess: one process that hosts an engine, and our end of the channel to it."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import wait

from dreamwindow.contracts.engine import EngineFactory, EngineOptions
from dreamwindow.engines.worker.channel import Channel
from dreamwindow.engines.worker.child import PROCESS_NAME, serve
from dreamwindow.engines.worker.messages import Lost, Order, Word


class EngineProcess:
    """Starts it, and listens in a thread: ``deliver`` is called there with every word, and at last with `Lost`.

    Blocks. Raises `OSError` if it cannot be started.
    """

    def __init__(
        self, factory: EngineFactory, options: EngineOptions, farewell_s: float, deliver: Callable[[Word | Lost], None]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._channel = Channel(ours, owns=True)
        self._farewell_s = farewell_s
        self._deliver = deliver
        self._process = context.Process(
            target=serve, args=(theirs, factory, options, farewell_s), name=PROCESS_NAME, daemon=True
        )
        try:
            self._process.start()
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid
        self._listener = threading.Thread(target=self._listen, name="engine-answers", daemon=True)
        self._listener.start()

    def send(self, order: Order) -> None:
        """From one thread at a time. That it is gone is heard by ``deliver``; raises what pickling raises."""
        with contextlib.suppress(OSError):
            self._channel.send(order, shared=True)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def end(self) -> None:
        """Wait for it to end, for as long as it was given, and then end it. It was told to `Stop`."""
        self._listener.join(2 * self._farewell_s)  # it ends itself after one
        if self._listener.is_alive():
            self._process.kill()
            self._listener.join()

    def close(self) -> None:
        """Let go of all that was shared. It has ended, and nobody sends any more."""
        self._channel.close()
        self._process.close()

    def _listen(self) -> None:
        how = self._hear()
        self._process.join(self._farewell_s)
        if self._process.is_alive():  # it has closed its end and is still there
            self._process.kill()
            self._process.join()
        self._deliver(Lost(how or _end(self._process.exitcode)))

    def _hear(self) -> str:
        """Every word until it says no more; why, if that was not its end."""
        try:
            while self._channel.pipe in wait([self._channel.pipe, self._process.sentinel]):
                self._deliver(self._channel.receive())
        except (EOFError, OSError):
            return ""
        except Exception as error:  # noqa: BLE001 - a word that cannot be read; nothing after it could be trusted
            self._process.kill()
            return f"it said what cannot be read: {type(error).__name__}: {error}"
        return ""


def _end(code: int | None) -> str:
    """How a process ended, in words."""
    if code is None or code >= 0:
        return "it ended" if code is None else f"exit code {code}"
    name = next((known.name for known in signal.Signals if known == -code), f"signal {-code}")
    return f"{name}, as when the system is out of memory" if name == "SIGKILL" else name
