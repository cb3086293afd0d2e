"""After a crash: what a launcher that died left running is ended, and its record is closed."""

from __future__ import annotations

import json
import logging
from datetime import datetime
from pathlib import Path

from dreamwindow.errors import DreamWindowError
from dreamwindow.experiments import record as files
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_temp_files
from dreamwindow.model.session import SessionManifest
from dreamwindow.runtime.ending import end_tree
from dreamwindow.runtime.ledger import Entry, abandoned
from dreamwindow.sessions.beginning import Now, local_now
from dreamwindow.sessions.reader import MANIFEST, read_manifest
from dreamwindow.sessions.repair import Repair, close_if_dead, close_the_dead

_log = logging.getLogger(__name__)


def settle_the_dead(ledger: Path, *, grace_s: float = 5.0, now: Now = local_now, disk: Disk = DISK) -> list[Repair]:
    """End every process of runs whose launcher is gone, close their records as ``died``; what was done, in words.

    Found by the marker in their environment, and by pid together with the moment of birth: a process that merely has
    the pid is not touched. What cannot be settled now is left for the next start. Blocks.
    """
    repairs: list[Repair] = []
    for path, entry in abandoned(ledger, disk):
        try:
            repairs += _settle(entry, grace_s, now, disk)
            disk.unlink(path)
        except (OSError, DreamWindowError) as error:
            _log.warning("The run in %s could not be settled: %s", entry.record or entry.sessions_dir, error)
    for repair in repairs:
        _log.info("After a crash: %s", repair)
    return repairs


def _settle(entry: Entry, grace_s: float, now: Now, disk: Disk) -> list[Repair]:
    repairs: list[Repair] = []
    place = Path(entry.record or entry.sessions_dir)
    ending = end_tree(entry.tree(), grace_s)
    if ending.processes:
        repairs.append(Repair(place, f"ended what its launcher left running: {_processes(ending.processes)}"))
    if not entry.record:
        return [*repairs, *close_the_dead(place, now=now, disk=disk)]
    if (place / MANIFEST).is_file():
        repairs += close_if_dead(place, now=now, disk=disk)
        cleanup_temp_files(place, "**/*", 0.0, disk=disk)
        _write_end_state(place, read_manifest(place), disk)
    return repairs


def _processes(count: int) -> str:
    return f"{count} process{'' if count == 1 else 'es'}"


def _write_end_state(record: Path, manifest: SessionManifest, disk: Disk) -> None:
    """What the launcher had no time for; a launcher that died after it had written it leaves it as it is."""
    folder = record / files.FOLDER
    if manifest.kind != "experiment" or manifest.status != "died" or not folder.is_dir():
        return
    heartbeat = {"crash_time": manifest.heartbeat_at, "exception_type": None, "what": manifest.stop_reason}
    ended = datetime.fromisoformat(manifest.ended_at) if manifest.ended_at else None
    said = files.end_state(manifest.settings, ended, f"died: {manifest.stop_reason}", status="died")
    for name, data in ((files.DEBUG_STATE, heartbeat), (files.END_STATE, said)):
        atomic_write((json.dumps(data, indent=2) + "\n").encode(), folder / name, disk=disk)
