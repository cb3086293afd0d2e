"""RunDesk: what can be asked about runs that were launched, and what can be done about them."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from dreamwindow.compose.keeping import Keeper, begin_keeping, end_keeping, until
from dreamwindow.compose.kept import Kept
from dreamwindow.compose.launched.book import RunBook
from dreamwindow.compose.launched.curve import UsageCurve
from dreamwindow.compose.launched.log import LogPage, search, tail
from dreamwindow.compose.launched.run import LaunchedRun
from dreamwindow.compose.library import library_roots
from dreamwindow.compose.programs import program_names
from dreamwindow.config.load import Loaded
from dreamwindow.errors import ProgramFailed, UnknownName
from dreamwindow.experiments.aftermath import settle_the_dead
from dreamwindow.identity import Liveness, ProcessIdentity
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.program_state import programs_folder
from dreamwindow.runtime.signals import ask_to_end

_log = logging.getLogger(__name__)
_CURVES = 32
_BEGUN_S = 10.0
"""How long a restart waits for the supervisor's first word; an installation takes longer, and is not waited for."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RunSeen:
    """A run as it is now. ``curve`` is there for one that goes on, and for one that was asked for by its id."""

    run: LaunchedRun
    curve: UsageCurve | None
    stopping: bool
    can_restart: bool


class RunDesk:
    """For one event loop; each question is answered in a thread, one at a time.

    ``kept`` is what this process keeps running itself, if it does.
    """

    def __init__(self, loaded: Loaded, kept: Kept | None = None) -> None:
        self._loaded = loaded
        self._kept = kept
        self._programs = frozenset(program_names(loaded))
        self._curves: OrderedDict[Path, UsageCurve] = OrderedDict()
        self._asked: set[str] = set()
        self._keepers: list[Keeper] = []
        self._turn = asyncio.Lock()
        self._changing = asyncio.Lock()

    async def runs(self) -> Sequence[RunSeen]:
        """Those that go on first, then the newest."""
        return await self._in_turn(
            lambda: [self._seen(run, self._curve(run) if run.is_open else None) for run in self._book.runs()]
        )

    async def run(self, id_: str) -> RunSeen:
        """Raises `SessionNotFound`."""
        return await self._in_turn(lambda: self._whole(id_))

    async def log(self, id_: str, lines: int, after: int | None = None) -> LogPage:
        """The end of its log; with ``after`` what came since that byte. Raises `SessionNotFound` or `OSError`."""
        run = await self._in_turn(lambda: self._book.find(id_))
        return await asyncio.to_thread(tail, run.log, lines, after)

    async def search_log(self, id_: str, words: str, lines: int, after: int | None = None) -> LogPage:
        """As `log`, only lines that hold ``words``. Raises `SessionNotFound` or `OSError`."""
        run = await self._in_turn(lambda: self._book.find(id_))
        return await asyncio.to_thread(search, run.log, words, lines, after)

    async def stop(self, id_: str) -> RunSeen:
        """Ask it to end, whole; its record is closed by who keeps it. A launcher that died is cleaned up after.

        Raises `SessionNotFound`, or `ProgramFailed` for what may not be ended from here.
        """
        run = (await self.run(id_)).run
        if run.manifest.status == "running":
            self._check_may_end(run)
            self._asked.add(run.id)
            await asyncio.to_thread(self._end, run)
        return await self.run(id_)

    async def restart(self, id_: str) -> RunSeen:
        """Run the program of this run anew, ended first where it still runs; the run that begins.

        Raises `SessionNotFound`, `UnknownName` for what the config does not declare, or `ProgramFailed`.
        """
        run = (await self.run(id_)).run
        if not self._is_declared(run):
            raise UnknownName(
                f"{run.name} is no program of the config.", "`programs` in it says what can be started anew."
            )
        async with self._changing:
            await asyncio.to_thread(self._begin_anew, run.name)
        seen = await self.runs()
        return next((one for one in seen if one.run.is_open and one.run.name == run.name), await self.run(id_))

    @cached_property
    def _book(self) -> RunBook:
        """Raises `ConfigError` for folders of the library that cannot be told apart."""
        return RunBook(library_roots(self._loaded), ledger_folder(), programs_folder())

    def _whole(self, id_: str) -> RunSeen:
        run = self._book.find(id_)
        return self._seen(run, self._curve(run))

    def _seen(self, run: LaunchedRun, curve: UsageCurve | None) -> RunSeen:
        stopping = run.is_open and run.id in self._asked
        return RunSeen(run=run, curve=curve, stopping=stopping, can_restart=self._is_declared(run))

    def _is_declared(self, run: LaunchedRun) -> bool:
        return run.kind == "engine" and run.name in self._programs

    def _curve(self, run: LaunchedRun) -> UsageCurve:
        curve = self._curves.setdefault(run.usage, UsageCurve(run.usage))
        self._curves.move_to_end(run.usage)
        while len(self._curves) > _CURVES:
            self._curves.popitem(last=False)
        try:
            curve.follow()
        except OSError as error:
            _log.warning("%s cannot be read: %s", run.usage, error)
        return curve

    def _check_may_end(self, run: LaunchedRun) -> None:
        if run.owner is Liveness.UNKNOWN:
            raise ProgramFailed(f"{run.name} runs on {run.manifest.host}, as somebody else perhaps.", "Stop it there.")
        if self._is_ours(run) and (self._kept is None or self._kept.spec.name != run.name):
            raise ProgramFailed(f"{run.name} is kept by this program.", "It ends with it.")
        if not self._is_ours(run) and run.status is not None and not run.status.alone:
            raise ProgramFailed(f"{run.name} belongs to a dream, process {run.manifest.pid}.", "Stop it in its page.")

    def _end(self, run: LaunchedRun) -> None:
        if run.owner is Liveness.GONE:
            settle_the_dead(ledger_folder())
        elif self._kept is not None and self._is_ours(run):
            self._kept.end()
        else:
            _ask_to_end(run)

    def _is_ours(self, run: LaunchedRun) -> bool:
        return run.identity == ProcessIdentity.mine()

    def _begin_anew(self, name: str) -> None:
        if self._kept is not None and self._kept.spec.name == name:
            self._kept.end()
            self._kept.begin()
            self._kept.until_begun(_BEGUN_S)
            return
        end_keeping(name)
        keeper = begin_keeping(name, self._loaded.path)
        if keeper is not None:
            self._keepers.append(keeper)
            until(keeper, name, lambda status: True, _BEGUN_S)

    async def _in_turn(self, answer: Callable[[], T]) -> T:
        async with self._turn:
            self._keepers = [keeper for keeper in self._keepers if keeper.poll() is None]  # none stays a zombie
            return await asyncio.to_thread(answer)


def _ask_to_end(run: LaunchedRun) -> None:
    try:
        ask_to_end(run.identity)
    except PermissionError as error:
        raise ProgramFailed(f"{run.name} is another user's.", "Stop it as that user.") from error
