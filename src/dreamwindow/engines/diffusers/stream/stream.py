"""DiffusersStream: one client's moving picture."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias

from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.engines.diffusers.stream.memory import Memory
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

RestyleBatch: TypeAlias = Callable[[Sequence[StreamFrame]], Awaitable[list[Restyled]]]


class DiffusersStream:
    """See `EngineStream`. ``memory`` is its client's alone, ``None`` before the first picture."""

    def __init__(self, restyle: RestyleBatch) -> None:
        self.memory: Memory | None = None
        self._restyle = restyle

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`: a batch of one."""
        (made,) = await self._restyle([StreamFrame(self, image, settings, at_s)])
        if isinstance(made, Exception):
            raise made
        return made
