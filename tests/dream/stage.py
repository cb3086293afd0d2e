"""A stage for dreams in virtual time: the real loops around the real embedded engine at its smallest size."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from dreamwindow import plugins
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.dream.planner import Rules, begin
from dreamwindow.dream.player import Player
from dreamwindow.dream.prompts import PromptManager, Rotation, Theme
from dreamwindow.engines import registry
from dreamwindow.model import events as ev
from dreamwindow.model.frame import ShownFrame
from dreamwindow.model.settings import Settings

MODES = {name: plugins.load("dreamwindow.modes", name) for name in plugins.names("dreamwindow.modes")}
SIDE = 64


def small(**values: object) -> Settings:
    """Settings of a small picture, six frames a second."""
    return Settings(**({"width": SIDE, "height": SIDE, "display_rate_hz": 6.0} | values))  # type: ignore[arg-type]


def rules(**changes: object) -> Rules:
    """Rules of a dream with a keyframe each second."""
    values: dict[str, object] = {
        "engine": "procedural",
        "model": "procedural-1",
        "modes": MODES,
        "keyframe_interval_s": 1.0,
    }
    return Rules(**(values | changes))  # type: ignore[arg-type]


@dataclass
class Stage:
    """A dream under way: what it showed and what it published so far."""

    controller: DreamController
    player: Player
    buffer: FrameBuffer
    clock: Clock
    shown: list[ShownFrame] = field(default_factory=list)
    events: list[ev.Event] = field(default_factory=list)

    async def until_shown(self, count: int) -> None:
        """Wait until ``count`` frames were shown."""
        while len(self.shown) < count:
            await self.clock.sleep(0.01)

    def heard(self, kind: type) -> list[ev.Event]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


@asynccontextmanager
async def dreaming(
    clock: Clock,
    engine: Engine | None = None,
    settings: Settings | None = None,
    origin: Grown | None = None,
    themes: tuple[str, ...] = ("misty forest",),
    capacity: int = 4,
    **rule_changes: object,
) -> AsyncIterator[Stage]:
    """Run both loops inside the block; leaving it stops them."""
    async with engine or registry.create("procedural", EngineOptions()) as made:
        stage = _build(clock, made, settings or small(), themes, capacity, rule_changes)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(stage.controller.run_generation_loop(origin), name="producing")
            show = tasks.create_task(stage.player.run(), name="showing")
            try:
                yield stage
            finally:
                stage.controller.stop()
                if stage.controller.phase.value != "finished":
                    show.cancel()


def _build(
    clock: Clock, engine: Engine, settings: Settings, themes: tuple[str, ...], capacity: int, changes: dict[str, object]
) -> Stage:
    buffer = FrameBuffer(capacity)
    prompts = PromptManager([Theme(t) for t in themes], Rotation(seconds=60.0), clock.monotonic)
    prompts.hold(settings.prompt, settings.negative_prompt)
    rule_set = rules(codec=Growth(engine).codec_name, **changes)
    state = begin(rule_set, settings, prompts.words(), root_seed=7)
    stage: Stage

    async def give(shown: ShownFrame) -> None:
        stage.shown.append(shown)

    def publish(event: ev.Event) -> None:
        stage.events.append(event)

    player = Player(buffer, give, publish, clock, settings.display_rate_hz)
    generator = DreamGenerator(engine, clock, Defaults("procedural", engine.info.model, SIDE, SIDE))
    controller = DreamController(state, generator, buffer, player, prompts, clock, publish)
    stage = Stage(controller, player, buffer, clock)
    return stage
