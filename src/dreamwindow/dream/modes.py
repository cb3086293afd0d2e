"""Modes: how the next keyframe grows, and how many frames lie on the way to it.

A mode is a function from what is known to a `StepPlan`, found by name through the entry points ``dreamwindow.modes``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContext:
    """What a mode may look at.

    ``grown``: there is a picture to grow from. ``seed``: where the walk stands. ``display_rate_hz``: frames shown a
    second. ``keyframe_interval_s``: seconds of dream from one keyframe to the next, for modes with in-betweens.
    """

    settings: Settings
    grown: bool
    seed: float
    display_rate_hz: float
    keyframe_interval_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPlan:
    """The next keyframe: ``frames`` counts it and the in-betweens that lead to it, so it is at least 1."""

    kind: Literal["txt2img", "img2img"]
    seed: float
    frames: int = 1


Mode: TypeAlias = Callable[[StepContext], StepPlan]


def img2img(context: StepContext) -> StepPlan:
    """Each frame grows from the last."""
    if not context.grown:
        return StepPlan(kind="txt2img", seed=context.seed)
    return StepPlan(kind="img2img", seed=context.seed + context.settings.speed / context.display_rate_hz)


def interpolate(context: StepContext) -> StepPlan:
    """Keyframes come from the words alone; the frames between are a walk between their latents."""
    return _keyframe(context, "txt2img")


def hybrid(context: StepContext) -> StepPlan:
    """Keyframes grow from the last, and the frames between are a walk between their latents."""
    return _keyframe(context, "img2img")


def _keyframe(context: StepContext, kind: Literal["txt2img", "img2img"]) -> StepPlan:
    if not context.grown:
        return StepPlan(kind="txt2img", seed=context.seed)
    frames = max(1, round(context.keyframe_interval_s * context.display_rate_hz))
    return StepPlan(kind=kind, seed=context.seed + context.settings.speed * context.keyframe_interval_s, frames=frames)
