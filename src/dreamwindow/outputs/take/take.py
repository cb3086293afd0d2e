"""Take: one recording, from its first picture to its session's last line."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, ParamSpec, TypeVar

from dreamwindow.contracts.clock import Clock
from dreamwindow.errors import DiskTooFull, MissingExtra
from dreamwindow.files import DISK, Disk, check_free_space
from dreamwindow.flow.box import Closed, Newest
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.model.session import SessionState
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.take.notes import Notes
from dreamwindow.outputs.take.reel import Reel
from dreamwindow.outputs.video import VideoOptions
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
QUEUE = 48
"""Pictures that wait for the disk, at most; of more the oldest are missed, and counted."""
HEARTBEAT_S = 10.0
FilmName = Literal["recording", "camera"]
RECORDING: FilmName = "recording"
CAMERA: FilmName = "camera"
"""The film of what was shown, and that of what the camera saw."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOptions:
    """``patience_s`` without a picture end a take; ``None`` is for ever. ``on_picture`` hears of stills on disk, in the
    take's thread. The disk keeps ``min_free_gb`` (10⁹ bytes each) free."""

    min_free_gb: float = 1.0
    patience_s: float | None = None
    on_picture: Callable[[Path, Pixels], None] = field(default=lambda _path, _pixels: None)


@dataclass(slots=True, eq=False)
class _Track:
    """One film, and where its pictures come from."""

    name: str
    fanout: Fanout
    reel: Reel
    dropped: int = 0


class Take:
    """Films each of ``shows`` (by the name of its film) into the session of ``writer``, in a thread of its own.

    `run` lasts until `stop`, until nothing comes any more, or until the disk is full: whatever happened the session is
    closed and the film is whole as far as it goes. Who is recorded never waits. For one event loop.
    """

    def __init__(
        self, writer: SessionWriter, shows: Mapping[FilmName, Fanout], settings: Callable[[], Settings], clock: Clock,
        options: TakeOptions, disk: Disk = DISK,
    ) -> None:  # fmt: skip
        self.writer = writer
        self.state: SessionState = "running"
        self.reason: str | None = None
        self._outcome: SessionState = "completed"
        self._clock = clock
        self._options = options
        began_us = self._now_us()
        film = VideoOptions(layout="fragments", metadata={"comment": f"Dream Window {writer.session_id}"})
        self._tracks = [
            _Track(name, fanout, Reel(writer.folder / f"{name}.mp4", began_us, film, disk))
            for name, fanout in shows.items()
        ]
        self._boxes: list[Newest[ShownFrame]] = []
        self._notes = Notes(writer, settings, options.on_picture, disk)
        self._is_over = False
        self._looked_s = float("-inf")
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recording")

    @property
    def frames(self) -> int:
        """Pictures in the film so far."""
        return self._tracks[0].reel.frames

    @property
    def seconds(self) -> float:
        """How long the film is so far."""
        return self._tracks[0].reel.seconds

    @property
    def dropped(self) -> int:
        """Pictures that the disk was too slow for, of all films."""
        return sum(track.dropped for track in self._tracks)

    def stop(self, reason: str = "stopped", state: SessionState = "completed") -> None:
        """End it; what came before is still written. The first call counts."""
        if self.reason is not None:
            return
        self.reason, self._outcome = reason, state
        for box in self._boxes:
            box.close()

    async def run(self) -> None:
        """Record until the end. Raises nothing that a disk can do."""
        try:
            async with asyncio.TaskGroup() as tasks:
                beat = tasks.create_task(self._beat(), name="heartbeat of a recording")
                films = [tasks.create_task(self._film(track), name=f"{track.name} film") for track in self._tracks]
                await asyncio.wait(films)
                beat.cancel()
        finally:
            self.stop("cancelled", "aborted")
            await asyncio.shield(self._close())

    async def _film(self, track: _Track) -> None:
        with self._giving_up():
            async with track.fanout.watch(QUEUE) as box:
                self._boxes.append(box)
                if self.reason is not None:
                    box.close()
                while (shown := await self._next(box)) is not None:
                    await self._off_loop(self._write, track, shown)
                    track.dropped = box.dropped
        with self._giving_up():
            await self._off_loop(track.reel.end, None if self._is_over else self._now_us())

    @contextmanager
    def _giving_up(self) -> Iterator[None]:
        """What the disk cannot hold, or nobody can encode, ends the take."""
        try:
            yield
        except (OSError, DiskTooFull, MissingExtra) as error:
            if self.reason is None:
                _log.warning("Recording %s ends: %s", self.writer.session_id, _reason(error))
            self.stop(_reason(error), "aborted")
        except Exception:  # noqa: BLE001 - a recording's fault must end nothing but itself; logged whole
            _log.exception("Recording %s ended by a fault of ours", self.writer.session_id)
            self.stop("it ended by a fault of ours, which is in the log", "failed")

    async def _next(self, box: Newest[ShownFrame]) -> ShownFrame | None:
        try:
            async with asyncio.timeout(self._options.patience_s):
                return await box.get()
        except TimeoutError:
            self._is_over = True
            self.stop(f"no picture came for {self._options.patience_s:g} s")
        except Closed:
            pass
        return None

    def _write(self, track: _Track, shown: ShownFrame) -> None:
        reel = track.reel
        if reel.seconds >= self._looked_s + 1.0:
            check_free_space(self.writer.folder, self._options.min_free_gb)
            self._looked_s = reel.seconds
        reel.add(shown)
        if track is self._tracks[0]:
            self._notes.take(shown.frame, reel.frames, reel.seconds)

    async def _beat(self) -> None:
        while True:
            await self._clock.sleep(HEARTBEAT_S)
            try:
                await asyncio.to_thread(self.writer.heartbeat, self._counts())
            except OSError as error:
                _log.warning("The heartbeat of a recording could not be written: %s", error)

    async def _close(self) -> None:
        try:
            await self._off_loop(self._close_session)
        except OSError as error:
            _log.warning("The end of %s could not be written: %s", self.writer.session_id, error)
        self.state = self._outcome
        await asyncio.to_thread(self._thread.shutdown)

    def _close_session(self) -> None:
        for track in self._tracks:
            track.reel.break_off(OSError(self.reason))
        self.writer.heartbeat(self._counts())
        self.writer.close(self._outcome, self.reason)

    def _counts(self) -> dict[str, int]:
        return {"frames": self.frames, "dropped": self.dropped}

    async def _off_loop(self, work: Callable[P, T], *args: P.args, **_: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *args)

    def _now_us(self) -> int:
        return int(self._clock.monotonic() * 1e6)


def _reason(error: OSError | DiskTooFull | MissingExtra) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else error.message
