"""How a session begins: its name, its folder and its first manifest."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dreamwindow.errors import FolderNotWritable
from dreamwindow.files import Disk, atomic_write, ensure_directory_exists, temporary_beside
from dreamwindow.identity import ProcessIdentity
from dreamwindow.model.session import SessionKind, SessionManifest
from dreamwindow.sessions.reader import MANIFEST

Now = Callable[[], datetime]
"""Wall time with zone."""
_SLUG_CHARS = 40


def local_now() -> datetime:
    """This machine's wall time, with its zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What a session says about itself before it begins. ``title`` (a prompt, say) becomes part of its name.

    ``name`` is the folder's whole name, where somebody else's rule gives it; taken already, it gets a number.
    ``budget_gb`` as in `SessionManifest`.
    """

    kind: SessionKind
    title: str = ""
    name: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    engine: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    budget_gb: float | None = None


def begin(sessions_dir: Path, new: NewSession, started_at: datetime, disk: Disk) -> SessionManifest:
    """Make ``sessions_dir/<YYYYMMDD_HHMMSS-slug>/``, a name never used before. Raises `FolderNotWritable`."""
    ensure_directory_exists(sessions_dir, disk=disk)
    manifest = _manifest(new.name or f"{started_at:%Y%m%d_%H%M%S}-{_slug(new)}", new, started_at)
    try:
        return _make_folder(sessions_dir, manifest, disk)
    except OSError as error:
        raise _not_writable(sessions_dir, error) from error


def write_manifest(folder: Path, manifest: SessionManifest, disk: Disk) -> None:
    """Replace ``session.json``. Raises `OSError`."""
    text = json.dumps(manifest.to_dict(), indent=2, ensure_ascii=False) + "\n"
    atomic_write(text.encode(), folder / MANIFEST, disk=disk)


def _manifest(session_id: str, new: NewSession, started_at: datetime) -> SessionManifest:
    stamp, me = started_at.isoformat(timespec="milliseconds"), ProcessIdentity.mine()
    return SessionManifest(
        session_id=session_id, kind=new.kind, status="running", started_at=stamp, heartbeat_at=stamp,
        settings=dict(new.settings), engine=dict(new.engine), versions=dict(new.versions),
        host=me.host, boot_id=me.boot_id, pid=me.pid, process_started_at=me.process_started_at,
        budget_gb=new.budget_gb,
    )  # fmt: skip


def _make_folder(sessions_dir: Path, manifest: SessionManifest, disk: Disk) -> SessionManifest:
    """Make it aside and rename it: no session is ever seen without its manifest. The manifest with its final name."""
    wanted = manifest.session_id
    aside = temporary_beside(sessions_dir / wanted)
    disk.mkdir(aside)
    try:
        for number in itertools.count(1):
            name = wanted if number == 1 else f"{wanted}-{number}"
            if (sessions_dir / name).exists():
                continue
            manifest = replace(manifest, session_id=name)
            write_manifest(aside, manifest, disk)
            with contextlib.suppress(FileExistsError):  # taken in this moment
                disk.rename(aside, sessions_dir / name)
                break
    except OSError:
        with contextlib.suppress(OSError):
            if (aside / MANIFEST).exists():
                disk.unlink(aside / MANIFEST)
            disk.rmdir(aside)
        raise
    return manifest


def _slug(new: NewSession) -> str:
    """ASCII, since it stands in addresses; a title in another script gives the kind."""
    plain = unicodedata.normalize("NFKD", new.title.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain))[:_SLUG_CHARS].strip("-") or new.kind


def _not_writable(folder: Path, error: OSError) -> FolderNotWritable:
    return FolderNotWritable(
        f"Cannot make a session in {folder}: {error.strerror}",
        "Choose another sessions_dir, or let this user write there.",
    )
