"""What each block of the descriptor hears, and what it does not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dreamwindow.imaging.descriptor import blocks
from dreamwindow.imaging.descriptor.binning import hats, index, round_hats
from dreamwindow.imaging.descriptor.views import Floats, views

FRACTIONS = st.floats(0, 1, width=32)


@pytest.mark.parametrize(("fine", "coarse"), [(16, 4), (28, 7), (9, 9)])
def test_hats_share_each_fine_bin_out_whole(fine: int, coarse: int) -> None:
    for shares in (hats(fine, coarse), round_hats(fine, coarse)):
        np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-6)
        assert np.count_nonzero(shares, axis=1).max() <= 2


@given(arrays.arrays(np.float32, 20, elements=st.floats(-3, 3, width=32)), st.integers(1, 40))
def test_every_value_has_a_bin(values: Floats, bins: int) -> None:
    places = index(values, -1, 1, bins)
    assert places.min() >= 0
    assert places.max() < bins


@given(arrays.arrays(np.float32, (64, 64, 3), elements=FRACTIONS, fill=FRACTIONS))
def test_colour_is_a_root_of_shares_and_does_not_hear_where(lab: Floats) -> None:
    block = blocks.colour(lab)
    assert block.shape == (196,)
    assert (block**2).sum() == pytest.approx(1, abs=1e-4)
    np.testing.assert_allclose(blocks.colour(np.ascontiguousarray(lab[::-1, ::-1])), block, atol=1e-5)


def test_layout_hears_where() -> None:
    lab = np.zeros((64, 64, 3), np.float32)
    lab[:32, :, 0] = 1
    lightness = blocks.layout(lab)[:36].reshape(6, 6)
    assert (lightness[:3] > lightness[3:]).all()
    np.testing.assert_allclose(blocks.layout(np.ascontiguousarray(lab[::-1]))[:36].reshape(6, 6), lightness[::-1])


def test_texture_hears_which_way_and_in_which_quarter() -> None:
    grey = np.zeros((256, 256), np.float32)
    grey[:128, :128] = (np.arange(128) // 8 % 2)[None]
    ways = blocks.texture(grey)[:32].reshape(4, 8)
    assert ways[0].argmax() == 0
    assert ways[0, 0] > 5 * ways[0, 4]
    assert ways[0].sum() > 5 * ways[3].sum()


def test_tone_hears_how_light_and_how_colourful() -> None:
    dark, light = (np.full((64, 64, 3), (lightness, 0, 0), np.float32) for lightness in (0.1, 0.9))
    assert blocks.tone(dark)[:32].argmax() < blocks.tone(light)[:32].argmax()
    assert blocks.tone(light)[32:56].sum() == 0
    red = np.full((64, 64, 3), (0.6, 0.2, 0.1), np.float32)
    assert blocks.tone(red)[32:56].sum() > 0


def test_views_forget_size_and_shape() -> None:
    image = np.random.default_rng(1).integers(0, 256, (40, 90, 3), np.uint8)
    grey, lab = views(image)
    assert grey.shape == (256, 256)
    assert lab.shape == (64, 64, 3)
    assert 0 <= grey.min() <= grey.max() <= 1
