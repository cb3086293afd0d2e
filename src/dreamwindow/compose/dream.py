"""The dream act: one engine, one fan-out, and runs that come and go. What the server and the command line steer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dreamwindow import plugins
from dreamwindow.compose.blueprint import first_settings
from dreamwindow.compose.bulletin import Bulletin
from dreamwindow.compose.checks import load_modes
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.engines import EngineListing, list_engines
from dreamwindow.compose.guard import guarding
from dreamwindow.compose.house import House
from dreamwindow.compose.lookback import LookBack
from dreamwindow.compose.outlets import outlets
from dreamwindow.compose.premises import premises
from dreamwindow.compose.reembedding import reembedding
from dreamwindow.compose.repertoire import Repertoire
from dreamwindow.compose.run import DreamRun, RunParts
from dreamwindow.compose.runs import Runs
from dreamwindow.compose.taste import Taste
from dreamwindow.compose.waiting import waiting, what_is_awaited
from dreamwindow.config.listing import Setting, listing
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.embedder import Embedder, RestingEmbedder
from dreamwindow.contracts.engine import Engine, EngineInfo
from dreamwindow.contracts.words import UnderstoodWord, WordReader
from dreamwindow.dream.cache import CacheManager, Renewal
from dreamwindow.dream.modes import Mode
from dreamwindow.dream.planner import Phase
from dreamwindow.dream.prompts import Theme
from dreamwindow.errors import DreamWindowError, EngineUnavailable
from dreamwindow.flow.fanout import Fanout
from dreamwindow.flow.turns import Taker
from dreamwindow.guard.probes.attention import REASON as UNSEEN
from dreamwindow.imaging.codec import fit
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from dreamwindow.model.status import Status
from dreamwindow.model.text import clean_prompt, clean_words
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.history import History
from dreamwindow.sessions.repair import Repair

_NOT_LOADED = "The engine is not loaded yet."
MORE = 0.5
"""How close the dream stays, at least, to what somebody wanted more of."""
MANUAL = "manual"
"""The reason of who pauses by hand."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DreamOptions:
    """What the command line says beside the config: ``frames`` to make, a picture to grow from, the first words.

    ``origin`` is (H, W, 3) uint8 RGB of any size.
    """

    frames: int | None = None
    origin: Pixels | None = field(default=None, repr=False)
    prompt: str | None = None
    negative_prompt: str | None = None


class DreamAct:
    """``async with`` loads the engine and opens the outputs; `start` begins a run, of which there is one at a time.

    ``embedder`` compares pictures for memory and taste: the weight-free one without. It outlives the act.

    Entering raises what the person can mend (an unknown engine, a size it cannot make, a broken picture, a folder that
    cannot be written) before anything was made.
    """

    def __init__(
        self, loaded: Loaded, options: DreamOptions, clock: Clock | None = None, embedder: Embedder | None = None
    ) -> None:
        self._loaded = loaded
        self._config = loaded.config
        self._options = options
        self._clock = clock or SystemClock()
        self._stack = AsyncExitStack()
        self._modes: dict[str, Mode] = load_modes()
        self._check_mode(self._config.generation.mode)
        self._settings = first_settings(self._config, options.prompt, options.negative_prompt)
        self._bulletin = Bulletin(self._clock)
        self._taker = Taker("the dream")
        self._room = EngineRoom(loaded, self._check_fits, self._bulletin.opening)
        self._origin: Pixels | None = None
        self._asked_early: set[str] = set()
        self._seen: Sequence[str] = ()
        self._runs = Runs(self._bulletin.publish, self._began)
        self.changed = self._bulletin.changed
        self.fanout = Fanout(self.changed.notify)
        self.encoder = FrameEncoder()
        self.previews = self._bulletin.previews
        system = self._config.system
        history = History(self.encoder, self._config.output.jpeg_quality)
        self._embedder: Embedder = embedder or Descriptor()
        self.repertoire = Repertoire(loaded, self._clock)
        sessions_dir, output_dir = (loaded.folder(path) for path in (system.sessions_dir, system.output_dir))
        self.taste = Taste(sessions_dir, self._embedder, self.repertoire, self._bulletin.liked)
        self.back = LookBack(history, self._grow_from, self.taste, self._clock.now, output_dir)
        self._cache: CacheManager | None = None
        self.repairs: tuple[Repair, ...] = ()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._room)
            await self._move_in(stack)
            memories = None if self._cache is None else Renewal(self._cache, self._embedder)
            await stack.enter_async_context(reembedding(memories, self.taste, self._clock, self._stands_still))
            if self._room.engine is not None:
                self._bulletin.engine(self._room.engine.info)
            fed = outlets(self._loaded, self.fanout, self.encoder, self.back.history, self.status, self._clock)
            await stack.enter_async_context(fed)
            await stack.enter_async_context(guarding(self, self._loaded, self._options.frames, self._clock))
            await stack.enter_async_context(waiting(self._room, self._hand_over, self._bulletin.trouble, self._clock))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self.stop()
        finally:
            await self._stack.__aexit__(kind, error, trace)

    @property
    def settings(self) -> Settings:
        """What is steered now."""
        return self._settings

    @property
    def engine_info(self) -> EngineInfo | None:
        """The engine in use; ``None`` before it is loaded."""
        return self._room.engine.info if self._room.engine is not None else None

    @property
    def room(self) -> EngineRoom:
        """Where the engine is, for others who share it."""
        return self._room

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, in pixels."""
        return self._settings.width, self._settings.height

    @property
    def session_folder(self) -> Path | None:
        """Where the newest run is kept."""
        return self._runs.newest.folder if self._runs.newest is not None else None

    @property
    def at_rest(self) -> bool:
        """Whether all that nobody waits for shall stand still, too: held back, and not for want of onlookers alone.

        Before and after a run it is by what the guard sees; within one, once the engine has given back its memory.
        """
        run = self._runs.under_way
        if run is not None and run.controller.phase is not Phase.PAUSED:
            return False
        reasons = self._seen if run is None else self._bulletin.reasons
        return any(reason != UNSEEN for reason in reasons)

    def engines(self) -> list[EngineListing]:
        """What could make pictures here. Blocks."""
        return list_engines(self._room.name, self.engine_info)

    async def select_engine(self, name: str) -> None:
        """Let engine ``name`` make the pictures from here on, in this run and in those to come.

        If it cannot, the one in use dreams on: raises `UnknownName`, `ConfigError`, `InvalidRecipe` or
        `EngineUnavailable`.
        """
        self.fanout.look()  # who chooses is there
        await self._room.change(name, self._hand_over)

    def understand(self, prompt: str, negative_prompt: str) -> Sequence[UnderstoodWord] | None:
        """The words as the engine reads them; ``None`` if it does not say. Raises `InvalidPrompt`."""
        engine: object = self._room.engine
        if not isinstance(engine, WordReader):
            return None
        return engine.understand(clean_prompt(prompt), clean_words(negative_prompt))

    def configuration(self) -> list[Setting]:
        """Every setting of the config, and where it was set."""
        return listing(self._loaded)

    def status(self) -> Status:
        """What ``status.json`` says."""
        return self._bulletin.status()

    def ready(self) -> str | None:
        """``None`` when a picture can be made now, else why not."""
        return None if self._room.engine is not None else what_is_awaited(self._room) or _NOT_LOADED

    def steer(self, **changes: Any) -> Settings:
        """Change settings, all or none. Raises `SettingsRejected`, `InvalidPrompt` or `UnknownName`."""
        if isinstance(changes.get("mode"), str):
            self._check_mode(changes["mode"])
        changed = self._settings.changed(**changes)
        if self.engine_info is not None:
            self.engine_info.check_size(changed.width, changed.height)
        self.fanout.look()  # who steers is there
        if changed is not self._settings:
            self._settings = changed
            self._bulletin.describe(current_mode=changed.mode, taste=changed.taste)
            if self._runs.newest is not None:
                self._runs.newest.controller.steer(changed, reseed=changes.get("seed") is not None)
            self.changed.notify()
        return self._settings

    def pause(self, reason: str = MANUAL) -> None:
        """Hold back until this reason is gone. The first run begins paused if this is asked for before it."""
        if self._runs.newest is not None:
            self._runs.newest.controller.pause(reason)
        else:
            self._asked_early.add(reason)

    def resume(self, reason: str | None = MANUAL) -> None:
        """This reason is gone; ``None`` takes all away."""
        if reason in (MANUAL, None):
            self.fanout.look()  # who resumes by hand is there
        if self._runs.newest is not None:
            self._runs.newest.controller.resume(reason)
        elif reason is None:
            self._asked_early.clear()
        else:
            self._asked_early.discard(reason)

    def slow_down(self, times: float, why: str = "") -> None:
        """Go so many times slower than could be, at least 1, for this reason; 1 is full speed again."""
        if self._runs.newest is not None:
            self._runs.newest.controller.slow_down(times, why)

    def seen(self, reasons: Sequence[str]) -> None:
        """What the guard would hold back for now, run or not."""
        self._seen = reasons

    async def more_like_this(self, number: int | None = None) -> Settings:
        """Come back to a frame of the last minutes, or to the one on show, and stay closer to what was kept.

        Raises `NotRemembered`, `OSError` or `DiskTooFull`.
        """
        like = await self.back.more_like_this(number, self.fanout.newest)
        words = self._settings.prompt  # they stay if it is of them that more is wanted
        self.steer(prompt=words if words == like.theme.prompt else None, taste=max(self._settings.taste, MORE))
        return self._settings

    async def change_themes(self, themes: Sequence[Theme]) -> None:
        """Go on with these, of which there is at least one; taste chooses among them from here on."""
        self.repertoire.replace(themes)
        await self.taste.reconsider()

    def turn_to(self, place: int | None) -> None:
        """On to the theme at this place, or to the next. A prompt that was set is cleared. Raises `UnknownName`."""
        self.repertoire.turn(place)
        self.steer(prompt=None)

    def skip(self) -> None:
        """On to something else."""
        self.fanout.look()
        if self._runs.newest is not None:
            self._runs.newest.controller.skip()

    async def start(self) -> None:
        """Begin a run, unless one is under way; an engine that is away is waited for.

        Raises `FolderNotWritable` or `DiskTooFull`.
        """
        if self._room.away is not None:
            self._bulletin.begin()
            await self._runs.expect(self._parts)
            return
        try:
            await self._runs.begin(self._parts)
        except DreamWindowError as error:
            self._bulletin.publish(ev.Finished("failed", error.message))
            raise

    async def stop(self, reason: str = "stopped") -> None:
        """End the run, if there is one; returns when its session is closed."""
        await self._runs.end(reason)

    async def finished(self) -> ev.Finished:
        """Wait for the run's end. Raises what ended it if that was a fault of ours."""
        return await self._runs.finished()

    @property
    def _engine(self) -> Engine:
        if self._room.engine is None:
            raise EngineUnavailable(_NOT_LOADED, "Ask again in a second.")
        return self._leased(self._room.engine)

    def _leased(self, engine: Engine) -> Engine:
        return self._room.sharing.lease(engine, self._taker)

    def _stands_still(self) -> bool:
        return self.at_rest and isinstance(self._embedder, RestingEmbedder)

    def _check_fits(self, info: EngineInfo) -> None:
        info.check_size(*self.size)

    async def _hand_over(self, engine: Engine) -> None:
        await self._runs.change_engine(self._leased(engine))
        self._bulletin.engine(engine.info)
        self._runs.go()
        self.changed.notify()

    def _began(self, run: DreamRun) -> None:
        self.back.run = self.taste.run = run
        while self._asked_early:
            run.controller.pause(self._asked_early.pop())
        self._origin = None  # a second run starts from the words
        self._bulletin.describe(session_id=run.session_id)

    def _check_mode(self, mode: str) -> None:
        if mode not in self._modes:
            raise plugins.unknown_name("mode", mode, self._modes)

    async def _grow_from(self, pixels: Pixels, recipe: Recipe | None) -> None:
        if recipe is not None:
            self.steer(prompt=recipe.prompt, negative_prompt=recipe.negative_prompt)
        fitted = await asyncio.to_thread(fit, pixels, *self.size)
        if self._runs.under_way is not None:
            await self._runs.under_way.branch(fitted)
        else:
            self._origin = fitted
            await self.start()

    async def _move_in(self, stack: AsyncExitStack) -> None:
        """Everything that touches the disk before the first picture, and after the last."""
        if self._options.origin is not None:
            self._origin = await asyncio.to_thread(fit, self._options.origin, *self.size)
        folders = premises(self._loaded, self._embedder)
        found = await asyncio.to_thread(folders.__enter__)
        stack.push_async_callback(asyncio.to_thread, folders.__exit__, None, None, None)
        self.repairs = found.repairs
        self._cache = self.taste.cache = found.cache
        await self.repertoire.load()
        await self.taste.load()
        if found.cache is not None:
            self._bulletin.describe(cache_size=len(found.cache), cache_hits=0, cache_injections=0)

    def _parts(self) -> RunParts:
        self._bulletin.begin()
        house = House(
            loaded=self._loaded,
            modes=self._modes,
            frames=self._options.frames,
            repertoire=self.repertoire,
            taste=self.taste,
            embedder=self._embedder,
            cache=self._cache,
            fanout=self.fanout,
            clock=self._clock,
            publish=self._bulletin.publish,
            trouble=self._bulletin.trouble,
        )
        parts = house.parts(self._engine, self._settings, self._origin)
        words = parts.prompts.words()
        self._bulletin.describe(current_mode=parts.settings.mode, current_prompt=str(words), taste=parts.settings.taste)
        return parts
