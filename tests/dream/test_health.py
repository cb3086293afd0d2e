"""The health meter hears what a dying dream does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
import pytest

from dreamwindow.dream.health import Health, HealthMeter, Limits, Span
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels

SPAN = Span(window=20, second=6, reference=30, embed_every=2, first=100)
SIDE = 64


@pytest.fixture
def meter() -> HealthMeter:
    return HealthMeter(Descriptor(), SPAN)


def clouds(seed: int = 1) -> Pixels:
    """A wide, colourful picture to look at through a window."""
    coarse = np.random.default_rng(seed).integers(0, 256, (24, 200, 3), np.uint8)
    return np.asarray(cv2.resize(coarse, (200 * 12, 24 * 12), interpolation=cv2.INTER_CUBIC), np.uint8)


def drifting(frames: int, step: int = 2) -> Iterator[Pixels]:
    """A window that moves along the clouds by ``step`` pixels a frame."""
    whole = clouds()
    for number in range(frames):
        yield np.ascontiguousarray(whole[:SIDE, number * step : number * step + SIDE])


def last(meter: HealthMeter, pictures: Iterable[Pixels]) -> Health:
    """The health after all of them."""
    *_, health = [meter.take(pixels) for pixels in pictures]
    return health


def test_a_picture_that_drifts_is_healthy(meter: HealthMeter) -> None:
    health = last(meter, drifting(120))
    assert None not in (health.neighbours, health.second_apart, health.drift, health.diversity)
    assert Limits().outside(health) == ()


def test_means_are_not_known_before_a_window_is_full(meter: HealthMeter) -> None:
    pictures = list(drifting(SPAN.window + SPAN.second))
    early = last(meter, pictures[: SPAN.window - SPAN.embed_every])
    assert (early.neighbours, early.second_apart, early.drift, early.diversity) == (None, None, None, None)
    assert Limits().outside(early) == ()
    late = last(meter, pictures[SPAN.window - SPAN.embed_every :])
    assert late.neighbours is not None
    assert late.second_apart is not None


def test_a_frozen_picture_is_not(meter: HealthMeter) -> None:
    health = last(meter, [*drifting(60), *[next(drifting(1))] * 60])
    assert health.second_apart == pytest.approx(1)
    assert health.diversity == pytest.approx(0, abs=1e-3)
    assert set(Limits().outside(health)) == {"second_apart", "diversity"}


def test_a_boiling_picture_is_not(meter: HealthMeter) -> None:
    health = last(meter, (clouds(seed)[:SIDE, :SIDE] for seed in range(60)))
    assert "neighbours" in Limits().outside(health)


def test_a_picture_gone_grey_is_not(meter: HealthMeter) -> None:
    grey = (np.asarray(128 + (pixels.astype(float) - 128) * 0.2, np.uint8) for pixels in drifting(60))
    assert {"entropy", "spread"} <= set(Limits().outside(last(meter, grey)))


def test_colours_that_wander_off_are_not(meter: HealthMeter) -> None:
    pictures = [*drifting(60), *(np.ascontiguousarray(255 - pixels) // 2 for pixels in drifting(20))]
    health = last(meter, pictures)
    assert health.drift is not None
    assert health.drift > 20
    assert "drift" in Limits().outside(health)


def test_an_announced_cut_is_left_out(meter: HealthMeter) -> None:
    quiet = last(meter, drifting(60))
    black = np.zeros((SIDE, SIDE, 3), np.uint8)
    told = meter.take(black, cut=True)
    assert told.neighbours == quiet.neighbours
    assert told.second_apart == quiet.second_apart
    assert told.drift is not None
    assert quiet.drift is not None
    assert told.drift <= quiet.drift
    untold = meter.take(clouds(9)[:SIDE, :SIDE])
    assert untold.neighbours is not None
    assert quiet.neighbours is not None
    assert untold.neighbours < quiet.neighbours


@pytest.mark.parametrize("name", ["entropy", "spread", "neighbours", "second_apart", "drift", "diversity"])
def test_each_limit_is_where_it_is_said_to_be(name: str) -> None:
    fine = {"entropy": 3.5, "spread": 40.0, "neighbours": 0.8, "second_apart": 0.98, "drift": 19.9, "diversity": 0.5}
    bad = {"entropy": 3.49, "spread": 39.9, "neighbours": 0.79, "second_apart": 0.981, "drift": 20.0, "diversity": 0.49}
    assert Limits().outside(Health(**fine)) == ()
    assert Limits().outside(Health(**(fine | {name: bad[name]}))) == (name,)
