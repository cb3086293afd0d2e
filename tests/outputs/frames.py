"""Frames for tests: small, each unlike every other."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from dreamwindow.model.frame import Frame, Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from tests.sessions.recipes_for_tests import first

MADE_AT = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
SECOND_US = 1_000_000


def pixels(number: int, side: int = 16) -> Pixels:
    return np.random.default_rng(number).integers(0, 256, (side, side, 3), dtype=np.uint8)


def frame(number: int, recipe: Recipe | None = None, *, keyframe: bool = True, side: int = 16) -> Frame:
    return Frame(
        number=number, pixels=pixels(number, side), recipe=recipe or first(number), keyframe=keyframe,
        generation_time_s=0.1, made_at=MADE_AT,
    )  # fmt: skip


def shown(taken: Frame, at_us: int | None = None) -> ShownFrame:
    """``taken``, a minute after the one before unless said otherwise."""
    present_at_us = 60 * SECOND_US * taken.number if at_us is None else at_us
    return ShownFrame(frame=taken, present_at_us=present_at_us, duration_us=40_000, transition="fade")
