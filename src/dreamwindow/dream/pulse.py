"""The pulse: the dream's health, taken as frames are made, and told every half second of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.dream.health import HealthMeter, Limits, Span
from dreamwindow.model.events import HealthTaken
from dreamwindow.model.frame import Frame

FIGURES = 6
EVERY = 12
"""Frames from one reading to the next."""
WINDOW = 48
"""Shorter than what *healthy* is judged by, so that a remedy comes in time."""
ALERT = Limits(most_drift=15.0)
"""When something is done: for colours sooner than they are ill, since they come back only slowly."""
LEAST_RATE_HZ = 12.0
"""Below it frames shown one after the other may differ: nobody takes a slow show for a jumping one."""


class Pulse:
    """Takes every frame in order, shown at ``rate_hz``. The same frames give the same readings."""

    def __init__(self, embedder: Embedder, rate_hz: float) -> None:
        self._meter = HealthMeter(embedder, Span(window=WINDOW, second=max(2, round(rate_hz)), embed_every=6))
        self._limits = ALERT if rate_hz >= LEAST_RATE_HZ else replace(ALERT, least_neighbours=-1.0)
        self._taken = 0
        self._shape: tuple[int, ...] | None = None
        self._prompt: str | None = None

    async def take(self, frame: Frame) -> HealthTaken | None:
        """A reading, every so many frames."""
        cut = frame.cut or self._shape not in (None, frame.pixels.shape)
        turn = self._prompt not in (None, frame.recipe.prompt)
        self._shape, self._prompt = frame.pixels.shape, frame.recipe.prompt
        health = await asyncio.to_thread(self._meter.take, frame.pixels, cut=cut, turn=turn)
        self._taken += 1
        if self._taken % EVERY:
            return None
        outside = self._limits.outside(health)
        return HealthTaken(outside, round(len(outside) / FIGURES, 3), health.drift, self._meter.correction())
