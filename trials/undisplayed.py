"""A dream that nobody watches: the real planner, generator and engine, as fast as they go, frame by frame.

There are no memories and no remedies in it: what it is like is the engine's doing.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from dreamwindow import plugins
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.engine import Engine, EngineOptions, Progress
from dreamwindow.dream.commands import Finish, MakeSegment
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.growth import Growth
from dreamwindow.dream.injection import InjectionOptions, Remedies
from dreamwindow.dream.planner import Rules, State, begin, decide
from dreamwindow.engines import registry
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Frame
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

MODES = {name: plugins.load("dreamwindow.modes", name) for name in plugins.names("dreamwindow.modes")}
KEYFRAME_INTERVAL_S = 1.5
ROOT_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Dream:
    """What to dream: ``frames`` pictures of one prompt, with ``settings``."""

    prompt: str
    frames: int
    settings: Settings


def dream(what: Dream, look: Callable[[Frame], None]) -> None:
    """Dream it from the words alone, and ``look`` at each frame in the order of showing."""
    asyncio.run(_dream(what, look))


async def _dream(what: Dream, look: Callable[[Frame], None]) -> None:
    async with registry.create(registry.DEFAULT, EngineOptions()) as engine:
        state = begin(_rules(engine, what), what.settings, ev.Words(what.prompt), ROOT_SEED)
        defaults = Defaults(engine.info.name, engine.info.model, what.settings.width, what.settings.height)
        generator = DreamGenerator(engine, SystemClock(), defaults)
        await _produce(state, generator, _Looking(look))


def _rules(engine: Engine, what: Dream) -> Rules:
    return Rules(
        engine=engine.info.name, model=engine.info.model, modes=MODES, keyframe_interval_s=KEYFRAME_INTERVAL_S,
        codec=Growth(engine).codec_name, max_frames=what.frames, injection=InjectionOptions(enabled=False),
        remedies=Remedies.none(),
    )  # fmt: skip


class _Looking:
    """The `Outlet`: looks at each frame off the event loop, and notes what the planner is to hear."""

    def __init__(self, look: Callable[[Frame], None]) -> None:
        self._look = look
        self._put = 0
        self.made: list[ev.PlannerEvent] = []

    def next_number(self) -> int:
        return self._put + 1

    def carried_out(self, recipe: Recipe) -> None:
        """Nothing keeps recipes here."""

    def came_further(self, progress: Progress) -> None:
        """Nobody waits for a picture here."""

    async def put(self, frame: Frame) -> bool:
        await asyncio.to_thread(self._look, frame)
        self._put += 1
        self.made.append(ev.FrameMade(frame.number, frame.recipe, frame.keyframe, frame.generation_time_s))
        return True


async def _produce(state: State, generator: DreamGenerator, out: _Looking) -> None:
    """The producing loop without a display: what the planner orders is made at once."""
    inbox: deque[ev.PlannerEvent] = deque([ev.Started()])
    while inbox:
        state, commands = decide(state, inbox.popleft())
        for command in commands:
            match command:
                case MakeSegment():
                    await generator.make(command, out)
                    inbox += [*out.made, ev.SegmentDone()]
                    out.made.clear()
                case Finish():
                    return
                case _:
                    raise AssertionError(f"{command} in a dream that nobody steers")
