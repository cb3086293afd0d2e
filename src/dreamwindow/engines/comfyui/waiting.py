"""Waiting for a prompt: by ear while its socket is open, by asking when there is silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

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
    run, loop = watch.run, asyncio.get_running_loop()
    deadline: float | None = None
    silence_s = options.look_first_s
    while run.end is None:
        if run.started and timeout_s is not None:
            deadline = deadline if deadline is not None else loop.time() + timeout_s
        pause_s = options.look_every_s if socket.hears(watch) else silence_s
        left_s = deadline - loop.time() if deadline is not None else pause_s
        if left_s <= 0:
            raise TimeoutError
        if await _changes(watch, min(pause_s, left_s)):
            if listener is not None:
                await listener(run)
        elif left_s > pause_s or deadline is None:
            await _look(calls, run)
            silence_s = min(options.look_every_s, 2 * silence_s)
    return run


async def _changes(watch: Watch, within_s: float) -> bool:
    try:
        async with asyncio.timeout(within_s):
            await watch.changed.wait()
    except TimeoutError:
        return False
    watch.changed.clear()
    return True


async def _look(calls: ServerCalls, run: Run) -> None:
    """Ask what has become of a prompt. The queue comes first: what leaves it is in the history already."""
    queue = await calls.get_queue()
    if run.prompt_id in queue:
        run.started = run.started or run.prompt_id in queue.running
        return
    ended = await calls.get_history(run.prompt_id)
    if ended is not None:
        run.finish(ended)
    elif run.end is None:
        raise Forgotten("ComfyUI was restarted, or its queue was cleared: the picture is gone.", "It is made anew.")
