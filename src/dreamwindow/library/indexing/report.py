"""What a pass over the folders found, and what it did about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.library.roots import SessionKey


@dataclass(frozen=True, slots=True)
class Change:
    """What became different in one session: names of pictures. ``gone`` is a session that is no more."""

    session: SessionKey
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    gone: bool = False

    @property
    def pictures(self) -> int:
        """How many were touched."""
        return len(self.added) + len(self.changed) + len(self.removed)


@dataclass(slots=True)
class Report:
    """``folders`` looked at, ``read`` those that had to be; ``away`` roots that are not there now; ``trouble`` says
    where something could not be read, and why."""

    folders: int = 0
    read: int = 0
    sessions: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    seconds: float = 0.0
    stopped: bool = False
    away: list[str] = field(default_factory=list)
    trouble: dict[Path, str] = field(default_factory=dict)

    def count(self, change: Change) -> None:
        """Take one session's change in."""
        self.sessions += 1
        self.added += len(change.added)
        self.changed += len(change.changed)
        self.removed += len(change.removed)
