"""DreamController: the producing loop. It performs the planner's commands and decides nothing itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import Engine, Progress
from dreamwindow.dream import commands as do
from dreamwindow.dream.buffer import FrameBuffer
from dreamwindow.dream.generator import DreamGenerator
from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.dream.memory import Memory
from dreamwindow.dream.planner import Phase, State, decide
from dreamwindow.dream.player import Player
from dreamwindow.dream.prompts import Leaning, PromptManager, Theme
from dreamwindow.dream.pulse import Pulse
from dreamwindow.errors import DreamWindowError, EngineUnavailable
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Frame
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    engine: Engine
    taken: asyncio.Event


class DreamController:
    """Owns one run. Every method but `run_generation_loop` returns at once and is safe at any moment of a run."""

    def __init__(
        self,
        state: State,
        generator: DreamGenerator,
        buffer: FrameBuffer,
        player: Player,
        prompts: PromptManager,
        clock: Clock,
        publish: Callable[[ev.Event], None],
        memory: Memory | None = None,
        pulse: Pulse | None = None,
    ) -> None:
        self._memory = memory
        self._pulse = pulse
        self._guest: Grown | None = None
        self._keyframe: Grown | None = None
        self._state = state
        self._generator = generator
        self._buffer = buffer
        self._player = player
        self._prompts = prompts
        self._clock = clock
        self._publish = publish
        self._inbox: asyncio.Queue[ev.PlannerEvent] = asyncio.Queue()
        self._segment: asyncio.Task[None] | None = None
        self._retry: asyncio.Task[None] | None = None
        self._origin: Grown | None = None
        self._offer: _Offer | None = None
        self._truncate = False
        self._finished: ev.Finished | None = None

    @property
    def phase(self) -> Phase:
        """What the planner waits for."""
        return self._state.phase

    def pause(self, reason: str = "manual") -> None:
        """Hold back, for this reason too."""
        self._inbox.put_nowait(ev.PauseRequested(reason))

    def resume(self, reason: str | None = "manual") -> None:
        """This reason is gone; ``None`` takes all away."""
        self._inbox.put_nowait(ev.ResumeRequested(reason))

    def skip(self) -> None:
        """On to something else."""
        self._inbox.put_nowait(ev.SkipRequested())

    def branch(self, origin: Grown) -> None:
        """Go on from this foreign picture, which has the dream's size."""
        self._origin = origin
        self._inbox.put_nowait(ev.BranchRequested(origin.id))

    def change_engine(self, engine: Engine) -> asyncio.Event:
        """Let this engine, which is open, make what follows; the event is set once the one before is not used any more.

        One change at a time. A run that ends first sets nothing.
        """
        self._offer = _Offer(engine, asyncio.Event())
        info = engine.info
        self._inbox.put_nowait(ev.EngineOffered(info.name, info.model, Growth(engine).codec_name))
        return self._offer.taken

    def steer(self, settings: Settings, *, reseed: bool = False) -> None:
        """Go on with these settings."""
        self._prompts.hold(settings.prompt, settings.negative_prompt)
        self._prompts.turns.keep_close(settings.taste)
        self._player.set_rate(settings.display_rate_hz)
        self._inbox.put_nowait(ev.SettingsChanged(settings, reseed))

    def lean(self, leaning: Leaning, likes: int) -> None:
        """What a person kept has changed: it leads there, and so many pictures are known of it."""
        self._prompts.turns.lean(leaning)
        self._inbox.put_nowait(ev.TasteChanged(likes))

    def more_like(self, theme: Theme, picture: str) -> None:
        """Come back to a picture that was liked, and to its words."""
        self._prompts.turns.go_aside(theme)
        self._inbox.put_nowait(ev.MoreWanted(picture))

    def slow_down(self, times: float, why: str = "") -> None:
        """Go so many times slower than could be; 1 is full speed again."""
        self._inbox.put_nowait(ev.SlowdownRequested(times, why))

    def stop(self, reason: str = "stopped") -> None:
        """End the run; `run_generation_loop` returns soon after."""
        self._inbox.put_nowait(ev.StopRequested(reason))

    async def run_generation_loop(self, origin: Grown | None = None) -> ev.Finished:
        """Make frames until the run ends, from a foreign picture if there is one; how it ended.

        The buffer is closed on every way out.
        """
        self._origin = origin
        self._inbox.put_nowait(ev.Started(origin.id if origin is not None else None))
        try:
            async with asyncio.TaskGroup() as tasks:
                while self._finished is None:
                    await self._handle(await self._inbox.get(), tasks)
        finally:
            await self._buffer.close()
        return self._finished

    async def _handle(self, event: ev.PlannerEvent, tasks: asyncio.TaskGroup) -> None:
        for fact in (*self._news(), event):
            before = self._state
            self._state, commands = decide(self._state, fact)
            self._publish(fact)
            self._tell(before)
            for command in commands:
                await self._perform(command, tasks)

    def _tell(self, before: State) -> None:
        if before.failures > 0 and self._state.failures == 0:
            _log.info("Pictures are made again, after %d failures", before.failures)
        paused, was_paused = (state.phase is Phase.PAUSED for state in (self._state, before))
        if paused and not was_paused:
            _log.info("Paused: %s", ", ".join(sorted(self._state.reasons)))
        elif was_paused and not paused:
            _log.info("No longer paused")

    def _news(self) -> list[ev.PlannerEvent]:
        words = self._prompts.words()
        return [] if words == self._state.words else [ev.WordsChanged(words)]

    async def _perform(self, command: do.Command, tasks: asyncio.TaskGroup) -> None:
        match command:
            case do.Plant(origin):
                if self._origin is not None and self._origin.id == origin:  # else a newer wish is on its way
                    self._generator.plant(self._origin)
            case do.MakeSegment():
                self._truncate = False
                self._segment = tasks.create_task(self._make(command), name="segment")
                self._segment.add_done_callback(self._ended)
            case do.TruncateSegment():
                self._truncate = True
            case do.CancelSegment():
                if self._segment is not None:
                    self._segment.cancel()
            case do.DropBuffered():
                self._inbox.put_nowait(ev.FramesDropped(await self._buffer.drop()))
            case do.Remember():
                self._remember(tasks)
            case do.Recall() | do.Fetch():
                tasks.create_task(self._recall(command), name="recall")
            case do.Tell(remedy, why):
                _log.info("%s, because of %s", remedy, why)
                self._publish(ev.Intervened(remedy, why))
            case do.RetryAfter(delay_s):
                self._retry = tasks.create_task(self._wake(delay_s), name="retry")
            case do.HoldShow():
                self._player.hold()
            case do.ResumeShow():
                self._player.resume()
            case do.SlowShow(times):
                self._player.slow_down(times)
            case do.TakeEngine():
                self._take_engine()
            case do.ReleaseEngine():
                await self._generator.release()
            case do.Finish(reason):
                self._finished = ev.Finished(reason)
                if self._retry is not None:
                    self._retry.cancel()

    def _take_engine(self) -> None:
        offer, self._offer = self._offer, None
        if offer is None:
            return
        if self._retry is not None:
            self._retry.cancel()  # it waited for the engine of before
        self._generator.take(offer.engine)
        offer.taken.set()
        info = offer.engine.info
        _log.info("%s (%s) makes the pictures from here on", info.name, info.model)
        self._publish(ev.EngineTaken(info.name, info.model))

    async def _make(self, order: do.MakeSegment) -> None:
        outcome: ev.PlannerEvent = ev.SegmentDone()
        try:
            await self._generator.make(order, self, self._guest)
        except DreamWindowError as error:
            self._complain(error)
            self._player.interrupted()
            outcome = ev.SegmentFailed(error.message, transient=isinstance(error, EngineUnavailable))
        self._inbox.put_nowait(outcome)

    def _complain(self, error: DreamWindowError) -> None:
        failures = self._state.failures + 1
        if failures & (failures - 1) == 0:  # the 1st, 2nd, 4th, 8th ...: an hour's outage is a dozen lines
            _log.warning("A picture could not be made (failure %d in a row): %s", failures, error.message)

    def _ended(self, segment: asyncio.Task[None]) -> None:
        if segment.cancelled():  # said here because a task may be cancelled before its first step
            self._inbox.put_nowait(ev.SegmentCancelled())

    def next_number(self) -> int:
        """See `dreamwindow.dream.generator.Outlet`."""
        return self._buffer.next_number

    def carried_out(self, recipe: Recipe) -> None:
        """See `dreamwindow.dream.generator.Outlet`."""
        self._publish(ev.RecipeUsed(recipe))

    def came_further(self, progress: Progress) -> None:
        """See `dreamwindow.dream.generator.Outlet`."""
        self._publish(ev.Progressed(progress.fraction, progress.preview))

    async def put(self, frame: Frame) -> bool:
        """See `dreamwindow.dream.generator.Outlet`."""
        reading = await self._pulse.take(frame) if self._pulse is not None else None
        self._player.ready(keyframe=frame.keyframe)
        await self._buffer.put(frame)  # nothing is waited for after this: who took it and who made it agree
        self._player.taken_in()
        if frame.keyframe:
            self._keyframe = Grown(frame.recipe.id, frame.pixels, frame.recipe)
            self._prompts.count_keyframe()
        self._inbox.put_nowait(ev.FrameMade(frame.number, frame.recipe, frame.keyframe, frame.generation_time_s))
        if reading is not None:
            self._inbox.put_nowait(reading)
        return not self._truncate

    def _remember(self, tasks: asyncio.TaskGroup) -> None:
        if self._memory is not None and self._keyframe is not None:
            tasks.create_task(self._take_in(self._memory, self._keyframe), name="remember")

    async def _take_in(self, memory: Memory, grown: Grown) -> None:
        if (added := await memory.remember(grown)) is not None:
            self._inbox.put_nowait(added)

    async def _recall(self, wish: do.Recall | do.Fetch) -> None:
        newest, memory = self._generator.newest, self._memory
        if memory is None or newest is None:
            found = None
        elif isinstance(wish, do.Fetch):
            found = await memory.fetch(wish.picture, newest.pixels)
        else:
            found = await memory.recall(newest.pixels, wish.draw, wish.taste)
        if found is None:
            self._inbox.put_nowait(ev.MemoryMissing())
            return
        event, self._guest = found
        self._inbox.put_nowait(event)

    async def _wake(self, delay_s: float) -> None:
        await self._clock.sleep(delay_s)
        self._inbox.put_nowait(ev.RetryDue())
