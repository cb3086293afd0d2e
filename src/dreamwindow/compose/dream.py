"""The dream act: one engine, one fan-out, and runs that come and go. What the server and the command line steer."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from dreamwindow import plugins
from dreamwindow.compose.blueprint import (
    first_settings,
    memory_options,
    prompts_for,
    rules_for,
    session_for,
)
from dreamwindow.compose.checks import load_modes
from dreamwindow.compose.engines import EngineListing, list_engines
from dreamwindow.compose.guard import guarding
from dreamwindow.compose.lookback import LookBack
from dreamwindow.compose.options import engine_options
from dreamwindow.compose.premises import premises
from dreamwindow.compose.run import DreamRun, RunParts, begin_run
from dreamwindow.config.listing import Setting, listing
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.embedder import Embedder
from dreamwindow.contracts.engine import Engine, EngineInfo
from dreamwindow.contracts.words import UnderstoodWord, WordReader
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.ledger import Ledger
from dreamwindow.dream.modes import Mode
from dreamwindow.dream.planner import SEED_RANGE
from dreamwindow.engines import registry
from dreamwindow.errors import DreamWindowError
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.flow.notify import Notifier
from dreamwindow.imaging.codec import fit
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from dreamwindow.model.status import Status
from dreamwindow.model.text import clean_prompt, clean_words
from dreamwindow.outputs.current import CurrentFrame, CurrentFrameOptions
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.history import History
from dreamwindow.outputs.previews import Previews
from dreamwindow.outputs.status import StatusWriter
from dreamwindow.sessions.repair import Repair

_log = logging.getLogger(__name__)
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

    Entering raises what the person can mend (an unknown engine, a size it cannot make, a broken picture, a folder that
    cannot be written) before anything was made.
    """

    def __init__(self, loaded: Loaded, options: DreamOptions, clock: Clock | None = None) -> None:
        self._loaded = loaded
        self._config = loaded.config
        self._options = options
        self._clock = clock or SystemClock()
        self._stack = AsyncExitStack()
        self._modes: dict[str, Mode] = load_modes()
        self._check_mode(self._config.generation.mode)
        self._settings = first_settings(self._config, options.prompt, options.negative_prompt)
        self._engine: Engine | None = None
        self._origin: Pixels | None = None
        self._run: DreamRun | None = None
        self._running: asyncio.Task[ev.Finished] | None = None
        self._ledger = Ledger(self._clock)
        self.changed = Notifier()
        self.fanout = Fanout(self.changed.notify)
        self.encoder = FrameEncoder()
        self.previews = Previews()
        history = History(self.encoder, self._config.output.jpeg_quality)
        self.back = LookBack(history, self._grow_from, self._clock.now, loaded.folder(self._config.system.output_dir))
        self._embedder: Embedder = Descriptor()
        self._cache: CacheManager | None = None
        self.repairs: tuple[Repair, ...] = ()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            engine = registry.create(self._config.generation.engine, engine_options(self._loaded))
            self._engine = await stack.enter_async_context(engine)
            engine.info.check_size(self._config.generation.width, self._config.generation.height)
            await self._move_in(stack)
            self._ledger.describe(engine=engine.info.name, model=engine.info.model)
            await self._open_outputs(stack)
            await stack.enter_async_context(guarding(self, self._loaded, self._options.frames, self._clock))
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
        return self._engine.info if self._engine is not None else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the pictures, in pixels."""
        return self._settings.width, self._settings.height

    @property
    def session_folder(self) -> Path | None:
        """Where the newest run is kept."""
        return self._sessions_dir / self._run.session_id if self._run is not None else None

    def engines(self) -> list[EngineListing]:
        """What could make pictures here. Blocks."""
        return list_engines(self.engine_info)

    def understand(self, prompt: str, negative_prompt: str) -> Sequence[UnderstoodWord] | None:
        """The words as the engine reads them; ``None`` if it does not say. Raises `InvalidPrompt`."""
        engine: object = self._engine
        if not isinstance(engine, WordReader):
            return None
        return engine.understand(clean_prompt(prompt), clean_words(negative_prompt))

    def configuration(self) -> list[Setting]:
        """Every setting of the config, and where it was set."""
        return listing(self._loaded)

    def status(self) -> Status:
        """What ``status.json`` says."""
        return self._ledger.status()

    def ready(self) -> str | None:
        """``None`` when a picture can be made now, else why not."""
        return None if self._engine is not None else "The engine is not loaded yet."

    def steer(self, **changes: Any) -> Settings:
        """Change settings, all or none. Raises `SettingsRejected`, `InvalidPrompt` or `UnknownName`."""
        if isinstance(changes.get("mode"), str):
            self._check_mode(changes["mode"])
        changed = self._settings.changed(**changes)
        if self._engine is not None:
            self._engine.info.check_size(changed.width, changed.height)
        self.fanout.look()  # who steers is there
        if changed is not self._settings:
            self._settings = changed
            self._ledger.describe(current_mode=changed.mode)
            if self._run is not None:
                self._run.controller.steer(changed, reseed=changes.get("seed") is not None)
            self.changed.notify()
        return self._settings

    def pause(self, reason: str = MANUAL) -> None:
        """Hold back until this reason is gone."""
        if self._run is not None:
            self._run.controller.pause(reason)

    def resume(self, reason: str | None = MANUAL) -> None:
        """This reason is gone; ``None`` takes all away."""
        if reason in (MANUAL, None):
            self.fanout.look()  # who resumes by hand is there
        if self._run is not None:
            self._run.controller.resume(reason)

    def skip(self) -> None:
        """On to something else."""
        self.fanout.look()
        if self._run is not None:
            self._run.controller.skip()

    async def start(self) -> None:
        """Begin a run, unless one is under way. Raises `FolderNotWritable` or `DiskTooFull`."""
        if self._running is not None and not self._running.done():
            return
        self._ledger.begin()
        try:
            self._run = self.back.run = await begin_run(self._parts())
        except DreamWindowError as error:
            self._publish(ev.Finished("failed", error.message))
            raise
        self._origin = None  # a second run starts from the words
        self._ledger.describe(session_id=self._run.session_id)
        self._running = asyncio.ensure_future(self._run.dream())
        self._running.add_done_callback(self._ended)

    async def stop(self, reason: str = "stopped") -> None:
        """End the run, if there is one; returns when its session is closed."""
        if self._run is not None and self._running is not None:
            self._run.stop(reason)
            await asyncio.wait([self._running])

    async def finished(self) -> ev.Finished:
        """Wait for the run's end. Raises what ended it if that was a fault of ours."""
        if self._running is None:
            return ev.Finished("stopped")
        return await asyncio.shield(self._running)

    def _check_mode(self, mode: str) -> None:
        if mode not in self._modes:
            raise plugins.unknown_name("mode", mode, self._modes)

    async def _grow_from(self, pixels: Pixels, recipe: Recipe | None) -> None:
        if recipe is not None:
            self.steer(prompt=recipe.prompt, negative_prompt=recipe.negative_prompt)
        fitted = await asyncio.to_thread(fit, pixels, *self.size)
        if self._run is not None and self._running is not None and not self._running.done():
            await self._run.branch(fitted)
        else:
            self._origin = fitted
            await self.start()

    def _ended(self, run: asyncio.Task[ev.Finished]) -> None:
        error = None if run.cancelled() else run.exception()
        if error is not None:
            _log.error("The dream ended by a fault", exc_info=error)
            self._publish(ev.Finished("failed", str(error)))

    def _publish(self, event: ev.Event) -> None:
        if isinstance(event, ev.Progressed) and event.preview is not None:
            self.previews.give(event.fraction, event.preview)
        self._ledger.apply(event)
        self.changed.notify()

    def _trouble(self, problem: str | None) -> None:
        self._ledger.trouble(problem)
        self.changed.notify()

    @property
    def _sessions_dir(self) -> Path:
        return self._loaded.folder(self._config.system.sessions_dir)

    async def _move_in(self, stack: AsyncExitStack) -> None:
        """Everything that touches the disk before the first picture, and after the last."""
        if self._options.origin is not None:
            self._origin = await asyncio.to_thread(fit, self._options.origin, *self.size)
        folders = premises(self._loaded, self._embedder)
        found = await asyncio.to_thread(folders.__enter__)
        stack.push_async_callback(asyncio.to_thread, folders.__exit__, None, None, None)
        self.repairs = found.repairs
        self._cache = found.cache
        if found.cache is not None:
            self._ledger.describe(cache_size=len(found.cache), cache_hits=0, cache_injections=0)

    async def _open_outputs(self, stack: AsyncExitStack) -> None:
        output, folder = self._config.output, self._loaded.folder(self._config.system.output_dir)
        await stack.enter_async_context(StatusWriter(folder / "status.json", self.status, clock=self._clock))
        await stack.enter_async_context(self.fanout.attached(self.back.history, Policy.EVERY))
        if output.current_frame is not None:
            options = CurrentFrameOptions(path=folder / output.current_frame, max_rate_hz=output.max_rate_hz)
            sink = CurrentFrame(options, self.encoder, clock=self._clock)
            await stack.enter_async_context(self.fanout.attached(sink, Policy.NEWEST))

    def _parts(self) -> RunParts:
        engine, config, settings = cast(Engine, self._engine), self._config, self._settings
        root_seed = settings.seed if settings.seed is not None else secrets.randbelow(SEED_RANGE)
        prompts = prompts_for(config.prompts, settings, self._clock.monotonic)
        prompt = prompts.words().prompt
        self._ledger.describe(current_mode=settings.mode, current_prompt=prompt)
        return RunParts(
            engine=engine,
            rules=rules_for(config, engine, self._modes, self._options.frames),
            settings=settings,
            prompts=prompts,
            root_seed=root_seed,
            origin=self._origin,
            buffer_s=config.output.buffer_s,
            new_session=session_for(config, settings, engine.info, prompt, root_seed),
            sessions_dir=self._sessions_dir,
            recording=config.recording,
            embedder=self._embedder,
            cache=self._cache,
            memory=memory_options(config.generation.cache),
            takes_pulse=config.generation.remedies.enabled,
            fanout=self.fanout,
            clock=self._clock,
            publish=self._publish,
            trouble=self._trouble,
        )
