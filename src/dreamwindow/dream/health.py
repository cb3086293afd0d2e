"""Is the dream alive? The numbers of *healthy*, taken frame by frame, and what is outside them.

A feedback loop can go grey, turn to mush, freeze, jump or shrink to one picture; each has its number here.
"""

from __future__ import annotations

import math
from collections import deque
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.imaging.colour import Palette, SlowReference, correction_toward, entropy_bits, palette, spread
from dreamwindow.imaging.ssim import Structure, ssim
from dreamwindow.model.frame import Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """How many frames things are looked at over.

    ``window`` frames are averaged; ``second`` frames are shown in a second; the slow colour reference looks back over
    ``reference`` of them; every ``embed_every``-th is embedded; the diversity to keep is that of the ``first``.
    """

    window: int = 200
    second: int = 24
    reference: int = 720
    embed_every: int = 5
    first: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One moment. ``entropy`` in bits and ``spread`` of 255 are the newest frame's, the rest means over the window.

    ``neighbours`` is the SSIM of frames shown one after the other, ``second_apart`` that of frames a second apart,
    ``drift`` the ΔE (see `imaging.colour`) to the slow reference, ``diversity`` the root mean square distance of the
    window's embeddings from their centre as a share of what it was in the first frames. ``None`` until known.
    """

    entropy: float
    spread: float
    neighbours: float | None = None
    second_apart: float | None = None
    drift: float | None = None
    diversity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is healthy."""

    least_entropy: float = 3.5
    least_spread: float = 40.0
    least_neighbours: float = 0.80
    most_second_apart: float = 0.98
    most_drift: float = 20.0
    least_diversity: float = 0.5

    def outside(self, health: Health) -> tuple[str, ...]:
        """The names of the figures that are not healthy; what is not known yet is."""
        wrong = {
            "entropy": health.entropy < self.least_entropy,
            "spread": health.spread < self.least_spread,
            "neighbours": health.neighbours is not None and health.neighbours < self.least_neighbours,
            "second_apart": health.second_apart is not None and health.second_apart > self.most_second_apart,
            "drift": health.drift is not None and health.drift >= self.most_drift,
            "diversity": health.diversity is not None and health.diversity < self.least_diversity,
        }
        return tuple(name for name, is_wrong in wrong.items() if is_wrong)


class HealthMeter:
    """Takes the frames in the order of showing, in about 2 ms each at 512x512. It blocks: use it off the event loop.

    A frame that is an announced cut is not compared with those before it, and the slow reference starts again.
    """

    def __init__(self, embedder: Embedder, span: Span | None = None) -> None:
        self._embedder = embedder
        self._span = span or Span()
        self._taken = 0
        self._colours: Palette | None = None
        self._recent: deque[Structure] = deque(maxlen=self._span.second)
        self._reference = SlowReference(self._span.reference)
        self._neighbours = _Window(self._span.window)
        self._seconds = _Window(self._span.window)
        self._drifts = _Window(self._span.window)
        self._diversity = _Diversity(self._span)

    def take(self, pixels: Pixels, *, cut: bool = False, turn: bool = False) -> Health:
        """How things stand with one more frame (H, W, 3), all of one size.

        ``turn``: from here on it is dreamed of something else, so that other colours are no drift.
        """
        if turn:
            self._reference.restart()
        if cut:
            self._recent.clear()
            self._reference.restart()
        structure = Structure.of(pixels)
        if self._recent:
            self._neighbours.add(ssim(self._recent[-1], structure))
        if len(self._recent) == self._span.second:
            self._seconds.add(ssim(self._recent[0], structure))
        self._recent.append(structure)
        self._colours = palette(pixels)
        self._drifts.add(self._reference.drift(self._colours))
        if self._taken % self._span.embed_every == 0:
            with suppress(EmbedderUnavailable):  # diversity is that of the frames that it could see
                self._diversity.add(self._embedder.embed([pixels])[0], self._taken)
        self._taken += 1
        return Health(
            entropy=entropy_bits(pixels),
            spread=spread(pixels),
            neighbours=self._neighbours.mean,
            second_apart=self._seconds.mean,
            drift=self._drifts.mean,
            diversity=self._diversity.share,
        )

    def correction(self) -> tuple[float, ...] | None:
        """What would bring the newest frame's colours back to the slow reference, for `imaging.colour.recoloured`."""
        if self._colours is None or self._reference.colours is None:
            return None
        return correction_toward(self._colours, self._reference.colours)


class _Window:
    """The mean of the last ``size`` values; ``None`` until there are so many."""

    def __init__(self, size: int) -> None:
        self._values: deque[float] = deque(maxlen=size)

    def add(self, value: float) -> None:
        self._values.append(value)

    @property
    def mean(self) -> float | None:
        full = len(self._values) == self._values.maxlen
        return math.fsum(self._values) / len(self._values) if full else None


class _Diversity:
    """Spread of the embeddings of a window, as a share of the mean spread of such windows among the first frames.

    Windows are compared with windows: a longer stretch of a dream always holds more than a shorter one.
    """

    def __init__(self, span: Span) -> None:
        self._vectors: deque[Vectors] = deque(maxlen=max(2, span.window // span.embed_every))
        self._first = span.first
        self._early: list[float] = []
        self._now: float | None = None

    def add(self, vector: Vectors, number: int) -> None:
        self._vectors.append(vector)
        if len(self._vectors) < (self._vectors.maxlen or 0):
            return
        vectors = np.asarray(self._vectors)
        self._now = math.sqrt(max(0.0, float(vectors.var(axis=0).sum())))
        if number < self._first:
            self._early.append(self._now)

    @property
    def share(self) -> float | None:
        """``None`` until a window is full, and while nothing has moved yet."""
        usual = math.fsum(self._early) / len(self._early) if self._early else 0.0
        return self._now / usual if self._now is not None and usual > 0 else None
