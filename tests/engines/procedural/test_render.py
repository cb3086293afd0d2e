"""Drawing: any size, any words, any seed; and only those decide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dreamwindow.engines.procedural import noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.render import render
from dreamwindow.engines.procedural.style import MOTIFS, Style
from tests.engines.procedural.pictures import CANVASES, PROMPTS, SEEDS, draw


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PROMPTS), SEEDS, CANVASES, st.sampled_from([8, 16, 40, 512]))
def test_pixels_do_not_depend_on_the_bands_they_are_drawn_in(
    prompt: str, seed: float, canvas: Canvas, rows: int
) -> None:
    assert np.array_equal(draw(prompt, seed, canvas), draw(prompt, seed, Canvas(canvas.width, canvas.height, rows)))


@pytest.mark.parametrize("size", [(64, 64), (2048, 64), (64, 2048), (1024, 1024), (200, 136)])
def test_any_shape_can_be_drawn(size: tuple[int, int]) -> None:
    pixels = draw("mountain lake at dawn, neon city, crystal, lanterns, rain", canvas=Canvas(*size))
    assert pixels.shape == (size[1], size[0], 3)
    assert pixels.dtype == np.uint8
    assert pixels.std() > 10


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.floats(0, 1.25, width=32), min_size=len(MOTIFS), max_size=len(MOTIFS)),
    st.lists(st.floats(-1, 1, width=32), min_size=10, max_size=10),
    SEEDS,
)
def test_every_style_can_be_drawn(motifs: list[float], knobs: list[float], seed: float) -> None:
    palette = words.understand("dusk").style.palette
    style = Style(palette, np.array(motifs, np.float32), np.array(knobs, np.float32))
    with np.errstate(all="raise", under="ignore"):
        pixels = render(noise.walk(seed), style, Canvas(96, 72), lambda _: None)
    assert np.ptp(pixels) > 20


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_small_step_of_the_seed_is_a_small_step_of_the_picture(prompt: str) -> None:
    here, near, far = draw(prompt, 3.4), draw(prompt, 3.402), draw(prompt, 9.0)

    def change(other: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
        return float(np.abs(here.astype(int) - other).mean())

    assert 0 < change(near) < 0.35 * change(far)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_every_prompt_has_light_and_dark(prompt: str) -> None:
    """Half of what *Healthy* asks of the whole dream, for single pictures at a small size."""
    assert draw(prompt, 1).std() > 20


def test_a_checkpoint_ends_the_work() -> None:
    class Enough(Exception):
        pass

    seen: list[float] = []

    def checkpoint(fraction: float) -> None:
        seen.append(fraction)
        if len(seen) == 2:
            raise Enough

    style = words.understand("sea").style
    with pytest.raises(Enough):
        render(noise.walk(1), style, Canvas(64, 512), checkpoint)
    assert len(seen) == 2
    seen.clear()
    seen.append(0)
    seen.append(0)
    render(noise.walk(1), style, Canvas(64, 512), checkpoint)
    assert seen == sorted(seen)
    assert seen[-1] == 1
