"""Words as an engine in another process reads them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from dreamwindow.contracts.words import UnderstoodWord
from dreamwindow.engines.worker import messages as do
from dreamwindow.engines.worker.host import Host
from dreamwindow.errors import EngineUnavailable

_TIMEOUT_S = 10.0


class HostedWords:
    """`WordReader` through a `Host`, for threads: who calls it from the event loop would wait for himself."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._loop = asyncio.get_running_loop()

    def understand(self, prompt: str, negative_prompt: str = "") -> Sequence[UnderstoodWord]:
        """See `WordReader.understand`, but it waits for the picture in hand; while the process rests there are none.

        Raises `EngineUnavailable`.
        """
        asking = asyncio.run_coroutine_threadsafe(self._ask(prompt, negative_prompt), self._loop)
        try:
            return asking.result(_TIMEOUT_S)
        except TimeoutError as error:
            asking.cancel()
            raise EngineUnavailable("The engine is busy.", "Ask again.") from error

    async def _ask(self, prompt: str, negative_prompt: str) -> Sequence[UnderstoodWord]:
        words: Sequence[UnderstoodWord] | None = await self._host.ask_if_running(
            lambda _: do.Understand(prompt, negative_prompt)
        )
        return words or ()
