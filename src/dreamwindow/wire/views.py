"""What settings and status look like to a client: the fields of the nouns, with what each one means."""

from __future__ import annotations

from typing import Annotated, Self, TypedDict

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from dreamwindow.model.settings import MAX_SEED, Settings
from dreamwindow.model.status import RunState, Status

Revision = Annotated[int, Field(ge=0, description="Counts the changes. Each frame says which revision made it.")]


class Wire(BaseModel):
    """A JSON object in which unknown fields are refused and no value is bent to fit."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        json_schema_serialization_defaults_required=True,
    )


_SETTINGS_EXAMPLE: dict[str, JsonValue] = {
    "revision": 7,
    "prompt": "misty forest at dawn",
    "negative_prompt": None,
    "strength": 0.4,
    "speed": 0.3,
    "seed": None,
    "guidance_scale": None,
    "num_inference_steps": None,
    "mode": "hybrid",
    "width": 512,
    "height": 512,
    "display_rate_hz": 24.0,
    "taste": 0.3,
}


class SettingsView(Wire):
    """All settings of a scene."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SETTINGS_EXAMPLE]})

    revision: Revision
    prompt: str | None
    """What a person asked for; ``null`` while the themes take turns."""
    negative_prompt: str | None
    """What to keep out; ``null`` takes the theme's own."""
    strength: float
    """How far a keyframe leaves the picture it grows from, 0 to 1."""
    speed: float
    """How far the seed walks in a second of dream, 0 to 5."""
    seed: int | None
    """Where the walk started when it was last set."""
    guidance_scale: float | None
    """``null`` is the model's default."""
    num_inference_steps: int | None
    """``null`` is the model's default."""
    mode: str
    """Name of the step plan."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    display_rate_hz: float
    """Frames shown a second, as long as the engine keeps up."""
    taste: float
    """How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The view of one snapshot."""
        return cls(**settings.to_dict())


class SettingsPatch(Wire):
    """Any of the settings. They are checked together and applied together, or not at all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"prompt": "coral reef", "strength": 0.55}]})

    prompt: str | None = None
    """1 to 2,000 characters. ``null`` clears it: the themes go on."""
    negative_prompt: str | None = None
    """At most 2,000 characters. ``null`` takes the theme's own."""
    strength: Annotated[float, Field(ge=0, le=1)] = 0.7
    """How far a keyframe leaves the picture it grows from."""
    speed: Annotated[float, Field(ge=0, le=5)] = 0.2
    """How far the seed walks in a second of dream."""
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)] | None = None
    """The walk starts again here."""
    guidance_scale: Annotated[float, Field(ge=0, le=30)] | None = None
    """``null`` is the model's default."""
    num_inference_steps: Annotated[int, Field(ge=1, le=150)] | None = None
    """``null`` is the model's default."""
    mode: str = "hybrid"
    """Name of a step plan; ``GET /api/engines`` lists those of each engine."""
    width: Annotated[int, Field(ge=64, le=2048, multiple_of=8)] = 512
    """Pixels. The picture on show is cut and scaled to the new size, and the dream goes on from it."""
    height: Annotated[int, Field(ge=64, le=2048, multiple_of=8)] = 512
    """Pixels."""
    display_rate_hz: Annotated[float, Field(ge=0.1, le=60)] = 24.0
    """Frames shown a second, as long as the engine keeps up."""
    taste: Annotated[float, Field(ge=0, le=1)] = 0.3
    """How much of what a person kept comes back: 0 *surprise me*, 1 *stay close*. Raised, it turns to it at once."""

    def changes(self) -> dict[str, object]:
        """What was asked for, and nothing that was not mentioned."""
        return {name: getattr(self, name) for name in self.model_fields_set if name in SettingsPatch.model_fields}


class SettingsChanges(TypedDict, total=False):
    """The fields of `SettingsPatch` as keyword arguments."""

    prompt: str | None
    negative_prompt: str | None
    strength: float
    speed: float
    seed: int | None
    guidance_scale: float | None
    num_inference_steps: int | None
    mode: str
    width: int
    height: int
    display_rate_hz: float
    taste: float


_STATUS_EXAMPLE: dict[str, JsonValue] = {
    "frame_number": 1042,
    "generation_time": 0.028,
    "status": "live",
    "current_mode": "hybrid",
    "current_prompt": "misty forest at dawn",
    "cache_size": None,
    "cache_hits": None,
    "uptime_hours": 0.42,
    "gpu_temp": None,
    "vram_used_gb": None,
    "paused": False,
    "pause_reason": None,
    "last_update": "2026-11-21T09:30:00+01:00",
    "session_id": "20261121_090448-misty-forest",
    "engine": "procedural",
    "model": "embedded",
    "next_engine": None,
    "fps": 24.0,
    "buffer_frames": 30,
    "buffer_seconds": 1.25,
    "cache_injections": None,
    "collapse_score": None,
    "colour_drift": None,
    "slowed": None,
    "slow_reason": None,
    "progress": None,
    "taste": 0.3,
    "likes": 12,
    "pictures_let_go": None,
    "error": None,
}


class StatusView(Wire):
    """One look at the run: what ``status.json`` says. ``null`` where a thing is not known here."""

    model_config = ConfigDict(json_schema_extra={"examples": [_STATUS_EXAMPLE]})

    frame_number: int
    """Number of the frame on show, from 1; 0 before the first."""
    generation_time: float | None
    """Seconds that the newest keyframe took."""
    status: RunState
    current_mode: str | None
    current_prompt: str | None
    """What is dreamt of now, asked for or from the themes; while one slides into the next, the nearer of them."""
    cache_size: int | None
    cache_hits: int | None
    uptime_hours: float
    gpu_temp: float | None
    """Degrees Celsius."""
    vram_used_gb: float | None
    paused: bool
    pause_reason: str | None
    last_update: str | None
    """ISO 8601 with zone."""
    session_id: str | None
    engine: str | None
    model: str | None
    next_engine: str | None
    """The engine that is being opened to take over, while the other dreams on."""
    fps: float | None
    """Frames shown a second, over the last few seconds."""
    buffer_frames: int | None
    buffer_seconds: float | None
    cache_injections: int | None
    collapse_score: float | None
    colour_drift: float | None
    slowed: float | None
    """So many times fewer pictures are made than could be, so that a budget of processor or battery holds."""
    slow_reason: str | None
    """Which budget, and what was used of it when the dream went slower."""
    progress: float | None
    """How far the keyframe at work is, 0 to 1, if it takes longer than half a second."""
    taste: float | None
    """How much of what a person kept comes back, 0 to 1."""
    likes: int | None
    """How many pictures were kept that draw the dream."""
    pictures_let_go: int | None
    """How many recorded pictures went since the start, so that recording.max_gb holds; their recipes stay."""
    error: str | None
    """What is wrong: with the engine while ``status`` is ``error``, else with something beside it, a full disk say."""

    @classmethod
    def of(cls, status: Status) -> Self:
        """The view of one status."""
        return cls(**status.to_dict())
