"""What a crash left behind, closed and cleaned by the next start."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dreamwindow.errors import SessionDamaged, SessionNotFound
from dreamwindow.files import DISK, Disk, cleanup_abandoned, cleanup_temp_files, is_abandoned
from dreamwindow.identity import Liveness, ProcessIdentity, is_alive
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions import recipes
from dreamwindow.sessions.beginning import Now, local_now, write_manifest
from dreamwindow.sessions.films import film_of, films_begun, put_in_place
from dreamwindow.sessions.reader import read_manifest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was put right: where, and what, in words."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


def close_the_dead(sessions_dir: Path, *, now: Now = local_now, disk: Disk = DISK) -> list[Repair]:
    """Close every ``running`` session whose process is gone as ``died``, and clean what it had not finished.

    Half-written files are removed, a torn last line of recipes is cut, a film that broke off is cut after its last
    whole fragment, and a folder that never got its manifest goes.
    Pictures are never touched. What was done is logged and given back; a session that cannot be mended is passed over.
    """
    repairs: list[Repair] = []
    for folder in sorted(sessions_dir.iterdir()) if sessions_dir.is_dir() else ():
        if folder.is_symlink() or not folder.is_dir():
            continue
        try:
            repairs += _mend(folder, now, disk)
        except (OSError, SessionDamaged) as error:
            _log.warning("%s could not be mended: %s", folder, error)
    for repair in repairs:
        _log.info("After a crash: %s", repair)
    return repairs


def close_if_dead(folder: Path, *, now: Now = local_now, disk: Disk = DISK) -> list[Repair]:
    """As `close_the_dead`, for one session. Raises `OSError` or `SessionDamaged`."""
    return list(_mend(folder, now, disk))


def clean_outputs(directory: Path, *, disk: Disk = DISK) -> list[Repair]:
    """Remove what gone processes left half-written in a folder of outputs. Logged and given back."""
    repairs = [_removed(path) for path in cleanup_abandoned(directory, disk=disk)]
    for repair in repairs:
        _log.info("After a crash: %s", repair)
    return repairs


def _mend(folder: Path, now: Now, disk: Disk) -> Iterator[Repair]:
    if is_abandoned(folder):
        yield from _never_begun(folder, disk)
        return
    try:
        manifest = read_manifest(folder)
    except SessionNotFound:  # somebody else's folder
        return
    if manifest.status != "running" or _liveness(manifest) is not Liveness.GONE:
        return
    yield from map(_removed, cleanup_temp_files(folder, "**/*", 0.0, disk=disk))
    yield from _cut_torn_line(folder / recipes.FILE_NAME, disk)
    yield from _keep_films(folder, disk)
    closed = replace(
        manifest,
        status="died",
        stop_reason="its process ended without closing it",
        ended_at=now().isoformat(timespec="milliseconds"),
    )
    write_manifest(folder, closed, disk)
    yield Repair(folder, f"was still marked as running; closed as died (last heartbeat {manifest.heartbeat_at})")


def _liveness(manifest: SessionManifest) -> Liveness:
    return is_alive(ProcessIdentity(manifest.host, manifest.boot_id, manifest.pid, manifest.process_started_at))


def _never_begun(folder: Path, disk: Disk) -> Iterator[Repair]:
    for path in sorted(folder.iterdir()):
        disk.unlink(path)
    disk.rmdir(folder)
    yield Repair(folder, "a session that never began removed")


def _cut_torn_line(path: Path, disk: Disk) -> Iterator[Repair]:
    data = path.read_bytes() if path.exists() else b""
    if torn := recipes.torn_tail(data):
        disk.truncate(path, len(data) - torn)
        yield Repair(path, f"an unfinished last line of {torn} bytes cut off")


def _keep_films(folder: Path, disk: Disk) -> Iterator[Repair]:
    for part in films_begun(folder):
        film = film_of(part)
        if put_in_place(film, disk=disk):
            yield Repair(film, "a film that broke off kept as far as it goes")
        else:
            yield _removed(part)


def _removed(path: Path) -> Repair:
    return Repair(path, "a half-written file removed")
