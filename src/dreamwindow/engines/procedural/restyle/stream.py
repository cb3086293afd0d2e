"""A stream: one client's memory behind the stream seam."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from dreamwindow.engines.procedural.render import Checkpoint
from dreamwindow.engines.procedural.restyle.restyler import Memory, restyle
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

_Restyled: TypeAlias = tuple[Pixels, Memory]
Work: TypeAlias = Callable[[Callable[[Checkpoint], _Restyled]], Awaitable[_Restyled]]
"""Does something where pixels may be touched, and ends it early when its awaiting is cancelled."""


class ProceduralStream:
    """See `EngineStream`. ``check`` raises `InvalidRecipe` for what is no picture that the engine can make."""

    def __init__(self, work: Work, check: Callable[[Pixels], None]) -> None:
        self._work, self._check = work, check
        self._memory: Memory | None = None

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`. A picture that is interrupted or fails leaves no trace in the next."""
        self._check(image)
        before = self._memory
        pixels, self._memory = await self._work(lambda checkpoint: restyle(before, image, settings, at_s, checkpoint))
        return pixels
