"""Pictures that grow from pictures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.img2img import Growth, grow
from dreamwindow.model.frame import Pixels
from tests.engines.procedural.pictures import CANVASES, PROMPTS, SEEDS, carry_on, draw


def grown(init: Pixels, prompt: str, seed: float, strength: float, *, keep_spread: bool = True) -> Pixels:
    growth = Growth(strength=strength, keep_spread=keep_spread)
    return grow(init, noise.walk(seed), words.understand(prompt).style, growth, carry_on)


def distance(a: Pixels, b: Pixels) -> float:
    return float(np.abs(a.astype(int) - b).mean())


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(PROMPTS), SEEDS, CANVASES)
def test_strength_0_is_the_input_and_1_is_txt2img(prompt: str, seed: float, canvas: Canvas) -> None:
    init = draw("harvest moon", 3, canvas)
    assert np.array_equal(grown(init, prompt, seed, 0.0), init)
    assert np.array_equal(grown(init, prompt, seed, 1.0), draw(prompt, seed, canvas))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PROMPTS), SEEDS, CANVASES, st.floats(0, 1, allow_subnormal=False))
def test_any_strength_gives_a_picture_and_leaves_the_input_alone(
    prompt: str, seed: float, canvas: Canvas, strength: float
) -> None:
    init = draw("harvest moon", 3, canvas)
    before = init.copy()
    out = grown(init, prompt, seed, strength)
    assert out.shape == init.shape
    assert out.dtype == np.uint8
    assert np.array_equal(init, before)


@pytest.mark.parametrize("prompt", ["neon cyberpunk city", "space nebula", "crystal geometry"])
def test_more_strength_leaves_less_of_the_input(prompt: str) -> None:
    init = draw("mountain lake at dawn", 3, Canvas(256, 256))
    target = draw(prompt, 8, Canvas(256, 256))
    left = [distance(grown(init, prompt, 8, s), init) for s in (0.1, 0.3, 0.5, 0.7, 0.9)]
    to_go = [distance(grown(init, prompt, 8, s), target) for s in (0.1, 0.3, 0.5, 0.7, 0.9)]
    assert left == sorted(left)
    assert to_go[-1] < to_go[0]


def spread_after(frames: int, *, keep_spread: bool) -> float:
    """Standard deviation over all values after feedback under a walking seed."""
    picture = draw("space nebula", 1, Canvas(96, 96))
    for i in range(frames):
        picture = grown(picture, "space nebula", 1 + 0.5 * i, 0.35, keep_spread=keep_spread)
    return float(picture.std())


def test_feedback_does_not_go_grey_and_does_without_band_rescaling() -> None:
    assert spread_after(60, keep_spread=True) > 45
    assert spread_after(60, keep_spread=False) < 0.8 * spread_after(60, keep_spread=True)
