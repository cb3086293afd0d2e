"""What is made, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dreamwindow.config.group import Group
from dreamwindow.model.settings import MAX_SEED

Side = Annotated[int, Field(ge=64, le=2048, multiple_of=8)]


class CacheConfig(Group):
    """The dream's memory, and when a memory returns."""

    enabled: bool = True
    """Whether keyframes are remembered, and may return."""
    max_size: Annotated[int, Field(ge=1, le=1_000_000)] = 200
    """Memories kept at most."""
    eviction: Literal["lru", "oldest", "diversity"] = "lru"
    """Who goes first: `lru` (not looked at for longest), `oldest`, or `diversity` (the most redundant)."""
    injection_probability: Annotated[float, Field(ge=0, le=1)] = 0.08
    """Chance, at each keyframe, that a memory returns; 0 is never."""
    cooldown_keyframes: Annotated[int, Field(ge=0)] = 12
    """Keyframes that pass between one return and the next, at least."""
    least_memories: Annotated[int, Field(ge=1)] = 8
    """With fewer memories none returns by chance."""
    similarity_threshold: Annotated[float, Field(ge=-1, le=1)] | None = None
    """How like the picture on show a memory has to be: a cosine, whose meaning is the embedder's own. Null is its own
    choice."""
    top_k: Annotated[int, Field(ge=1, le=100)] = 5
    """One of so many, the likelier the more alike, returns."""


class RemediesConfig(Group):
    """What may be done when a dream begins to die: go grey, freeze, jump, or narrow to one picture."""

    enabled: bool = True
    """Whether the dream's health is taken at all: about 2 ms a frame."""
    inject: bool = True
    """A memory returns."""
    colour: bool = True
    """Colours are brought back toward what they were."""
    strength: bool = True
    """Strength and speed are raised or lowered for a while."""
    reseed: bool = True
    """The walk goes on from another seed."""
    cut: bool = True
    """Only then: a cut to a fresh picture."""


class GenerationConfig(Group):
    """Engine, size and how the dream moves. What is marked *live* can be changed while it runs."""

    engine: str = "procedural"
    """Who makes the pictures. `dreamwindow doctor` lists what is installed."""
    model: str | None = None
    """Which of the engine's models; null is its own choice."""
    process: Literal["shared", "own"] = "shared"
    """Where the engine works. `own`: in a process of its own, on another core; if that crashes or is killed it is
    started again, and the dream goes on. `shared`: in ours, unless the engine brings its own."""
    mode: str = "hybrid"
    """Live. `img2img`: each frame grows from the last. `interpolate`: a walk between pictures made from the words
    alone. `hybrid`: keyframes grow from the last, with a walk between them."""
    width: Side = 512
    """Live. Pixels, a multiple of 8."""
    height: Side = 512
    """Live. Pixels, a multiple of 8."""
    strength: Annotated[float, Field(ge=0, le=1)] = 0.7
    """Live. How far a keyframe leaves the picture it grows from: 0 stays, 1 forgets it."""
    speed: Annotated[float, Field(ge=0, le=5)] = 0.2
    """Live. How far the seed walks in a second; one whole step is a wholly new layout."""
    seed: Annotated[int, Field(ge=0, le=MAX_SEED)] | None = None
    """Live. Where the walk starts; null draws one. The same seed and settings give the same dream."""
    guidance_scale: Annotated[float, Field(ge=0, le=30)] | None = None
    """Live. How literally the words are taken; null is the model's default. The embedded engine has no such thing."""
    num_inference_steps: Annotated[int, Field(ge=1, le=150)] | None = None
    """Live. Null is the model's default. The embedded engine has no such thing."""
    keyframe_interval_s: Annotated[float, Field(gt=0, le=60)] = 1.5
    """Seconds of dream from one keyframe to the next, in the modes that walk between keyframes."""
    cache: CacheConfig = Field(default_factory=CacheConfig)
    remedies: RemediesConfig = Field(default_factory=RemediesConfig)
