"""Latents of pictures: exact there and back, and the way between."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dreamwindow.engines.procedural import latents, noise, words
from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.latents import PictureLatent
from dreamwindow.errors import InvalidRecipe
from tests.contract.engine_suite import difference, foreign_picture
from tests.engines.procedural.pictures import carry_on, draw

CANVAS = Canvas(160, 96)
SIZE = (CANVAS.width, CANVAS.height)


def own(prompt: str, seed: float) -> PictureLatent:
    known = noise.walk(seed), words.understand(prompt).style
    return latents.encode(draw(prompt, seed, CANVAS), known, carry_on)


def test_our_own_pictures_leave_no_residual() -> None:
    assert own("misty forest", 4.5).residual is None


def test_foreign_pictures_come_back_to_the_bit() -> None:
    image = foreign_picture(SIZE)
    assert np.array_equal(latents.decode(latents.encode(image, None, carry_on), carry_on), image)


def test_half_way_between_our_own_pictures_is_drawn_not_faded() -> None:
    a, b = own("crystal geometry", 1), own("mountain lake at dawn", 2)
    middle = latents.decode(latents.interpolate(a, b, 0.5), carry_on)
    ends = [latents.decode(x, carry_on).astype(int) for x in (a, b)]
    assert difference(middle, ((ends[0] + ends[1]) // 2).astype(np.uint8)) > 8


@pytest.mark.parametrize("foreign", [False, True])
def test_the_way_has_no_jumps(foreign: bool) -> None:
    a = latents.encode(foreign_picture(SIZE), None, carry_on) if foreign else own("northern lights", 1)
    b = own("desert dunes", 2)
    frames = [latents.decode(latents.interpolate(a, b, i / 32), carry_on) for i in range(33)]
    steps = [difference(x, y) for x, y in pairwise(frames)]
    assert max(steps) < 0.25 * difference(frames[0], frames[-1])
    assert min(steps) > 0


def test_contrast_holds_on_the_way() -> None:
    a, b = own("space nebula", 1), own("space nebula", 2)
    spreads = [latents.decode(latents.interpolate(a, b, i / 8), carry_on).std() for i in range(9)]
    assert min(spreads) > 0.75 * min(spreads[0], spreads[-1])


def test_sizes_that_differ_are_refused() -> None:
    a = latents.encode(foreign_picture((64, 64)), None, carry_on)
    with pytest.raises(InvalidRecipe, match="64x64 and 160x96"):
        latents.interpolate(a, own("sea", 1), 0.5)
