"""Status: what ``status.json`` and ``/api/status`` say, folded from events."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

RunState = Literal["starting", "live", "paused", "buffering", "error", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One look at the run. ``None`` where a thing is not known here."""

    frame_number: int = 0
    generation_time: float | None = None
    """Seconds that the newest keyframe took."""
    status: RunState = "starting"
    current_mode: str | None = None
    current_prompt: str | None = None
    cache_size: int | None = None
    cache_hits: int | None = None
    uptime_hours: float = 0.0
    gpu_temp: float | None = None
    """Degrees Celsius."""
    vram_used_gb: float | None = None
    paused: bool = False
    pause_reason: str | None = None
    last_update: str | None = None
    """ISO 8601 with zone."""
    session_id: str | None = None
    engine: str | None = None
    model: str | None = None
    next_engine: str | None = None
    """The engine that is being opened, while the other dreams on."""
    fps: float | None = None
    """Frames shown a second, over the last few seconds."""
    buffer_frames: int | None = None
    buffer_seconds: float | None = None
    cache_injections: int | None = None
    collapse_score: float | None = None
    colour_drift: float | None = None
    slowed: float | None = None
    """So many times slower than it could, so that a budget holds; ``None`` at full speed."""
    slow_reason: str | None = None
    progress: float | None = None
    """How far the keyframe at work is, 0 to 1, if it takes long."""
    taste: float | None = None
    """How much of what a person kept comes back, in [0, 1]."""
    likes: int | None = None
    """How many pictures were kept that draw the dream."""
    pictures_let_go: int | None = None
    """How many recorded pictures went since the start, so that the disk's budget holds."""
    error: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Every field, always."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
