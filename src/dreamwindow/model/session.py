"""SessionManifest: what ``session.json`` says about one run, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from dreamwindow.errors import SessionDamaged

SCHEMA_VERSION = 1
SessionKind = Literal["dream", "live", "experiment", "engine", "import"]
SessionState = Literal["running", "completed", "aborted", "failed", "died"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionManifest:
    """One run: what ran, from what, with which versions, when it began and how it ended.

    Times are ISO 8601 with zone. ``host``, ``boot_id``, ``pid`` and ``process_started_at`` (seconds since the epoch)
    together name the process, so that the run of a sleeping laptop is not taken for a dead one. ``budget_gb``: the
    budget of disk under which it began, so that its pictures may go by themselves; ``None``: there was none.
    """

    session_id: str
    kind: SessionKind
    status: SessionState
    started_at: str
    heartbeat_at: str
    ended_at: str | None = None
    stop_reason: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    engine: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    host: str
    boot_id: str
    pid: int
    process_started_at: float
    budget_gb: float | None = None
    schema_version: int = SCHEMA_VERSION

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` is the inverse."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SessionManifest:
        """Read what `to_dict` wrote; fields of later versions are passed over. Raises `SessionDamaged`."""
        known = {f.name for f in fields(cls)}
        try:
            manifest = cls(**{name: value for name, value in data.items() if name in known})
        except TypeError as error:
            raise SessionDamaged(f"The manifest lacks a field: {error}.") from error
        if manifest.status not in get_args(SessionState) or manifest.kind not in get_args(SessionKind):
            raise SessionDamaged(f"The manifest's status {manifest.status!r} or kind {manifest.kind!r} is unknown.")
        return manifest
