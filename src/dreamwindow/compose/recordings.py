"""Recordings: takes of the dream, of cameras and of sources, each a session of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.compose.recorded import new_session, session
from dreamwindow.compose.recording_counts import RecordingCounts
from dreamwindow.compose.subjects import Subject
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.errors import AlreadyRecorded, LiveFull, SessionNotFound, UnknownName
from dreamwindow.files import check_free_space, is_portable_name
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.take.take import RECORDING, FilmName, Take, TakeOptions
from dreamwindow.sessions.reader import MANIFEST
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
_REMEMBERED = 200


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
        self.counts = RecordingCounts()
        self._rules = rules
        self._clock = clock or SystemClock()
        self._known: dict[str, Recording] = {}
        self._taken: dict[str, asyncio.Task[None]] = {}
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
        """Begin to record.

        Raises `LiveFull`, `UnknownName`, `AlreadyRecorded`, `DiskTooFull` or `FolderNotWritable`.
        """
        self._check(subject, films)
        begun: asyncio.Future[Take] = asyncio.get_running_loop().create_future()
        task = self._tasks.create_task(self._run(subject, films, begun), name="recording")
        self._taken[subject.key] = task
        task.add_done_callback(lambda _: (begun.cancel(), self._taken.pop(subject.key)))
        try:
            recording = Recording(subject.name, await begun, films, task)
        except asyncio.CancelledError:  # nobody would know of it, and nobody end it
            task.cancel()
            raise
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
        if (task := self._taken.get(subject.key)) is not None:
            known = next((one.id for one in self._known.values() if one.task is task), None)
            remedy = "It begins just now." if known is None else f"End it first: POST /api/recordings/{known}/stop"
            raise AlreadyRecorded(f"{subject.name} is recorded already.", remedy)
        if len(self._taken) >= self._rules.most:
            raise LiveFull(f"{self._rules.most} recordings go on already.", "End one, or raise live.recordings.")

    async def _run(self, subject: Subject, films: tuple[FilmName, ...], begun: asyncio.Future[Take]) -> None:
        try:
            async with session(partial(self._open, subject, films)) as writer, subject.shows() as shows:
                filmed = {name: shows[name] for name in films}
                take = Take(writer, filmed, subject.settings, self._clock, self._options(subject))
                begun.set_result(take)
                with self.counts.following(take):
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

    def _open(self, subject: Subject, films: tuple[FilmName, ...]) -> SessionWriter:
        check_free_space(self._rules.sessions_dir, self._rules.min_free_gb)
        return SessionWriter.open(self._rules.sessions_dir, new_session(subject, films), now=self._clock.now)

    def _options(self, subject: Subject) -> TakeOptions:
        rules = self._rules
        return TakeOptions(min_free_gb=rules.min_free_gb, patience_s=subject.patience_s, on_picture=rules.on_picture)

    def _end(self) -> None:
        known = {recording.task for recording in self._known.values()}
        for task in self._taken.values():
            if task not in known and not task.cancelling():  # it begins just now
                task.cancel()
        for recording in self._known.values():
            recording.take.stop("the server was closed")

    def _forget(self) -> None:
        done = [one.id for one in self._known.values() if one.task.done()]
        for recording_id in done[: max(0, len(self._known) - _REMEMBERED)]:
            del self._known[recording_id]
