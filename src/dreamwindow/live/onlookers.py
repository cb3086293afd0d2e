"""Who else sees what a camera sees: recordings and sinks, by the camera's token; never another camera."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from dreamwindow.contracts.clock import Clock
from dreamwindow.flow.fanout import Fanout
from dreamwindow.live.frames import Styled
from dreamwindow.model.frame import Frame, Pixels, ShownFrame
from dreamwindow.model.recipe import ImageId, Recipe
from dreamwindow.model.settings import Settings

CAMERA = ImageId("image:camera")
"""What a camera's recipes grow from: a picture that nobody keeps, so that none of them can be made again."""
_ABOUT_US = 33_333


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """One picture of a camera, (H, W, 3) uint8 RGB, and what became of it under which settings by which engine."""

    camera: Pixels = field(repr=False)
    styled: Styled
    settings: Settings
    engine: str
    model: str


OnSeen = Callable[[Seen], Awaitable[None]]
"""Hears of every picture that was restyled. Has to return at once."""


async def nobody(_: Seen) -> None:
    """Nobody looks on."""


@dataclass(slots=True, eq=False)
class Stage:
    """What is shown of one camera: ``styled``, and the ``camera``'s own pictures. ``holders`` counts who looks on."""

    styled: Fanout = field(default_factory=Fanout)
    camera: Fanout = field(default_factory=Fanout)
    frames: int = 0
    holders: int = 0


class Onlookers:
    """Gives a camera's pictures to whoever asked for that camera. What nobody asked for costs nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stages: dict[str, Stage] = {}

    @asynccontextmanager
    async def stage(self, token: str) -> AsyncIterator[Stage]:
        """The pictures of who has ``token``, for as long as the block lasts; who reconnects with it goes on here."""
        stage = self._stages.setdefault(token, Stage())
        stage.holders += 1
        try:
            yield stage
        finally:
            stage.holders -= 1
            if not stage.holders:
                del self._stages[token]

    async def give(self, token: str, seen: Seen) -> None:
        """A picture of that camera was restyled. Waits for nobody."""
        if (stage := self._stages.get(token)) is None:
            return
        stage.frames += 1
        recipe = _recipe(seen)
        took_s = seen.styled.stages.engine / 1000
        styled = Frame(
            number=stage.frames, pixels=seen.styled.pixels, recipe=recipe, keyframe=True, generation_time_s=took_s,
            made_at=self._clock.now(), settings_rev=seen.styled.settings_rev,
        )  # fmt: skip
        camera = replace(styled, pixels=seen.camera, recipe=replace(recipe, strength=0.0))
        await stage.camera.give(_shown(camera, seen.styled.received_us))
        await stage.styled.give(_shown(styled, int(self._clock.monotonic() * 1e6)))


def _shown(frame: Frame, at_us: int) -> ShownFrame:
    return ShownFrame(frame=frame, present_at_us=at_us, duration_us=_ABOUT_US, transition="cut")


def _recipe(seen: Seen) -> Recipe:
    height, width = seen.styled.pixels.shape[:2]
    settings = seen.settings
    return Recipe(
        engine=seen.engine, model=seen.model, kind="img2img", prompt=settings.prompt or "",
        negative_prompt=settings.negative_prompt or "", seed=float(settings.seed or 0), width=width, height=height,
        strength=settings.strength, num_inference_steps=settings.num_inference_steps,
        guidance_scale=settings.guidance_scale, parents=(CAMERA,),
    )  # fmt: skip
