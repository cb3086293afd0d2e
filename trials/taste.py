"""Does what a person kept draw the dream? Ten favourites of one of eight scenes; how much of the dream is near them?

Each scene is liked in turn, in a dream of its own seed. A frame is near when its descriptor is *alike* to one of the
favourites. The share of such frames among 500 must at least double with the slider up; with it down, the dream must be
the very one that nobody liked anything in. The rotation is such that each theme has its turn in those frames, so that
the share without favourites is what chance gives.

Two controls must fail: with the slider up and a draw of themes and memories that does not hear of taste, and with the
favourites of another scene than the one that is looked for.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np

from dreamwindow import plugins
from dreamwindow.config.prompts import DEFAULT_THEMES
from dreamwindow.contracts.clock import SystemClock
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.growth import Growth
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory
from dreamwindow.dream.planner import Rules, begin
from dreamwindow.dream.player import Player
from dreamwindow.dream.prompts import PromptManager, PromptOptions, Rotation, Theme
from dreamwindow.dream.prompts.turns import Turns
from dreamwindow.dream.taste import Keepsakes, TasteBook, leaning
from dreamwindow.engines import registry
from dreamwindow.flow.box import Closed
from dreamwindow.imaging.codec import encode_png, image_id, pixels_sha256
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.settings import Settings

MODES = {name: plugins.load("dreamwindow.modes", name) for name in plugins.names("dreamwindow.modes")}
THEMES = tuple(Theme(theme.prompt) for theme in DEFAULT_THEMES)
FAVOURITES = 10
KEYFRAME_INTERVAL_S = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """``frames`` are counted after ``before`` of them went by with the slider down; a theme has ``turn_s``."""

    frames: int = 500
    before: int = 60
    side: int = 96
    rate_hz: float = 24.0
    turn_s: float = 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """One dream: its seed, where its slider goes, and the theme whose pictures are kept; ``None`` keeps nothing."""

    seed: int
    taste: float = 0.0
    liked: Theme | None = None


@dataclass(slots=True)
class Course:
    """Frames after the slider moved: the vector of each, and a hash of its pixels."""

    vectors: list[Vectors] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)

    def near(self, favourites: Vectors, at_least: float) -> float:
        """The share of frames that are alike to one of the favourites (n, dimension)."""
        return float(((np.stack(self.vectors) @ favourites.T).max(axis=1) >= at_least).mean())


def dreamed(night: Night, setup: Setup) -> Course:
    """Dream it with the real loop, as fast as it goes; themes turn by the time that the frames would take."""
    with TemporaryDirectory(prefix="dreamwindow-taste-") as folder:
        return asyncio.run(_Dreamer(night, setup, Path(folder)).dream())


@lru_cache(maxsize=64)
def untouched(seed: int, setup: Setup) -> Course:
    """The dream of this seed in which nothing was kept."""
    return dreamed(Night(seed=seed), setup)


@lru_cache(maxsize=64)
def favourites(theme: Theme, seed: int, setup: Setup) -> Sequence[Frame]:
    """Ten keyframes of a dream of this theme alone, by a seed that no other dream here has."""
    kept: list[Frame] = []
    setup = replace(setup, rate_hz=2.0, before=0, frames=3 * FAVOURITES)
    with TemporaryDirectory(prefix="dreamwindow-taste-") as folder:
        dreamer = _Dreamer(Night(seed=10_000 + seed), setup, Path(folder), themes=(theme,))
        dreamer.kept = kept
        asyncio.run(dreamer.dream())
    return [frame for frame in kept if frame.keyframe][:FAVOURITES]


class _Dreamer:
    def __init__(self, night: Night, setup: Setup, folder: Path, themes: Sequence[Theme] = THEMES) -> None:
        self._night = night
        self._setup = setup
        self._folder = folder
        self._embedder = Descriptor()
        self._matcher = AestheticMatcher(self._embedder)
        self._made = 0
        self._settings = Settings(
            width=setup.side, height=setup.side, display_rate_hz=setup.rate_hz, seed=night.seed, taste=0.0
        )
        rotation = Rotation(seconds=setup.turn_s, slide=0.2)
        self._prompts = PromptManager(themes, rotation, self._seconds, PromptOptions(seed=night.seed))
        self._book = TasteBook(folder, self._embedder.info)
        self._course = Course()
        self.kept: list[Frame] | None = None

    async def dream(self) -> Course:
        if self._night.liked is not None:
            await asyncio.to_thread(self._like, self._night.liked)
        async with registry.create(registry.DEFAULT, EngineOptions()) as engine:
            buffer = FrameBuffer(1)
            controller = self._controller(engine, buffer)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch(buffer, controller), name="watch")
                await controller.run_generation_loop()
        return self._course

    def _like(self, theme: Theme) -> None:
        for frame in favourites(theme, self._night.seed, self._setup):
            path = self._folder / f"{frame.number:06d}.png"
            path.write_bytes(encode_png(frame.pixels))
            self._book.like(path.name, theme, self._matcher.encode_image(frame.pixels))
        self._prompts.turns.lean(leaning(self._book.likes, THEMES, [], self._embedder.info.scale))

    def _controller(self, engine: Engine, buffer: FrameBuffer) -> DreamController:
        clock, settings = SystemClock(), self._settings
        rules = Rules(
            engine=engine.info.name, model=engine.info.model, modes=MODES, keyframe_interval_s=KEYFRAME_INTERVAL_S,
            codec=Growth(engine).codec_name, max_frames=self._setup.before + self._setup.frames,
        )  # fmt: skip
        state = begin(rules, settings, self._prompts.words(), self._night.seed)
        cache = CacheManager(self._folder / "cache", self._embedder)
        cache.load_cache()
        keepsakes = Keepsakes(lambda: self._book.likes, self._folder, self._matcher)
        return DreamController(
            replace(state, life=replace(state.life, likes=len(self._book.likes))),
            DreamGenerator(engine, clock, Defaults(rules.engine, rules.model, settings.width, settings.height)),
            buffer,
            Player(buffer, _nobody, self._publish, clock, settings.display_rate_hz),
            self._prompts,
            clock,
            self._publish,
            memory=Memory(cache, self._matcher, image_id, keepsakes=keepsakes),
        )

    def _seconds(self) -> float:
        return self._made / self._setup.rate_hz

    def _publish(self, event: ev.Event) -> None:
        if isinstance(event, ev.FrameMade):
            self._made += 1

    async def _watch(self, buffer: FrameBuffer, controller: DreamController) -> None:
        while True:
            try:
                frame = await buffer.get()
            except Closed:
                return
            if frame.number == self._setup.before + 1 and self._night.taste:
                controller.steer(self._settings.changed(taste=self._night.taste))
            if frame.number > self._setup.before:
                await asyncio.to_thread(self._take, frame)

    def _take(self, frame: Frame) -> None:
        self._course.vectors.append(self._matcher.encode_image(frame.pixels))
        self._course.hashes.append(pixels_sha256(frame.pixels))
        if self.kept is not None:
            self.kept.append(frame)


async def _nobody(_: ShownFrame) -> None:
    """The frames are watched as they leave the buffer."""


@contextmanager
def deaf() -> Iterator[None]:
    """The defect: neither themes nor memories hear of taste."""

    def unheard(self: Turns, closeness: float) -> None:
        """The slider moves nothing."""

    with patch.object(Turns, "keep_close", unheard), patch.object(Keepsakes, "draw", lambda *_: None):
        yield


@dataclass(frozen=True, slots=True)
class Verdict:
    """Shares of frames near the favourites: by chance, with the slider down and up; ``same`` frames with it down."""

    chance: float
    down: float
    up: float
    same: bool

    @property
    def holds(self) -> bool:
        """Whether taste draws the dream when it shall, and only then."""
        return self.same and self.down == self.chance and self.up >= 2 * self.chance and self.up > 0


def verdict(theme: Theme, seed: int, setup: Setup, taste: float = 1.0, liked: Theme | None = None) -> Verdict:
    """Three dreams of one seed: nothing liked, the slider down, the slider at ``taste``.

    ``liked`` is the scene that is kept, that of ``theme`` unless another is given.
    """
    matcher = AestheticMatcher(Descriptor())
    looked_for = matcher.encode_images_batch([frame.pixels for frame in favourites(theme, seed, setup)])
    alike = matcher.embedder.info.scale.alike
    nothing = untouched(seed, setup)
    down = dreamed(Night(seed=seed, liked=liked or theme), setup)
    up = dreamed(Night(seed=seed, taste=taste, liked=liked or theme), setup)
    return Verdict(
        nothing.near(looked_for, alike), down.near(looked_for, alike), up.near(looked_for, alike),
        nothing.hashes == down.hashes,
    )  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Every scene, then the controls; 0 when all that must hold holds and all that must fail fails."""
    asked = _arguments(argv)
    setup = Setup(frames=asked.frames, side=asked.side, turn_s=asked.turn_s)
    print(f"{'':40}{'chance':>8}{'down':>8}{'up':>8}")
    held = [_told(theme.prompt, verdict(theme, seed, setup, asked.taste)) for theme, seed in _scenes(asked)]
    print("\nControls, which must fail: deaf to taste, and looking for another scene than was kept")
    fail = []
    for theme, seed in _scenes(asked)[: asked.controls]:
        with deaf():
            fail.append(not _told(f"deaf: {theme.prompt}", verdict(theme, seed, setup, asked.taste)))
        other = THEMES[(THEMES.index(theme) + 3) % len(THEMES)]
        fail.append(not _told(f"kept another: {theme.prompt}", verdict(theme, seed, setup, asked.taste, other)))
    print(f"\n{sum(held)} of {len(held)} hold; {sum(fail)} of {len(fail)} controls fail as they must")
    return 0 if all(held) and all(fail) else 1


def _scenes(asked: argparse.Namespace) -> list[tuple[Theme, int]]:
    return [(theme, 100 * n + at) for n in range(asked.seeds) for at, theme in enumerate(THEMES[: asked.scenes], 1)]


def _told(title: str, what: Verdict) -> bool:
    verdict_said = "holds" if what.holds else "does not hold"
    same = "" if what.same else ", and another dream with it down"
    print(f"{title:40}{what.chance:8.3f}{what.down:8.3f}{what.up:8.3f}  {verdict_said}{same}", flush=True)
    return what.holds


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trials taste", description=__doc__)
    parser.add_argument("--scenes", type=int, default=len(THEMES), help="how many of the eight are liked")
    parser.add_argument("--seeds", type=int, default=1, help="dreams for each scene")
    parser.add_argument("--controls", type=int, default=2, help="scenes for which the controls are tried")
    parser.add_argument("--frames", type=int, default=500)
    parser.add_argument("--taste", type=float, default=1.0, help="where the slider goes")
    parser.add_argument("--turn-s", type=float, default=2.6, help="seconds that a theme has")
    parser.add_argument("--side", type=int, default=96, help="pixels")
    return parser.parse_args(argv)
