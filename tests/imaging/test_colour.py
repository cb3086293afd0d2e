"""Colour: what counts as drift and what does not; entropy and spread at their known values."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.imaging.colour import ENTROPY_BITS, SlowReference, delta_e, entropy_bits, palette, spread
from dreamwindow.model.frame import Pixels

CODES = st.tuples(*[st.integers(0, 255)] * 3)


def flat(*rgb: int) -> Pixels:
    return np.full((64, 64, 3), rgb, np.uint8)


def test_distances_are_in_units_of_cielab() -> None:
    assert delta_e(palette(flat(0, 0, 0)), palette(flat(255, 255, 255))) == pytest.approx(100, abs=0.1)
    red_green = delta_e(palette(flat(255, 0, 0)), palette(flat(0, 255, 0)))
    assert red_green == pytest.approx(170.6, abs=0.5)  # CIE 1976, sRGB under D65


def test_what_moves_does_not_drift(sample_pixels: Pixels) -> None:
    turned = np.ascontiguousarray(sample_pixels[::-1, ::-1])
    assert delta_e(palette(sample_pixels), palette(turned)) < 0.5


def test_going_grey_and_turning_hue_do(sample_pixels: Pixels) -> None:
    grey = np.repeat(sample_pixels.mean(axis=-1, keepdims=True), 3, axis=-1).astype(np.uint8)
    turned = np.ascontiguousarray(np.roll(sample_pixels, 1, axis=-1))
    assert delta_e(palette(sample_pixels), palette(grey)) > 10
    assert delta_e(palette(sample_pixels), palette(turned)) > 10


@given(CODES)
def test_one_colour_has_no_entropy_and_no_spread(code: tuple[int, int, int]) -> None:
    assert entropy_bits(flat(*code)) == 0
    assert spread(flat(*code)) == pytest.approx(np.std(code), abs=1e-6)


def test_all_colours_alike_have_all_the_entropy() -> None:
    levels = np.arange(8) * 32 + 16
    every = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(16, 32, 3).astype(np.uint8)
    assert entropy_bits(every) == pytest.approx(ENTROPY_BITS)


@pytest.mark.parametrize(("width", "height"), [(64, 48), (1024, 512), (300, 1100)])
def test_entropy_is_that_of_the_whole_picture(width: int, height: int) -> None:
    random = np.random.default_rng(1)
    image = np.clip(random.normal(128, 30, (height, width, 3)), 0, 255).astype(np.uint8)
    counts = np.unique(image.reshape(-1, 3) // 32, axis=0, return_counts=True)[1] / (width * height)
    assert entropy_bits(image) == pytest.approx(-float(counts @ np.log2(counts)), abs=0.05)


def test_spread_is_over_all_values(sample_pixels: Pixels) -> None:
    assert spread(sample_pixels) == pytest.approx(float(sample_pixels.std()))


def test_the_reference_is_the_mean_at_first_and_slow_later() -> None:
    black, white = palette(flat(0, 0, 0)), palette(flat(255, 255, 255))
    reference = SlowReference(frames=10)
    assert reference.drift(black) == 0
    assert reference.drift(white) == pytest.approx(100, abs=0.1)
    assert reference.drift(white) == pytest.approx(50, abs=0.1)
    for _ in range(100):
        reference.drift(black)
    away = [reference.drift(white) for _ in range(10)]
    assert away[0] == pytest.approx(100, abs=0.1)
    assert away[-1] == pytest.approx(100 * 0.9**9, abs=0.5)


def test_the_reference_can_forget() -> None:
    reference = SlowReference(frames=10)
    reference.drift(palette(flat(0, 0, 0)))
    reference.restart()
    assert reference.drift(palette(flat(255, 255, 255))) == 0


def test_looking_does_not_change_what_was_given() -> None:
    colours = palette(flat(10, 20, 30))
    before, reference = colours.copy(), SlowReference(frames=3)
    reference.drift(colours)
    reference.drift(palette(flat(200, 100, 30)))
    assert np.array_equal(colours, before)
    assert math.isclose(delta_e(colours, before), 0)
