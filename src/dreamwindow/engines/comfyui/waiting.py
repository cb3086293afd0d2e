"""Waiting for a prompt: by ear while its socket is open, by asking when there is silence."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable

from dreamwindow.engines.comfyui.answers import Ended
from dreamwindow.engines.comfyui.calls import ServerCalls
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.runs import Run
from dreamwindow.engines.comfyui.socket import Socket, Watch
from dreamwindow.errors import EngineUnavailable


class Forgotten(EngineUnavailable):
    """The server knows nothing of the prompt: it was restarted, or somebody deleted it."""


async def wait_for_end(
    calls: ServerCalls,
    socket: Socket,
    watch: Watch,
    options: ClientOptions,
    timeout_s: float | None,
    listener: Callable[[Run], Awaitable[None]] | None,
) -> Run:
    """The run, ended somehow. Raises `TimeoutError`, `Forgotten` or `EngineUnavailable`."""
    run, limit = watch.run, _Limit(timeout_s)
    silence_s, is_late = options.look_first_s, False
    while run.end is None:
        pause_s = options.look_every_s if socket.hears(watch) else silence_s
        if await _changes(watch, limit.at_most(pause_s, run)):
            if listener is not None:
                await listener(run)
        elif not limit.reached:
            ended = await _look(calls, run)
            if ended is not None and (is_late or not socket.hears(watch)):
                run.finish(ended)
            is_late = ended is not None  # what it said may be on its way: it has until the next look
            silence_s = min(options.look_every_s, 2 * silence_s)
    return run


class _Limit:
    """The time that a run may take, from when it began."""

    def __init__(self, timeout_s: float | None) -> None:
        self._timeout_s = timeout_s
        self._deadline: float | None = None

    @property
    def _left_s(self) -> float:
        return math.inf if self._deadline is None else self._deadline - asyncio.get_running_loop().time()

    @property
    def reached(self) -> bool:
        """Whether the time is over."""
        return self._left_s <= 0

    def at_most(self, pause_s: float, run: Run) -> float:
        """``pause_s``, or what is left. Raises `TimeoutError` if nothing is."""
        if self._deadline is None and run.started and self._timeout_s is not None:
            self._deadline = asyncio.get_running_loop().time() + self._timeout_s
        if self.reached:
            raise TimeoutError
        return min(pause_s, self._left_s)


async def _changes(watch: Watch, within_s: float) -> bool:
    try:
        async with asyncio.timeout(within_s):
            await watch.changed.wait()
    except TimeoutError:
        return False
    watch.changed.clear()
    return True


async def _look(calls: ServerCalls, run: Run) -> Ended | None:
    """How a prompt ended; ``None`` while it waits or runs. Raises `Forgotten`.

    The queue comes first: what leaves it is in the history already.
    """
    queue = await calls.get_queue()
    if run.prompt_id in queue:
        run.started = run.started or run.prompt_id in queue.running
        return None
    ended = await calls.get_history(run.prompt_id)
    if ended is None and run.end is None:
        raise Forgotten("ComfyUI was restarted, or its queue was cleared: the picture is gone.", "It is made anew.")
    return ended
