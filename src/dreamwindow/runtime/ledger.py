"""The ledger of runs: what each start needs to end the processes and close the record of a run whose launcher died.

An entry is written before anything is started, so that no process is ever without one.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from platformdirs import user_state_path

from dreamwindow.errors import ProcessMonitorError
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned, ensure_directory_exists
from dreamwindow.identity import Liveness, ProcessIdentity, boot_id, is_alive
from dreamwindow.runtime.table import Birth
from dreamwindow.runtime.tree import ProcessTree, new_marker

_log = logging.getLogger(__name__)


def ledger_folder() -> Path:
    """One for all runs of this user, wherever they keep their records."""
    return user_state_path("dreamwindow", appauthor=False) / "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A run: who launched it, by which marker its processes are found, and where its record is.

    ``known``: processes that were seen, in case one of them hid its environment. ``record`` is empty until it is there.
    """

    owner: ProcessIdentity
    marker: str
    sessions_dir: str
    record: str = ""
    known: Sequence[Birth] = field(default_factory=tuple)

    def tree(self) -> ProcessTree:
        """Its processes, as far as they still run; what was known before the machine started anew is nobody."""
        return ProcessTree(None, self.marker, self.known if self.owner.boot_id == boot_id() else ())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Entry:
        """What `asdict` gave. Raises `TypeError` or `KeyError`."""
        owner, known = ProcessIdentity(**data.pop("owner")), tuple(Birth(**birth) for birth in data.pop("known"))
        return cls(owner=owner, known=known, **data)


class LedgerEntry:
    """Our own entry, from before the first process until after the last. A context manager; leaving it takes it out."""

    def __init__(self, folder: Path, sessions_dir: Path, disk: Disk = DISK) -> None:
        self._path = folder / f"{secrets.token_hex(8)}.json"
        self._disk = disk
        self.entry = Entry(owner=ProcessIdentity.mine(), marker=new_marker(), sessions_dir=str(sessions_dir.absolute()))

    def note_record(self, record: Path) -> None:
        """Say where the record is. Raises `OSError`."""
        self._write(replace(self.entry, record=str(record.absolute())))

    def note_processes(self, known: Sequence[Birth]) -> None:
        """Say which processes were seen, where that has changed. Raises `OSError`."""
        if set(known) != set(self.entry.known):
            self._write(replace(self.entry, known=tuple(known)))

    def __enter__(self) -> Self:
        ensure_directory_exists(self._path.parent, disk=self._disk)
        self._write(self.entry)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is None or not issubclass(kind, ProcessMonitorError):  # else the next start tries again
            self._disk.unlink(self._path)

    def _write(self, entry: Entry) -> None:
        atomic_write(json.dumps(asdict(entry), indent=2).encode(), self._path, disk=self._disk)
        self.entry = entry


def abandoned(folder: Path, disk: Disk = DISK) -> Iterator[tuple[Path, Entry]]:
    """The entries of runs whose launcher is gone, each with its file, which is to be removed when it is settled."""
    if folder.is_dir():
        cleanup_abandoned(folder, disk=disk)
    for path, entry in _read(folder):
        if is_alive(entry.owner) is Liveness.GONE:
            yield path, entry


def entries(folder: Path) -> Iterator[Entry]:
    """Every run that goes on, or was left by a launcher that died."""
    for _, entry in _read(folder):
        yield entry


def _read(folder: Path) -> Iterator[tuple[Path, Entry]]:
    for path in sorted(folder.glob("*.json")):
        entry = _entry(path)
        if entry is not None:
            yield path, entry


def _entry(path: Path) -> Entry | None:
    try:
        return Entry.from_dict(json.loads(path.read_bytes()))
    except FileNotFoundError:  # it ended in this moment
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        _log.warning("%s cannot be read: %s", path, error)
        return None
