"""One run of a dream: a session, its two loops, and its recorder, opened in order and closed in reverse."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dreamwindow.compose.budget import stay_within
from dreamwindow.config.recording import RecordingConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.embedder import Embedder
from dreamwindow.contracts.engine import Engine
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.controller import DreamController
from dreamwindow.dream.generator import Defaults, DreamGenerator
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory, MemoryOptions
from dreamwindow.dream.planner import Rules, State, begin
from dreamwindow.dream.player import Player
from dreamwindow.dream.prompts import PromptManager
from dreamwindow.dream.pulse import Pulse
from dreamwindow.dream.taste import Keepsakes, TasteBook
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Frame, Pixels
from dreamwindow.model.session import SessionState
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.policy import parse_record
from dreamwindow.outputs.recorder import Recorder, RecorderOptions
from dreamwindow.sessions.annotations import Annotations
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.reader import input_path
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
HEARTBEAT_S = 10.0
FIGURES_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunParts:
    """What a run is made of. ``publish`` hears every event; ``trouble`` hears what is not well, or ``None``.

    ``recorded`` hears of every picture on disk, in the recorder's thread.
    """

    engine: Engine
    rules: Rules
    settings: Settings
    prompts: PromptManager
    root_seed: int
    origin: Pixels | None
    buffer_s: float
    new_session: NewSession
    sessions_dir: Path
    recording: RecordingConfig
    embedder: Embedder
    cache: CacheManager | None
    taste: TasteBook
    memory: MemoryOptions
    takes_pulse: bool
    fanout: Fanout
    clock: Clock
    publish: Callable[[ev.Event], None]
    trouble: Callable[[str | None], None]
    recorded: Callable[[Path, Pixels], None]


class DreamRun:
    """Made by `begin_run`. `dream` runs it to its end, and closes its session whatever happened."""

    def __init__(self, parts: RunParts, session: SessionWriter) -> None:
        self._parts = parts
        self._session = session
        self._annotations = Annotations(session.folder)
        options = RecorderOptions(
            policy=parse_record(parts.recording.record),
            max_per_minute=parts.recording.max_per_minute,
            min_free_gb=parts.recording.min_free_gb,
        )
        self._recorder = Recorder(session, options, on_problem=parts.trouble, on_recorded=parts.recorded)
        rate = parts.settings.display_rate_hz
        self._buffer = FrameBuffer(max(2, round(parts.buffer_s * rate)))
        self._player = Player(self._buffer, parts.fanout.give, self._publish, parts.clock, rate)
        rules, settings = parts.rules, parts.settings
        defaults = Defaults(rules.engine, rules.model, settings.width, settings.height)
        self._generator = DreamGenerator(parts.engine, parts.clock, defaults)
        self.controller = DreamController(
            self._state(), self._generator, self._buffer, self._player, parts.prompts, parts.clock, self._publish,
            memory=self._memory(), pulse=Pulse(Descriptor(), rate) if parts.takes_pulse else None,
        )  # fmt: skip
        self._shown = 0
        self._show: asyncio.Task[None] | None = None

    @property
    def session_id(self) -> str:
        """The folder's name."""
        return self._session.session_id

    @property
    def folder(self) -> Path:
        """The session's folder."""
        return self._session.folder

    def stop(self, reason: str) -> None:
        """End it now; `dream` returns soon after."""
        self.controller.stop(reason)
        if self._show is not None:
            self._show.cancel()

    async def dream(self) -> ev.Finished:
        """Run to the end. Raises what went wrong in our own code, after the session was closed as ``failed``."""
        began = self._parts.clock.monotonic()
        _log.info("Session %s begins", self.session_id)
        async with _closing(self._session) as outcome:
            async with self._parts.fanout.attached(self._recorder, Policy.EVERY):
                finished = await self._loops()
            await self._count()  # once the recorder has what it was given
            outcome.finished = finished
        took_s = self._parts.clock.monotonic() - began
        _log.info("Session %s: %s; %s in %.0f s", self.session_id, finished.reason, self._frames(), took_s)
        self._parts.publish(finished)
        return finished

    async def branch(self, pixels: Pixels) -> None:
        """Go on from this picture. Raises `OSError`."""
        self.controller.branch(await self._keep(pixels))

    async def favourite(self, frame: Frame) -> str:
        """Record this frame whatever the policy, and mark it; the file's name. Raises `OSError` or `DiskTooFull`."""
        name = await self._recorder.keep(frame)
        await asyncio.to_thread(self._annotations.change, name, favourite=True)
        return name

    async def keep_picture(self, pixels: Pixels) -> Path:
        """Lay a copy of this picture into the session; its file. Raises `OSError`."""
        name = await asyncio.to_thread(self._session.keep_input, pixels)
        return input_path(self._session.folder, name)

    async def _keep(self, pixels: Pixels) -> Grown:
        return Grown(await asyncio.to_thread(self._session.keep_input, pixels), pixels)

    async def _loops(self) -> ev.Finished:
        origin = None if self._parts.origin is None else await self._keep(self._parts.origin)
        async with asyncio.TaskGroup() as tasks:
            self._show = tasks.create_task(self._player.run(), name="player")
            beats = [
                tasks.create_task(self._beat(), name="heartbeat"),
                tasks.create_task(self._figures(), name="figures"),
                tasks.create_task(self._stay_within(), name="budget"),
            ]
            finished = await self.controller.run_generation_loop(origin)
            if finished.reason != "completed":
                self._show.cancel()
            await asyncio.wait([self._show])  # what was made for a run that reached its end is shown
            for beat in beats:
                beat.cancel()
        return finished

    async def _beat(self) -> None:
        while True:
            await self._parts.clock.sleep(HEARTBEAT_S)
            await self._count()

    async def _figures(self) -> None:
        """A line a minute; nothing for a minute in which nothing was shown."""
        shown = 0
        while True:
            await self._parts.clock.sleep(FIGURES_S)
            if self._shown > shown:
                fps = (self._shown - shown) / FIGURES_S
                _log.info("%s; %.1f frames/s; keyframes take %s", self._frames(), fps, self._generator.performance)
            shown = self._shown

    async def _stay_within(self) -> None:
        await stay_within(self._parts.recording, self.folder, self._parts.clock, self._parts.publish)

    def _frames(self) -> str:
        return f"{self._shown} frames shown, {self._recorder.recorded} recorded"

    async def _count(self) -> None:
        counts = {"frames_shown": self._shown, "frames_recorded": self._recorder.recorded}
        try:
            await asyncio.to_thread(self._session.heartbeat, counts)
        except OSError as error:
            _log.warning("The session's heartbeat could not be written: %s", error)

    def _publish(self, event: ev.Event) -> None:
        if isinstance(event, ev.RecipeUsed):
            self._recorder.note(event.recipe)
        if isinstance(event, ev.FrameShown):
            self._shown = event.number
        self._parts.publish(event)

    def _memory(self) -> Memory:
        parts, matcher = self._parts, AestheticMatcher(self._parts.embedder)
        keepsakes = Keepsakes(lambda: parts.taste.likes, parts.sessions_dir, matcher)
        return Memory(parts.cache, matcher, self._session.keep_input, parts.memory, keepsakes)

    def _state(self) -> State:
        parts = self._parts
        state = begin(parts.rules, parts.settings, parts.prompts.words(), parts.root_seed)
        memories = len(parts.cache) if parts.cache is not None else 0
        return replace(state, life=replace(state.life, memories=memories, likes=len(parts.taste.likes)))


async def begin_run(parts: RunParts) -> DreamRun:
    """Open the session. Raises `FolderNotWritable` or `DiskTooFull`, and leaves nothing behind then."""
    session = await asyncio.to_thread(SessionWriter.open, parts.sessions_dir, parts.new_session, now=parts.clock.now)
    return DreamRun(parts, session)


@dataclass(slots=True)
class _Outcome:
    finished: ev.Finished | None = None

    @property
    def state(self) -> SessionState:
        """How the session ended: only a run that reached its number of frames is complete."""
        return "completed" if self.finished is not None and self.finished.reason == "completed" else "aborted"


@asynccontextmanager
async def _closing(session: SessionWriter) -> AsyncIterator[_Outcome]:
    outcome = _Outcome()
    try:
        yield outcome
    except Exception as error:
        await asyncio.to_thread(session.close, "failed", f"{type(error).__name__}: {error}")
        raise
    finally:
        reason = outcome.finished.reason if outcome.finished else "cancelled"
        await asyncio.shield(asyncio.to_thread(session.close, outcome.state, reason))
