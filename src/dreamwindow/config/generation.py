"""What is made, and how."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group
from dreamwindow.model.settings import MAX_SEED

Side = Annotated[int, Field(ge=64, le=2048, multiple_of=8)]


class GenerationConfig(Group):
    """Engine, size and how the dream moves. What is marked *live* can be changed while it runs."""

    engine: str = "procedural"
    """Who makes the pictures. `dreamwindow doctor` lists what is installed."""
    model: str | None = None
    """Which of the engine's models; null is its own choice."""
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
