"""DiffusersStream: one client's moving picture. What it keeps is its own, and changes only when a picture came out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.stream.passing import Entry, Passed
from dreamwindow.engines.diffusers.stream.similar import glance, is_still
from dreamwindow.engines.diffusers.stream.stages import OnTheWay, Stages
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What a stream keeps: how its frames are made, which are on the way, and what came of the last.

    ``still`` counts the pictures alike that went in last: once as many as there are stages, what comes out is theirs.
    """

    settings: Settings
    stages: Stages
    on_the_way: OnTheWay
    glance: Pixels
    shown: Pixels
    still: int


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """A picture that is to be restyled, and what was before it."""

    image: Pixels
    glance: Pixels
    settings: Settings
    before: Memory | None


Restyle: TypeAlias = Callable[[Wish], Awaitable[Memory]]
"""Does it, together with whoever else waits, and breaks it off when its awaiting is cancelled."""


class DiffusersStream:
    """See `EngineStream`. With n steps a picture comes out n - 1 calls after it went in, but for the first.

    ``check`` raises `InvalidRecipe` for what is no picture that the engine can make; ``threshold`` is `is_still`'s.
    """

    def __init__(self, restyle: Restyle, check: Callable[[Pixels], None], threshold: float) -> None:
        self._restyle, self._check, self._threshold = restyle, check, threshold
        self._memory: Memory | None = None

    async def restyle(self, image: Pixels, settings: Settings, at_s: float) -> Pixels:
        """See `EngineStream.restyle`. It waits for nothing but the model."""
        self._check(image)
        if settings.strength == 0.0:
            return image.copy()
        seen = await asyncio.to_thread(glance, image)
        memory = self._memory
        if memory is None or not self._is_known(memory, seen, image, settings):
            memory = self._memory = await self._restyle(Wish(image, seen, settings, memory))
        return memory.shown.copy()

    def _is_known(self, before: Memory, seen: Pixels, image: Pixels, settings: Settings) -> bool:
        """Compared with the last that was made, not the last that came, so that slow changes are seen, too."""
        same = replace(settings, revision=0) == replace(before.settings, revision=0)
        settled = same and before.still >= before.stages.count and before.shown.shape == image.shape
        return settled and is_still(before.glance, seen, self._threshold)


def entry_of(model: Pipeline, wish: Wish) -> Entry:
    """What goes into the next pass. Frames on the way stay only with such as are made alike."""
    settings, before = wish.settings, wish.before
    latents = model.encoder.encode(wish.image)
    seed = float(settings.seed or 0)
    steps = model.steps(settings.num_inference_steps)
    shape = tuple(latents.shape)
    key = (steps, settings.strength, seed, shape)
    is_alike = before is not None and before.stages.key == key
    if before is not None and is_alike:
        stages, on_the_way = before.stages, before.on_the_way
    else:
        stages = Stages.of(model.family, shape, steps, settings.strength, seed, latents)
        on_the_way = None
    words = model.reader.read(settings.prompt or "")
    return Entry(latents, stages, on_the_way, words, model.guidance(settings.guidance_scale))


def remembered(wish: Wish, entry: Entry, passed: Passed, shown: Pixels, threshold: float) -> Memory:
    """What is kept of this picture."""
    before = wish.before
    alike = (
        before is not None and before.stages.key == entry.stages.key and before.settings.prompt == wish.settings.prompt
    )
    still = before.still + 1 if before is not None and alike and is_still(before.glance, wish.glance, threshold) else 1
    return Memory(wish.settings, entry.stages, passed.on_the_way, wish.glance, shown, still)
