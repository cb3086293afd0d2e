"""Films: made of the library's pictures one after the other, kept for as long as this process runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
import shutil
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.compose.filmed import BrokenOff, Film, FilmOrder
from dreamwindow.config.load import Loaded
from dreamwindow.errors import DreamWindowError, SessionNotFound, TooManyFilms
from dreamwindow.files import DISK, check_free_space, ensure_directory_exists, is_abandoned, temporary_beside
from dreamwindow.library.places import Places
from dreamwindow.outputs.film.choice import Choice
from dreamwindow.outputs.film.options import FilmOptions, Kind, check
from dreamwindow.outputs.film.writing import beside

_log = logging.getLogger(__name__)
MOST_WAITING = 8
"""Films that are not made yet."""
MOST_KEPT = 16
"""Films that are made; of more the oldest goes."""
_NICENESS = 5
"""Of the thread that makes them: a dream goes before."""
_FAULT = DreamWindowError("The film broke off by a fault of ours.", "The log says more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmRules:
    """``folder`` is the library's for films; the disk keeps ``min_free_gb`` (10⁹ bytes each) free."""

    folder: Path
    min_free_gb: float


class Films:
    """An asynchronous context manager; leaving it breaks off what is made, and removes every film."""

    def __init__(self, rules: FilmRules) -> None:
        self._rules = rules
        self._known: dict[str, Film] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._own: Path | None = None
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(asyncio.to_thread, self._tidy)
            self._thread = stack.enter_context(ThreadPoolExecutor(1, "films", initializer=_step_back))
            self._group = await stack.enter_async_context(asyncio.TaskGroup())
            stack.callback(self._break_off)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(None, None, None)

    @property
    def newest_first(self) -> list[Film]:
        """Those of this process."""
        return list(reversed(self._known.values()))

    def find(self, film_id: str) -> Film:
        """Raises `SessionNotFound`."""
        try:
            return self._known[film_id]
        except KeyError:
            raise SessionNotFound("There is no such film, or no more.", "Make it again.") from None

    async def start(self, choice: Choice, kind: Kind, options: FilmOptions) -> Film:
        """Have a film made, once those before it are. Raises `TooManyFilms`, `ConfigError`, `DiskTooFull` or
        `FolderNotWritable`."""
        check(kind, options)
        folder = await asyncio.to_thread(self._folder)
        if sum(not film.is_over for film in self._known.values()) >= MOST_WAITING:
            raise TooManyFilms(f"{MOST_WAITING} films wait to be made already.", "Try again when one is done.")
        film_id = secrets.token_hex(8)
        file = folder / f"{film_id}.{kind}"
        min_free_gb = self._rules.min_free_gb
        film = Film(FilmOrder(id=film_id, choice=choice, options=options, file=file, min_free_gb=min_free_gb))
        self._known[film_id] = film
        self._tasks[film_id] = self._group.create_task(self._make(film), name="film")
        return film

    async def finished(self, film_id: str) -> Film:
        """It, once nothing more comes of it. Raises `SessionNotFound`."""
        film = self.find(film_id)
        await asyncio.wait([self._tasks[film_id]])
        return film

    async def drop(self, film_id: str) -> None:
        """It is not wanted: broken off or thrown away, and gone when this returns. Raises `SessionNotFound`."""
        film = self.find(film_id)
        film.break_off()
        if film.state == "waiting":  # its turn may be long in coming
            self._tasks[film_id].cancel()
        await self._forget(await self.finished(film_id))

    async def _make(self, film: Film) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, film.make)
        except BrokenOff:
            return
        except Exception:  # noqa: BLE001 - logged whole; one film's fault must not end the server
            _log.exception("Film %s ended by a fault of ours", film.order.id)
            film.trouble, film.state = _FAULT, "failed"
        made = [one for one in self._known.values() if one.is_over]
        for old in made[: max(0, len(made) - MOST_KEPT)]:
            await self._forget(old)

    async def _forget(self, film: Film) -> None:
        self._known.pop(film.order.id, None)
        self._tasks.pop(film.order.id, None)
        await asyncio.to_thread(_remove, film.order.file)

    def _folder(self) -> Path:
        """Our own folder, made when the first film is asked for; what the dead left goes. Blocks."""
        check_free_space(self._rules.folder, self._rules.min_free_gb)
        if self._own is None or not self._own.is_dir():
            ensure_directory_exists(self._rules.folder)
            for left in self._rules.folder.iterdir():
                if is_abandoned(left):
                    shutil.rmtree(left, ignore_errors=True)
            self._own = ensure_directory_exists(temporary_beside(self._rules.folder / "films"))
        return self._own

    def _break_off(self) -> None:
        for film in self._known.values():
            film.break_off()

    def _tidy(self) -> None:
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)


def _step_back() -> None:
    """The thread that calls this lets others go first, as does all that an encoder starts from it; on Linux alone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # the whole process is nicer than that
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _remove(film: Path) -> None:
    for path in (film, beside(film)):
        with contextlib.suppress(OSError):  # not there, or held open by who fetches it: it goes with its folder
            DISK.unlink(path)


def films_beside(loaded: Loaded) -> Films:
    """The films that a config has room for."""
    folder = Places(loaded.folder(loaded.config.library.dir)).films
    return Films(FilmRules(folder=folder, min_free_gb=loaded.config.recording.min_free_gb))
