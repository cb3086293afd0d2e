"""One run of a supervised program: its session of kind ``engine``, its log, its place in the ledger, its status."""

from __future__ import annotations

import json
import logging
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import dreamwindow
from dreamwindow.errors import ProgramFailed
from dreamwindow.files import DISK, AppendedLines, Disk, atomic_write
from dreamwindow.identity import ProcessIdentity
from dreamwindow.model.program import ProgramSpec
from dreamwindow.runtime.ledger import LedgerEntry, ledger_folder
from dreamwindow.runtime.program_state import ProgramStatus, programs_folder, write_status
from dreamwindow.runtime.supervisor import Change, Listeners, Supervisor, SupervisorOptions
from dreamwindow.runtime.usage import GpuMemory, Usage, no_gpu
from dreamwindow.sessions.beginning import NewSession, Now, local_now
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
LOG = "program.log"
READY = "ready.json"
USAGE = "resource_usage.jsonl"
_LINE_BYTES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPlaces:
    """Where a run keeps things.

    ``alone``: whether this process does nothing but keep the program running. ``gpu_memory`` tells what it holds there.
    """

    sessions_dir: Path
    ledger: Path = field(default_factory=ledger_folder)
    programs: Path = field(default_factory=programs_folder)
    now: Now = local_now
    disk: Disk = DISK
    alone: bool = True
    gpu_memory: GpuMemory = no_gpu


@contextmanager
def supervised(
    spec: ProgramSpec, places: RunPlaces, on_change: Callable[[Change], None] = lambda change: None
) -> Iterator[Supervisor]:
    """A supervisor that is about to run, and its record, which is closed when the block is left, however it is."""
    with LedgerEntry(places.ledger, places.sessions_dir, places.disk) as ledger:
        new = NewSession(
            kind="engine", title=spec.name,
            settings={"program": spec.name, "arguments": list(spec.arguments), "revision": dict(spec.revision)},
            versions={"dreamwindow": dreamwindow.__version__, "python": platform.python_version()},
        )  # fmt: skip
        with SessionWriter.open(places.sessions_dir, new, now=places.now, disk=places.disk) as session:
            ledger.note_record(session.folder)
            record = _Record(spec, session, places, on_change)
            listeners = Listeners(
                on_change=record.note_change, on_line=record.note_line, on_usage=record.note_usage,
                on_processes=ledger.note_processes,
            )  # fmt: skip
            options = SupervisorOptions(marker=ledger.entry.marker, listeners=listeners, gpu_memory=places.gpu_memory)
            try:
                yield Supervisor(spec, options)
            except ProgramFailed as error:
                session.close("failed", error.message)
                raise


def last_lines(session: Path, lines: int) -> list[str]:
    """The end of what the program of a session printed; none where there is no log."""
    try:
        with (session / LOG).open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - lines * _LINE_BYTES))
            return file.read().decode(errors="replace").splitlines()[-lines:]
    except OSError:
        return []


class _Record:
    """Writes what happens into the session, and into the status that other commands read."""

    def __init__(
        self, spec: ProgramSpec, session: SessionWriter, places: RunPlaces, on_change: Callable[[Change], None]
    ) -> None:
        self._spec = spec
        self._session = session
        self._places = places
        self._on_change = on_change
        self._log = AppendedLines(session.folder / LOG, disk=places.disk)
        self._usage = AppendedLines(session.folder / USAGE, disk=places.disk)

    def note_change(self, change: Change) -> None:
        """A state: told, logged and shown."""
        _log.info("%s: %s %s", self._spec.name, change.state, change.says)
        if change.reply is not None:  # verbatim: it says which versions ran
            atomic_write(change.reply.body, self._session.folder / READY, disk=self._places.disk)
        status = ProgramStatus(
            name=self._spec.name, state=change.state, supervisor=ProcessIdentity.mine(), says=change.says,
            pid=change.pid, url=self._spec.ready.url, session=str(self._session.folder), restarts=change.restarts,
            since=self._stamp(), alone=self._places.alone,
        )  # fmt: skip
        write_status(self._places.programs, status, self._places.disk)
        self._session.heartbeat({"restarts": change.restarts})
        self._on_change(change)

    def note_line(self, line: str) -> None:
        """What the program printed. Raises `OSError`."""
        self._log.append(f"{self._stamp()} {line}\n".encode(errors="backslashreplace"))

    def note_usage(self, usage: Usage) -> None:
        """One look at what it takes."""
        try:
            self._usage.append((json.dumps({"time": self._stamp(), **usage.to_dict()}) + "\n").encode())
        except OSError as error:
            _log.warning("%s cannot be written: %s", USAGE, error)

    def _stamp(self) -> str:
        return self._places.now().isoformat(timespec="milliseconds")
