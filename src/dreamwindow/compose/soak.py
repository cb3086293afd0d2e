"""The soak: a long dream at the engine's own pace, with nobody looking, and its health all the way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from dreamwindow.compose.blueprint import cache_options, first_settings, memory_options, prompts_for, rules_for
from dreamwindow.compose.checks import load_modes
from dreamwindow.compose.options import placed_engine
from dreamwindow.compose.soak_course import Course, Intervention, Watcher
from dreamwindow.config.root import Config
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.injection import Remedies
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory
from dreamwindow.dream.planner import begin
from dreamwindow.dream.player import Player
from dreamwindow.dream.prompts import PromptManager
from dreamwindow.dream.pulse import Pulse
from dreamwindow.flow.box import Closed
from dreamwindow.imaging.codec import image_id
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.settings import Settings

BUFFERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SoakOptions:
    """``frames`` to make, from ``root_seed``, of one ``prompt`` or of the themes; what the ``engine`` is told.

    ``interventions_after`` so many frames without them, remedies and memories are there; ``None``: never.
    """

    frames: int
    prompt: str | None = None
    root_seed: int = 1
    interventions_after: int | None = 0
    engine: EngineOptions = field(default_factory=EngineOptions)

    @property
    def title(self) -> str:
        """For the report."""
        if self.interventions_after is None:
            return "interventions off"
        return f"interventions after {self.interventions_after}" if self.interventions_after else "interventions on"


async def soak(config: Config, options: SoakOptions, on_frame: Callable[[int], None] = lambda _: None) -> Course:
    """Dream as `DreamAct` would, without a display, a recorder or a server. Raises what the engine raises.

    The themes turn by the time that the frames would take on the display, so that the same seed is the same dream.
    """
    generation = config.generation
    without = options.frames if options.interventions_after is None else options.interventions_after
    with TemporaryDirectory(prefix="dreamwindow-soak-") as folder:
        async with placed_engine(generation.process, generation.engine, options.engine) as engine:
            dreamer = _Dreamer(config, options, engine, Path(folder), on_frame)
            if without:
                await dreamer.dream(min(without, options.frames), interventions=False)
            if options.frames > without:
                await dreamer.dream(options.frames - without, interventions=True)
            return dreamer.course


class _Dreamer:
    """Dreams one leg after another, each going on from the last picture of the one before it."""

    def __init__(
        self, config: Config, options: SoakOptions, engine: Engine, folder: Path, on_frame: Callable[[int], None]
    ) -> None:
        self._config = config
        self._options = options
        self._engine = engine
        self._folder = folder
        self._on_frame = on_frame
        self._embedder = Descriptor()
        self._settings: Settings = first_settings(config, options.prompt, None)
        self._made = 0
        self._prompts: PromptManager = prompts_for(config.prompts, self._settings, self._seconds)
        self._newest: Pixels | None = None
        self.course = Course(options.title, options.frames)
        self._watcher = Watcher(self.course, config.output.display_rate_hz)

    async def dream(self, frames: int, *, interventions: bool) -> None:
        buffer = FrameBuffer(BUFFERED)
        controller = self._controller(buffer, frames, interventions=interventions)
        origin = None if self._newest is None else Grown(image_id(self._newest), self._newest)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch(buffer), name="watch")
            await controller.run_generation_loop(origin)

    def _seconds(self) -> float:
        """How long the frames made so far would be shown."""
        return self._made / self._config.output.display_rate_hz

    def _publish(self, event: ev.Event) -> None:
        if isinstance(event, ev.FrameMade):
            self._made += 1
        if isinstance(event, ev.Intervened):
            self.course.interventions.append(Intervention(self._made, event.remedy, event.why))

    def _controller(self, buffer: FrameBuffer, frames: int, *, interventions: bool) -> DreamController:
        clock, settings = SystemClock(), self._settings
        rules = rules_for(self._config, self._engine, load_modes(), frames)
        if not interventions:
            rules = replace(rules, remedies=Remedies.none(), injection=replace(rules.injection, enabled=False))
        return DreamController(
            begin(rules, settings, self._prompts.words(), self._options.root_seed),
            DreamGenerator(self._engine, clock, Defaults(rules.engine, rules.model, settings.width, settings.height)),
            buffer,
            Player(buffer, _nobody, self._publish, clock, settings.display_rate_hz),
            self._prompts,
            clock,
            self._publish,
            memory=self._memory() if interventions else None,
            pulse=Pulse(self._embedder, settings.display_rate_hz) if interventions else None,
        )

    def _memory(self) -> Memory | None:
        options = self._config.generation.cache
        if not options.enabled:
            return None
        cache = CacheManager(self._folder, self._embedder, cache_options(options))
        cache.load_cache()
        return Memory(cache, AestheticMatcher(self._embedder), image_id, memory_options(options))

    async def _watch(self, buffer: FrameBuffer) -> None:
        while True:
            try:
                frame = await buffer.get()
            except Closed:
                return
            await asyncio.to_thread(self._watcher.take, frame)
            self._newest = frame.pixels
            self._on_frame(self.course.frames)


async def _nobody(_: ShownFrame) -> None:
    """The frames are watched as they leave the buffer."""
