from __future__ import annotations

import asyncio

import numpy as np
import pytest

from dreamwindow.imaging.codec import decode_image
from dreamwindow.outputs.previews import MAX_SIDE, Preview, Previews


@pytest.mark.parametrize(
    ("size", "small"),
    [((64, 48), (64, 48)), ((2048, 1024), (256, 128)), ((300, 3000), (26, 256)), ((4000, 1), (256, 1))],
)
async def test_a_preview_is_small_and_keeps_its_shape(size: tuple[int, int], small: tuple[int, int]) -> None:
    preview = Preview(0.5, np.zeros((size[1], size[0], 3), np.uint8))
    assert (preview.width, preview.height) == small
    assert decode_image(await preview.jpeg()).shape == (small[1], small[0], 3)


async def test_even_noise_weighs_little() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (MAX_SIDE, MAX_SIDE, 3), np.uint8)
    assert len(await Preview(0.5, noise).jpeg()) < 64_000


async def test_however_many_ask_it_is_encoded_once() -> None:
    preview = Preview(2.0, np.full((8, 8, 3), 7, np.uint8))
    first, second = await asyncio.gather(preview.jpeg(), preview.jpeg())
    assert first is second
    assert preview.fraction == 1.0


async def test_a_newer_one_takes_the_place_of_one_that_nobody_took() -> None:
    previews = Previews()
    previews.give(0.1, np.zeros((8, 8, 3), np.uint8))  # nobody is there
    with previews.watch() as box:
        for fraction in (0.2, 0.3, 0.4):
            previews.give(fraction, np.zeros((8, 8, 3), np.uint8))
        assert (await box.get()).fraction == 0.4
        assert box.dropped == 2
    assert previews.watchers == 0
