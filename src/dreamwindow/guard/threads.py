"""Threads for calls that may never come back: nothing waits for them, not even the end of the program."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class LooseThreads(Executor):
    """A daemon thread for each call. An executor's own threads are joined at exit, so that one that hangs hangs us."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start it at once."""
        future: Future[T] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it belongs to who waits for the future
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=work, name=getattr(fn, "__name__", "call"), daemon=True).start()
        return future
