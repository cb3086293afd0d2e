"""Batching: what is asked for several clients at once, less what need not be made, through the model together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.engines.diffusers.stream.memory import Memory, Wish
from dreamwindow.engines.diffusers.stream.similar import glance, is_still
from dreamwindow.engines.diffusers.stream.stream import DiffusersStream
from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels

Work: TypeAlias = Callable[[Sequence[Wish]], Awaitable[list[Memory]]]
"""Makes the pictures, and is broken off when its awaiting is cancelled."""


@dataclass(frozen=True, slots=True)
class Batching:
    """See `BatchStreamEngine`. With n steps a picture comes out n - 1 calls after it went in, but for the first.

    ``check`` raises `InvalidRecipe` for what is no picture that the engine can make; ``threshold`` is `is_still`'s.
    """

    work: Work
    check: Callable[[Pixels], None]
    threshold: float

    def stream(self) -> DiffusersStream:
        """A client's."""
        return DiffusersStream(self.restyle)

    async def restyle(self, frames: Sequence[StreamFrame]) -> list[Restyled]:
        """See `BatchStreamEngine.restyle_batch`. What a stream keeps changes only when its picture came out."""
        asked = await asyncio.to_thread(lambda: [self._asked(frame) for frame in frames])
        wishes = [wish for wish in asked if isinstance(wish, Wish)]
        memories = iter(await self.work(wishes) if wishes else ())
        return [
            _kept(frame, next(memories)) if isinstance(wish, Wish) else wish
            for frame, wish in zip(frames, asked, strict=True)
        ]

    def _asked(self, frame: StreamFrame) -> Restyled | Wish:
        """What is known without the model, or what it is asked for."""
        try:
            self.check(frame.image)
        except InvalidRecipe as error:
            return error
        if frame.settings.strength == 0.0:
            return frame.image.copy()
        wish = Wish(frame.image, glance(frame.image), frame.settings, _stream_of(frame).memory)
        return wish.before.shown.copy() if wish.before is not None and self._is_known(wish, wish.before) else wish

    def _is_known(self, wish: Wish, before: Memory) -> bool:
        """Compared with the last that was made, not the last that came, so that slow changes are seen, too."""
        same = replace(wish.settings, revision=0) == replace(before.settings, revision=0)
        settled = same and before.still >= before.stages.count and before.shown.shape == wish.image.shape
        return settled and is_still(before.glance, wish.glance, self.threshold)


def _kept(frame: StreamFrame, memory: Memory) -> Pixels:
    _stream_of(frame).memory = memory
    return memory.shown.copy()


def _stream_of(frame: StreamFrame) -> DiffusersStream:
    return cast(DiffusersStream, frame.stream)
