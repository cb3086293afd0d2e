"""What a supervised program is doing, in a file that other commands read."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_state_path

from dreamwindow.files import DISK, Disk, atomic_write, ensure_directory_exists, sanitize_filename
from dreamwindow.identity import Liveness, ProcessIdentity, is_alive
from dreamwindow.model.program import ProgramState


def programs_folder() -> Path:
    """One for all programs of this user."""
    return user_state_path("dreamwindow", appauthor=False) / "programs"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramStatus:
    """``supervisor`` is who keeps it running; without one alive it does not run, whatever ``state`` says.

    ``alone``: whether that process does nothing else, so that ending it ends nothing else.
    """

    name: str
    state: ProgramState
    supervisor: ProcessIdentity
    says: str = ""
    pid: int | None = None
    url: str | None = None
    session: str = ""
    restarts: int = 0
    since: str = ""
    alone: bool = True

    @property
    def is_kept(self) -> bool:
        """Whether somebody keeps it running now."""
        return self.state not in ("stopped", "failed") and is_alive(self.supervisor) is Liveness.ALIVE

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def read_status(folder: Path, name: str) -> ProgramStatus | None:
    """``None`` when it was never started, or the file is no status."""
    try:
        data = json.loads(_path(folder, name).read_bytes())
        return ProgramStatus(**{**data, "supervisor": ProcessIdentity(**data["supervisor"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_status(folder: Path, status: ProgramStatus, disk: Disk = DISK) -> None:
    """Replace it. Raises `OSError`."""
    ensure_directory_exists(folder, disk=disk)
    atomic_write((json.dumps(status.to_dict(), indent=2) + "\n").encode(), _path(folder, status.name), disk=disk)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{sanitize_filename(name)}.json"
