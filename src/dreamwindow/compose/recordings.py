"""Recordings: takes of the dream, of cameras and of sources, each a session of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.compose.versions import versions
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.errors import AlreadyRecorded, DreamWindowError, LiveFull, SessionNotFound, UnknownName
from dreamwindow.files import check_free_space, is_portable_name
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import Pixels
from dreamwindow.model.session import SessionState
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.take.take import RECORDING, FilmName, Take, TakeOptions
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.reader import MANIFEST
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
_REMEMBERED = 200


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What can be recorded: its ``name`` (``dream``, ``live`` or a source's), the pictures, and what they are made of.

    ``key`` tells it from others: cameras are all called ``live``.

    ``shows`` gives what to film for each of ``films``, for as long as its block lasts. ``patience_s`` without a
    picture mean that it is over; ``None``: never.
    """

    name: str
    key: str
    shows: Callable[[], AbstractAsyncContextManager[Mapping[FilmName, Fanout]]]
    settings: Callable[[], Settings]
    engine: Callable[[], EngineInfo | None]
    films: tuple[FilmName, ...] = (RECORDING,)
    patience_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingRules:
    """``most`` at once; ``budget_gb`` of all sessions, if there is one; ``on_picture`` as in `TakeOptions`."""

    sessions_dir: Path
    most: int
    min_free_gb: float
    budget_gb: float | None = None
    on_picture: Callable[[Path, Pixels], None] = field(default=lambda _path, _pixels: None)


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """One take: ``of`` what, and the `Take` itself; ``films`` are names of what it films."""

    of: str
    take: Take
    films: tuple[FilmName, ...]
    task: asyncio.Task[None]

    @property
    def id(self) -> str:
        """Its session's."""
        return self.take.writer.session_id


class Recordings:
    """An asynchronous context manager; leaving it ends every take and waits until each is whole.

    What is recorded already is not recorded twice at once: two films of the same pictures would only cost each other.
    """

    def __init__(self, rules: RecordingRules, clock: Clock | None = None) -> None:
        self._rules = rules
        self._clock = clock or SystemClock()
        self._known: dict[str, Recording] = {}
        self._taken: dict[str, str | None] = {}
        self._stack = AsyncExitStack()
        self._tasks = asyncio.TaskGroup()

    async def __aenter__(self) -> Self:
        await self._stack.enter_async_context(self._tasks)
        self._stack.callback(self._end)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(None, None, None)

    @property
    def newest_first(self) -> list[Recording]:
        """Those of this process, by their names, which begin with the time."""
        return sorted(self._known.values(), key=lambda one: one.id, reverse=True)

    def find(self, recording_id: str) -> Recording:
        """Raises `SessionNotFound`."""
        try:
            return self._known[recording_id]
        except KeyError:
            raise SessionNotFound("There is no such recording.", "GET /api/recordings lists them.") from None

    def film(self, session: str, name: FilmName) -> Path:
        """Where a film of a recording is that has ended, in this run or before. Blocks. Raises `SessionNotFound`."""
        root = self._rules.sessions_dir.resolve()
        if is_portable_name(session):
            path = (root / session / f"{name}.mp4").resolve()
            if path.parent.parent == root and path.is_file() and (path.parent / MANIFEST).is_file():
                return path
        raise SessionNotFound("There is no such film, or not yet.", "End the recording first.")

    async def start(self, subject: Subject, films: tuple[FilmName, ...] = (RECORDING,)) -> Recording:
        """Begin to record. Raises `LiveFull`, `UnknownName`, `AlreadyRecorded`, `DiskTooFull` or `FolderNotWritable`."""
        self._check(subject, films)
        begun: asyncio.Future[Take] = asyncio.get_running_loop().create_future()
        self._taken[subject.key] = None
        task = self._tasks.create_task(self._run(subject, films, begun), name="recording")
        task.add_done_callback(lambda _: (begun.cancel(), self._taken.pop(subject.key)))
        try:
            recording = Recording(subject.name, await begun, films, task)
        except asyncio.CancelledError:  # nobody would know of it, and nobody end it
            task.cancel()
            raise
        self._taken[subject.key] = recording.id
        self._known[recording.id] = recording
        self._forget()
        return recording

    async def stop(self, recording_id: str, reason: str = "stopped") -> Recording:
        """End it, and wait until it is whole. Raises `SessionNotFound`."""
        recording = self.find(recording_id)
        recording.take.stop(reason)
        await asyncio.wait([recording.task])
        return recording

    def _check(self, subject: Subject, films: tuple[FilmName, ...]) -> None:
        if not set(films) <= set(subject.films):
            raise UnknownName(f"{subject.name} has no camera.", "Record it without.")
        if subject.key in self._taken:
            recording_id = self._taken[subject.key]
            remedy = f"End it first: POST /api/recordings/{recording_id}/stop" if recording_id else "It begins just now."
            raise AlreadyRecorded(f"That is recorded already, {subject.name}.", remedy)
        if len(self._taken) >= self._rules.most:
            raise LiveFull(f"{self._rules.most} recordings go on already.", "End one, or raise live.recordings.")

    async def _run(self, subject: Subject, films: tuple[FilmName, ...], begun: asyncio.Future[Take]) -> None:
        try:
            async with self._session(subject, films) as writer, subject.shows() as shows:
                filmed = {name: shows[name] for name in films}
                take = Take(writer, filmed, subject.settings, self._clock, self._options(subject))
                begun.set_result(take)
                await take.run()
        except Exception as error:  # noqa: BLE001 - one recording's fault must not end the server; told, or logged whole
            if begun.done():
                _log.exception("Recording of %s ended by a fault of ours", subject.name)
            else:
                begun.set_exception(error)
        else:
            _log.info(
                "Recording %s: %s; %d pictures, %.1f s", writer.session_id, take.reason, take.frames, take.seconds
            )

    @asynccontextmanager
    async def _session(self, subject: Subject, films: tuple[FilmName, ...]) -> AsyncIterator[SessionWriter]:
        """A new one; whatever happens in the block, it does not stay ``running``."""
        opening = asyncio.ensure_future(asyncio.to_thread(self._open, subject, films))
        try:
            yield await asyncio.shield(opening)
        except BaseException as error:
            if (writer := await _made(opening)) is not None:
                await asyncio.shield(asyncio.to_thread(_break_off, writer, error))
            raise

    def _open(self, subject: Subject, films: tuple[FilmName, ...]) -> SessionWriter:
        check_free_space(self._rules.sessions_dir, self._rules.min_free_gb)
        settings, engine = subject.settings(), subject.engine()
        new = NewSession(
            kind="live",
            title=settings.prompt or subject.name,
            settings={"of": subject.name, "films": list(films), "prompt": settings.prompt, "first": settings.to_dict()},
            engine=asdict(engine) if engine is not None else {},
            versions=versions(),
            budget_gb=self._rules.budget_gb,
        )
        return SessionWriter.open(self._rules.sessions_dir, new, now=self._clock.now)

    def _options(self, subject: Subject) -> TakeOptions:
        rules = self._rules
        return TakeOptions(min_free_gb=rules.min_free_gb, patience_s=subject.patience_s, on_picture=rules.on_picture)

    def _end(self) -> None:
        for recording in self._known.values():
            recording.take.stop("the server was closed")

    def _forget(self) -> None:
        done = [one.id for one in self._known.values() if one.task.done()]
        for recording_id in done[: max(0, len(self._known) - _REMEMBERED)]:
            del self._known[recording_id]


async def _made(opening: asyncio.Future[SessionWriter]) -> SessionWriter | None:
    """What a thread is still at, or has done, though nobody waited for it; ``None`` if it failed."""
    await asyncio.wait([opening])
    return None if opening.cancelled() or opening.exception() is not None else opening.result()


def _break_off(writer: SessionWriter, error: BaseException) -> None:
    """Nothing happens to one that was closed. Blocks."""
    status: SessionState = "failed" if isinstance(error, Exception) else "aborted"
    reason = error.message if isinstance(error, DreamWindowError) else f"{type(error).__name__}: {error}"
    try:
        writer.close(status, reason if status == "failed" else "nobody waited for it")
    except OSError as trouble:
        _log.warning("The end of %s could not be written: %s", writer.session_id, trouble)


@asynccontextmanager
async def shows_of(styled: Fanout) -> AsyncIterator[Mapping[FilmName, Fanout]]:
    """The one film of what has no camera."""
    yield {RECORDING: styled}
