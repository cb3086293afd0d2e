"""DreamGenerator: the facade over the engine; later also over the cache and the matcher."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Engine, Progress
from dreamwindow.dream.commands import MakeSegment
from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.dream.performance import PerformanceMonitor
from dreamwindow.dream.progress import ProgressReport
from dreamwindow.errors import InvalidRecipe
from dreamwindow.imaging.codec import image_id
from dreamwindow.model.frame import Frame, Pixels
from dreamwindow.model.recipe import ParentId, Recipe


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a picture asked for by name alone is made with."""

    engine: str
    model: str
    width: int
    height: int


class Outlet(Protocol):
    """Where made frames go."""

    def next_number(self) -> int:
        """The number of the frame that is put next."""
        ...

    def carried_out(self, recipe: Recipe) -> None:
        """Hears of each recipe in the order of making, shown or not."""
        ...

    def came_further(self, progress: Progress) -> None:
        """Hears how far a keyframe is that takes long."""
        ...

    async def put(self, frame: Frame) -> bool:
        """Take the frame; whether the rest of the order is still wanted."""
        ...


class DreamGenerator:
    """Makes pictures one at a time, and remembers the newest one, from which the next grows."""

    def __init__(self, engine: Engine, clock: Clock, defaults: Defaults) -> None:
        self._engine = engine
        self._growth = Growth(engine)
        self._clock = clock
        self._defaults = defaults
        self._newest: Grown | None = None
        self.performance = PerformanceMonitor()

    @property
    def codec_name(self) -> str:
        """How in-betweens are made."""
        return self._growth.codec_name

    def plant(self, origin: Grown) -> None:
        """Let the next picture grow from a foreign one of the dream's size."""
        self._newest = origin

    def take(self, engine: Engine) -> None:
        """Make what follows on this engine, which is open. The newest picture stays the newest."""
        self._engine = engine
        self._growth = Growth(engine)
        self._defaults = replace(self._defaults, engine=engine.info.name, model=engine.info.model)
        self.performance = PerformanceMonitor()

    async def generate_from_prompt(self, prompt: str, seed: float | None = None) -> Pixels:
        """One picture from words. Raises `EngineError` or `InvalidRecipe`."""
        return (await self._growth.grow(self._recipe(prompt, seed))).pixels

    async def generate_from_image(
        self, image: Pixels, prompt: str, strength: float = 0.4, seed: float | None = None
    ) -> Pixels:
        """One picture that grows from ``image``, (H, W, 3) of the dream's size. Raises as `generate_from_prompt`."""
        parent = Grown(image_id(image), image)
        recipe = replace(self._recipe(prompt, seed), kind="img2img", parents=(parent.id,), strength=strength)
        return (await self._growth.grow(recipe, [parent])).pixels

    async def make(self, order: MakeSegment, out: Outlet, guest: Grown | None = None) -> None:
        """Make the frames of one order, and give each to ``out`` in the order of showing.

        A keyframe grows from the newest picture, or from ``guest``, a memory. What ``out`` took is the newest picture
        from then on, so that work broken off leaves no picture behind.
        """
        began = self._clock.monotonic()
        first = self._newest
        parents = [self._parent(p, guest) for p in order.keyframe.parents]
        with ProgressReport(self._clock, out.came_further) as report:
            keyframe = await self._growth.grow(order.keyframe, parents, report.hear)
        keyframe_s = self._clock.monotonic() - began
        self.performance.record(keyframe_s)
        out.carried_out(order.keyframe)
        cut = order.cut
        for between in self._growth.together(order.between):
            began = self._clock.monotonic()
            walked = await self._growth.walk(between, [first, keyframe] if first else [])
            took_s = (self._clock.monotonic() - began) / len(between)
            for recipe, grown in zip(between, walked, strict=True):
                out.carried_out(recipe)
                if not await self._put(grown, order, out, keyframe=False, took_s=took_s, cut=cut):
                    return
                cut = False
        await self._put(keyframe, order, out, keyframe=True, took_s=keyframe_s, cut=cut)

    async def release(self) -> None:
        """Give back what memory the engine can."""
        await self._engine.release()

    @property
    def newest(self) -> Grown | None:
        """The picture that the next one grows from."""
        return self._newest

    def _parent(self, wanted: ParentId, guest: Grown | None) -> Grown:
        for known in (self._newest, guest):
            if known is not None and known.id == wanted:
                return known
        raise InvalidRecipe(f"{wanted} is neither the newest picture nor a memory at hand.")

    async def _put(
        self, grown: Grown, order: MakeSegment, out: Outlet, *, keyframe: bool, took_s: float, cut: bool
    ) -> bool:
        frame = Frame(
            number=out.next_number(), pixels=grown.pixels, recipe=grown.recipe or order.keyframe, keyframe=keyframe,
            generation_time_s=took_s, made_at=self._clock.now(), settings_rev=order.settings_rev, cut=cut,
        )  # fmt: skip
        more = await out.put(frame)
        self._newest = grown
        return more

    def _recipe(self, prompt: str, seed: float | None) -> Recipe:
        d = self._defaults
        return Recipe(
            engine=d.engine, model=d.model, kind="txt2img", prompt=prompt, seed=0.0 if seed is None else float(seed),
            width=d.width, height=d.height,
        )  # fmt: skip
