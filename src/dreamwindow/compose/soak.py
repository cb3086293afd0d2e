"""The soak: a long dream at the engine's own pace, with nobody looking, and its health all the way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from dreamwindow.compose.blueprint import cache_options, first_settings, memory_options, prompts_for, rules_for
from dreamwindow.compose.checks import load_modes
from dreamwindow.config.root import Config
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.health import Health, HealthMeter, Limits, Span
from dreamwindow.dream.injection import Remedies
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory
from dreamwindow.dream.planner import begin
from dreamwindow.dream.player import Player
from dreamwindow.dream.pulse import Pulse
from dreamwindow.engines import registry
from dreamwindow.flow.box import Closed
from dreamwindow.imaging.codec import image_id
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Frame, ShownFrame

SAMPLE_EVERY = 20
"""Frames from one point of the plots to the next."""
BUFFERED = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """One point: the health at a frame, and the memory of the process in bytes."""

    frame: int
    health: Health
    rss: int


@dataclass(slots=True)
class Course:
    """How a dream went.

    ``sick`` is the longest stretch outside *healthy* and ``sick_frames`` all of them, ``gaps_s`` from frame to frame.
    """

    title: str
    samples: list[Sample] = field(default_factory=list)
    interventions: list[tuple[int, str, str]] = field(default_factory=list)
    gaps_s: list[float] = field(default_factory=list)
    frames: int = 0
    sick: int = 0
    sick_frames: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SoakOptions:
    """``frames`` to make, from ``root_seed``; ``remedies`` and memories on or off; what the ``engine`` is told."""

    frames: int
    root_seed: int = 1
    interventions: bool = True
    engine: EngineOptions = field(default_factory=EngineOptions)


async def soak(config: Config, options: SoakOptions, on_frame: Callable[[int], None] = lambda _: None) -> Course:
    """Dream as `DreamAct` would, without a display, a recorder or a server. Raises what the engine raises."""
    generation = config.generation
    with TemporaryDirectory(prefix="dreamwindow-soak-") as folder:
        async with registry.create(generation.engine, options.engine) as engine:
            course = Course("interventions on" if options.interventions else "interventions off")
            controller, buffer = _controller(config, options, engine, Path(folder), course)
            watcher = _Watcher(course, config.output.display_rate_hz, on_frame)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(watcher.watch(buffer), name="watch")
                await controller.run_generation_loop()
            return course


def _controller(
    config: Config, options: SoakOptions, engine: Engine, folder: Path, course: Course
) -> tuple[DreamController, FrameBuffer]:
    clock, embedder = SystemClock(), Descriptor()
    settings = first_settings(config, None, None)
    prompts = prompts_for(config.prompts, settings, clock.monotonic)
    rules = rules_for(config, engine, load_modes(), options.frames)
    if not options.interventions:
        rules = replace(rules, remedies=Remedies.none(), injection=replace(rules.injection, enabled=False))
    buffer = FrameBuffer(BUFFERED)

    def publish(event: ev.Event) -> None:
        if isinstance(event, ev.Intervened):
            course.interventions.append((course.frames, event.remedy, event.why))

    async def nobody(_: ShownFrame) -> None:
        """The frames are watched as they leave the buffer."""

    memory = None
    if options.interventions and config.generation.cache.enabled:
        cache = CacheManager(folder, embedder, cache_options(config.generation.cache))
        cache.load_cache()
        memory = Memory(cache, AestheticMatcher(embedder), image_id, memory_options(config.generation.cache))
    controller = DreamController(
        begin(rules, settings, prompts.words(), options.root_seed),
        DreamGenerator(engine, clock, Defaults(rules.engine, rules.model, settings.width, settings.height)),
        buffer,
        Player(buffer, nobody, publish, clock, settings.display_rate_hz),
        prompts,
        clock,
        publish,
        memory=memory,
        pulse=Pulse(embedder, settings.display_rate_hz) if options.interventions else None,
    )
    return controller, buffer


class _Watcher:
    def __init__(self, course: Course, rate_hz: float, on_frame: Callable[[int], None]) -> None:
        self._course = course
        self._on_frame = on_frame
        self._meter = HealthMeter(Descriptor(), Span(second=max(2, round(rate_hz))))
        self._limits = Limits()
        self._process = psutil.Process()
        self._stretch = 0
        self._prompt: str | None = None
        self._last = time.perf_counter()

    async def watch(self, buffer: FrameBuffer) -> None:
        while True:
            try:
                frame = await buffer.get()
            except Closed:
                return
            await asyncio.to_thread(self._take, frame)
            self._on_frame(frame.number)

    def _take(self, frame: Frame) -> None:
        course, now = self._course, time.perf_counter()
        course.gaps_s.append(now - self._last)
        self._last = now
        turn = self._prompt not in (None, frame.recipe.prompt)
        self._prompt = frame.recipe.prompt
        health = self._meter.take(frame.pixels, cut=frame.cut, turn=turn)
        course.frames = frame.number
        self._stretch = self._stretch + 1 if self._limits.outside(health) else 0
        course.sick = max(course.sick, self._stretch)
        course.sick_frames += bool(self._stretch)
        if frame.number % SAMPLE_EVERY == 1:
            course.samples.append(Sample(frame.number, health, self._process.memory_info().rss))
