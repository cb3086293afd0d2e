"""Virtual time for loops: a day of dreaming in a second, the same every time.

`VirtualLoop` is asyncio's own loop on a selector that does not wait: once nothing is ready, time jumps to the next
timer. While a thread works for the loop, time stands still, so that work takes no virtual time, however slow the
machine. Everything that asks the loop for time is virtual with it: `asyncio.sleep`, `asyncio.timeout`, `VirtualClock`.

A test gets it by asking for the fixture ``virtual_clock``; anything else by `run_virtually`.
"""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
START = datetime(2026, 1, 1, tzinfo=UTC)


class EverythingWaits(Exception):
    """Nothing is ready, no timer is set and no thread works: this would wait for ever."""


class VirtualClock:
    """A `dreamwindow.contracts.clock.Clock` that shows a `VirtualLoop`'s time; it starts at 0 s and at `START`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def monotonic(self) -> float:
        """Seconds of virtual time."""
        return self._loop.time()

    def now(self) -> datetime:
        """`START` and the virtual time since."""
        return START + timedelta(seconds=self._loop.time())

    async def sleep(self, seconds: float) -> None:
        """Wait in virtual time; others get their turn even if ``seconds`` is not positive."""
        await asyncio.sleep(max(0.0, seconds))


class _JumpingSelector(selectors.DefaultSelector):
    """Waits only for what is real: threads at work, and files or sockets that a test opened."""

    def __init__(self) -> None:
        super().__init__()
        self.time_s = 0.0
        self.working = 0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if self.working or len(self.get_map()) > 1:  # one is the loop's own, by which threads wake it
            return super().select(None)
        if timeout is None:
            raise EverythingWaits
        self.time_s += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """asyncio's loop, its time jumping from timer to timer."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds of virtual time since the loop was made."""
        return self._jumping.time_s

    def run_in_executor(  # type: ignore[override] # typeshed's is generic over the arguments, asyncio's is not
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """As asyncio's; time stands still until it is done."""
        future = super().run_in_executor(executor, func, *args)
        self._jumping.working += 1
        future.add_done_callback(self._one_done)
        return future

    async def shutdown_default_executor(self, *args: Any, **kwargs: Any) -> None:
        """As asyncio's, which waits for a thread that it does not start by `run_in_executor`."""
        self._jumping.working += 1
        try:
            await super().shutdown_default_executor(*args, **kwargs)
        finally:
            self._jumping.working -= 1

    def _one_done(self, _: object) -> None:
        self._jumping.working -= 1


def run_virtually(main: Callable[[VirtualClock], Coroutine[Any, Any, T]]) -> T:
    """Run ``main(clock)`` in virtual time, as `asyncio.run` does in real time."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(main(VirtualClock(loop)))
