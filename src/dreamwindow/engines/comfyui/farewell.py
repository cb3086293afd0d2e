"""Telling the server what nobody wants any more, beside everything else, until it has understood."""

from __future__ import annotations

import asyncio
import logging
from random import Random

from dreamwindow.engines.comfyui.calls import ServerCalls
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.errors import DreamWindowError

_log = logging.getLogger(__name__)
_LOOKS = 12
_LONGEST_S = 2.0


class Farewells:
    """A prompt is deleted while it waits and interrupted while it runs, again and again until it is gone.

    An interrupt can be lost (between queue and run), and a prompt can turn up late (its ``POST`` was on the way): it
    is gone when it was missed twice. Only a prompt that runs is interrupted: older servers stop whatever runs.
    """

    def __init__(self, calls: ServerCalls, options: ClientOptions, random: Random, tasks: asyncio.TaskGroup) -> None:
        self._calls = calls
        self._options = options
        self._random = random
        self._tasks = tasks
        self._open: set[asyncio.Task[None]] = set()

    def say(self, prompt_id: str) -> None:
        """Begin; returns at once."""
        task = self._tasks.create_task(self._say(prompt_id), name="comfyui farewell")
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def close(self) -> None:
        """Wait a little for what is under way, then give up."""
        if self._open:
            _, late = await asyncio.wait(self._open, timeout=self._options.farewell_s)
            for task in late:
                task.cancel()

    async def _say(self, prompt_id: str) -> None:
        missed, wait_s = 0, self._options.look_first_s
        for _ in range(_LOOKS):
            try:
                missed = 0 if await self._stop(prompt_id) else missed + 1
            except DreamWindowError as error:
                _log.debug("Prompt %s could not be stopped: %s", prompt_id, error)
            if missed > 1:
                return
            await asyncio.sleep(wait_s * self._random.uniform(0.5, 1.0))
            wait_s = min(_LONGEST_S, 2 * wait_s)

    async def _stop(self, prompt_id: str) -> bool:
        """Whether the server still had it."""
        queue = await self._calls.get_queue()
        if prompt_id in queue.pending:
            await self._calls.delete([prompt_id])
        elif prompt_id in queue.running:
            await self._calls.interrupt(prompt_id)
        return prompt_id in queue
