"""What a stream keeps from picture to picture, and how it goes into a pass and comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.stream.passing import Entry, Passed
from dreamwindow.engines.diffusers.stream.similar import is_still
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
    return Entry(latents, stages, on_the_way, words, model.residual_guidance(settings.guidance_scale))


def remembered(wish: Wish, entry: Entry, passed: Passed, shown: Pixels, threshold: float) -> Memory:
    """What is kept of this picture."""
    before = wish.before
    alike = (
        before is not None and before.stages.key == entry.stages.key and before.settings.prompt == wish.settings.prompt
    )
    still = before.still + 1 if before is not None and alike and is_still(before.glance, wish.glance, threshold) else 1
    return Memory(wish.settings, entry.stages, passed.on_the_way, wish.glance, shown, still)
