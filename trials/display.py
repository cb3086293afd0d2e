"""The show does not stutter, whatever the engine's rate: pictures made beforehand, as engines fast and slow would.

Each show is the real planner, controller, buffer and player around an engine that takes its time and draws nothing.
In *steady* shows every frame takes that time, give or take 30 %. In *bursts* a keyframe takes it and the way to it
next to none, as when a server draws and we cross-fade. For a show to hold, 99 of 100 gaps between frames, as a viewer
with the player's lead would see them, have to stay under two intervals, and no frame may be lost or out of order.

First come minutes in real time, all shows at once in one process, whose memory has to be flat; then a day of each in
virtual time. Controls: steady shows must fail when the player waits for a viewer that takes 2.5 intervals, and bursts
when frames are shown as they come.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
import psutil

from dreamwindow.compose.slope import Slope, slope
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.engine import EngineInfo, Latent, OnEvent
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.pace import Pace
from dreamwindow.dream.planner import Rules, begin
from dreamwindow.dream.player import LEAD_S, Player
from dreamwindow.dream.prompts import PromptManager, Rotation, Theme
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from tests.clock import run_virtually
from trials.undisplayed import KEYFRAME_INTERVAL_S, MODES

DISPLAY_HZ = 24.0
BUFFER_S = 0.75
JITTER = 0.3
POOL = 24
STEADY = (0.2, 0.5, 4.0, 24.0, 60.0)
BURSTS = (0.2, 0.5, 1.0)
"""Above it, a burst is over before it is needed."""
REAL = (0.5, 4.0, 24.0)
SAMPLE_S = 2.0
FLAT_MB_H = 1.0
"""Memory that may grow by less than this in an hour, six dreams at once, is flat: the trial's own notes are in it."""
SETTLED_S = 60.0
"""After so long a show knows its engine. Counts for the longest gap alone."""
FREE_S = 0.002
"""What an in-between takes in a burst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """``rate`` pictures a second from the engine; ``steady`` or in bursts; pictures of ``side`` pixels."""

    rate: float
    steady: bool = True
    display_hz: float = DISPLAY_HZ
    side: int = 64

    @property
    def interval_s(self) -> float:
        """From one frame to the next, at best."""
        frames = 1 if self.steady else round(KEYFRAME_INTERVAL_S * self.display_hz)
        made_s = 1 / self.rate + (frames - 1) * FREE_S
        return max(1 / self.display_hz, made_s / frames)

    def __str__(self) -> str:
        return f"{self.rate:g}/s {'steady' if self.steady else 'bursts'}, shown at {self.display_hz:g} Hz"


@dataclass(slots=True)
class Seen:
    """What a viewer saw: the ``gaps_s`` between frames, and how many frames were not the one that was due."""

    show: Show
    seconds: float
    lost: int = 0
    _gaps: npt.NDArray[np.float32] = field(init=False, repr=False)
    _count: int = 0
    _began_s: float = 0.0
    _at_s: float | None = None
    _number: int = 0
    _settled: int = 0

    def __post_init__(self) -> None:
        """Room for every gap from the first, so that noting them takes no memory that a dream would not."""
        self._gaps = np.full(math.ceil(self.seconds * self.show.display_hz * 1.1) + 100, np.nan, np.float32)

    @property
    def gaps_s(self) -> npt.NDArray[np.float32]:
        """From each frame to the next."""
        return self._gaps[: self._count]

    def note(self, shown: ShownFrame, now_s: float) -> None:
        """A frame was handed out: it is seen when it is due, or now if that has passed."""
        at_s = max(now_s, shown.present_at_us / 1e6 - LEAD_S)
        if self._at_s is None:
            self._began_s = at_s
        else:
            self._gaps[self._count] = at_s - self._at_s
            self._count += 1
        self._settled += at_s - (self._began_s) < SETTLED_S
        self.lost += shown.frame.number != self._number + 1
        self._at_s, self._number = at_s, shown.frame.number

    def p99_intervals(self) -> float:
        """The gap that one in a hundred exceeds, in intervals."""
        return float(np.quantile(self.gaps_s, 0.99)) / self.show.interval_s if self._count else float("inf")

    @property
    def holds(self) -> bool:
        """Whether the show was as it has to be."""
        return self.p99_intervals() < 2 and self.lost == 0

    def __str__(self) -> str:
        settled = self.gaps_s[self._settled :]
        longest = float(settled.max(initial=0.0)) / self.show.interval_s
        return (
            f"{self.show!s:32} {len(self.gaps_s) + 1:9,} frames, gap p99 {self.p99_intervals():5.2f} intervals, "
            f"longest once settled {longest:6.2f}, lost {self.lost}  {'ok' if self.holds else 'FAILED'}"
        )


class PreRendered:
    """An engine with latents whose pictures are there before it begins; each takes its time all the same."""

    info = EngineInfo(name="prerendered", model="none", deterministic=False)

    def __init__(self, show: Show, clock: Clock) -> None:
        self._show = show
        self._clock = clock
        self._rng = random.Random(f"{show}")
        self._pool = np.random.default_rng(1).integers(0, 256, (POOL, show.side, show.side, 3), np.uint8)
        self._made = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held."""

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """The next picture, after as long as a picture takes."""
        return await self._next(1 / self._show.rate)

    async def release(self) -> None:
        """Nothing to give back."""

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        """A latent that nobody reads."""
        return 0

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        """The next pictures."""
        return [await self._next(1 / self._show.rate if self._show.steady else FREE_S) for _ in latents]

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        """A latent that nobody reads."""
        return 0

    async def _next(self, takes_s: float) -> Pixels:
        await self._clock.sleep(takes_s * self._rng.uniform(1 - JITTER, 1 + JITTER))
        self._made += 1
        picture: Pixels = self._pool[self._made % POOL]
        return picture


async def watch(show: Show, clock: Clock, seconds: float, viewer_s: float = 0.0) -> Seen:
    """Show for so long, to a viewer whom the player awaits for ``viewer_s`` at each frame: 0 as it has to be."""
    seen, engine = Seen(show, seconds), PreRendered(show, clock)

    async def give(shown: ShownFrame) -> None:
        seen.note(shown, clock.monotonic())
        if viewer_s:
            await clock.sleep(viewer_s)

    buffer = FrameBuffer(max(2, round(BUFFER_S * show.display_hz)))
    player = Player(buffer, give, _unheard, clock, show.display_hz)
    controller = _controller(show, engine, clock, buffer, player)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(controller.run_generation_loop(), name="producing")
        showing = tasks.create_task(player.run(), name="showing")
        await clock.sleep(seconds)
        controller.stop()
        showing.cancel()
    return seen


def _controller(show: Show, engine: PreRendered, clock: Clock, buffer: FrameBuffer, player: Player) -> DreamController:
    mode = "img2img" if show.steady else "hybrid"
    settings = Settings(mode=mode, width=show.side, height=show.side, display_rate_hz=show.display_hz)
    prompts = PromptManager([Theme("lake"), Theme("embers")], Rotation(seconds=60.0), clock.monotonic)
    rules = Rules(
        engine=engine.info.name, model=engine.info.model, modes=MODES, keyframe_interval_s=KEYFRAME_INTERVAL_S
    )
    generator = DreamGenerator(engine, clock, Defaults(engine.info.name, engine.info.model, show.side, show.side))
    state = begin(rules, settings, prompts.words(), 1)
    return DreamController(state, generator, buffer, player, prompts, clock, _unheard)


def _unheard(_: ev.Event) -> None:
    """Nobody listens."""


@contextmanager
def as_they_come() -> Iterator[None]:
    """The defect: a frame stays as long as the display would like, and no more are at hand, whatever the next takes."""

    def naive(pace: Pace, *_: Any) -> float:
        return pace.shortest_s

    def bare(pace: Pace, _: int) -> int:
        return round(BUFFER_S / pace.shortest_s)

    with patch.object(Pace, "interval_s", naive), patch.object(Pace, "room", bare):
        yield


def in_virtual_time(show: Show, seconds: float) -> Seen:
    """The show as it has to be."""
    return run_virtually(lambda clock: watch(show, clock, seconds))


def spoilt(show: Show, seconds: float) -> Seen:
    """The same with the defect that a show of this kind must not bear."""
    viewer_s = 2.5 * show.interval_s if show.steady else 0.0
    with ExitStack() as stack:
        if not show.steady:
            stack.enter_context(as_they_come())
        return run_virtually(lambda clock: watch(show, clock, seconds, viewer_s))


async def in_real_time(shows: Sequence[Show], seconds: float) -> tuple[list[Seen], Slope | None]:
    """All shows at once, and the slope of this process's memory in MB an hour over the last four fifths."""
    clock, process = SystemClock(), psutil.Process()
    began, memory = clock.monotonic(), list[tuple[float, float]]()
    async with asyncio.TaskGroup() as tasks:
        watched = [tasks.create_task(watch(show, clock, seconds), name=str(show)) for show in shows]
        while not all(task.done() for task in watched):
            memory.append(((clock.monotonic() - began) / 3600, process.memory_info().rss / 1e6))
            await asyncio.wait(watched, timeout=SAMPLE_S)
    return [task.result() for task in watched], slope(memory[len(memory) // 5 :])


def main(argv: Sequence[str]) -> int:
    """Real minutes, then virtual days, then the controls; 0 when every show held and every control failed."""
    asked = _arguments(argv)
    shows = _shows(asked.rates, BURSTS, side=64)
    good = not asked.minutes or _real(asked.minutes)
    print(f"{asked.hours:g} h each in virtual time:")
    held = [_told(in_virtual_time(show, 3600 * asked.hours)) for show in shows]
    print("Controls, an hour each, which must fail:")
    spoiled = [_told(spoilt(show, 3600)) for show in shows]
    return 0 if good and all(held) and not any(spoiled) else 1


def _real(minutes: float) -> bool:
    print(f"{minutes:g} minutes in real time, all at once:", flush=True)
    seen, memory = asyncio.run(in_real_time(_shows(REAL, BURSTS, side=512), 60 * minutes))
    held = [_told(one) for one in seen]
    if memory is None:
        print("memory: too short a time to say")
        return all(held)
    print(f"memory: {memory.value:+.2f} ± {memory.half_width:.2f} MB an hour", flush=True)
    return all(held) and memory.value + memory.half_width < FLAT_MB_H


def _told(seen: Seen) -> bool:
    print(seen, flush=True)
    return seen.holds


def _shows(steady: Sequence[float], bursts: Sequence[float], side: int) -> list[Show]:
    shows = [Show(rate=rate, side=side) for rate in steady]
    return shows + [Show(rate=rate, steady=False, side=side) for rate in bursts]


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trials display", description=__doc__)
    parser.add_argument("--hours", type=float, default=24.0, help="of each show in virtual time")
    parser.add_argument("--minutes", type=float, default=20.0, help="of all shows in real time; 0 is none")
    parser.add_argument("--rates", type=float, nargs="+", default=STEADY, help="of steady shows in virtual time")
    return parser.parse_args(argv)
