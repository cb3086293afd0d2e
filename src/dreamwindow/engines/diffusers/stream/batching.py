"""Batching: what is asked for several clients at once, less what need not be made, through the model together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, cast

from dreamwindow.contracts.stream import Restyled, StreamFrame
from dreamwindow.engines.diffusers.stream.memory import Memory, Wish
from dreamwindow.engines.diffusers.stream.restyling import Made
from dreamwindow.engines.diffusers.stream.similar import glance, is_still
from dreamwindow.engines.diffusers.stream.stream import DiffusersStream
from dreamwindow.errors import EngineError, GenerationFailed, InvalidRecipe
from dreamwindow.model.frame import Pixels

Work: TypeAlias = Callable[[Sequence[Wish]], Awaitable[list[Made]]]
"""Makes pictures of one size, and is broken off when its awaiting is cancelled."""


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
        results: list[Restyled | Wish] = list(asked)
        for alike in _alike(asked):
            made = await self.work([wish for _, wish in alike])
            for (place, _), kept in zip(alike, made, strict=True):
                results[place] = _kept(frames[place], kept)
        return cast(list[Restyled], results)

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


def _alike(asked: Sequence[Restyled | Wish]) -> list[list[tuple[int, Wish]]]:
    """Wishes with their places, by the size of their pictures: one that is too large for the memory fails alone."""
    sizes: dict[tuple[int, ...], list[tuple[int, Wish]]] = {}
    for place, wish in enumerate(asked):
        if isinstance(wish, Wish):
            sizes.setdefault(wish.image.shape, []).append((place, wish))
    return list(sizes.values())


def _kept(frame: StreamFrame, made: Made) -> Restyled:
    """A picture that came to nothing takes along what is on the way: that would come to nothing again and again."""
    stream = _stream_of(frame)
    if isinstance(made, GenerationFailed):
        stream.memory = None
    if isinstance(made, EngineError):
        return made
    stream.memory = made
    return made.shown.copy()


def _stream_of(frame: StreamFrame) -> DiffusersStream:
    return cast(DiffusersStream, frame.stream)
