from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.imaging.codec import fit, image_id, pixels_sha256
from dreamwindow.model.frame import Pixels


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60), st.integers(1, 60))
def test_every_size_fits_into_every_other(width: int, height: int, new_width: int, new_height: int) -> None:
    fitted = fit(np.full((height, width, 3), 77, np.uint8), new_width, new_height)
    assert fitted.shape == (new_height, new_width, 3)
    assert fitted.flags.c_contiguous
    assert np.all(fitted == 77)


def test_what_fits_already_is_given_back(sample_pixels: Pixels) -> None:
    assert fit(sample_pixels, 96, 64) is sample_pixels


@pytest.mark.parametrize(("size", "kept"), [((32, 32), np.s_[:, 16:48]), ((64, 16), np.s_[8:24, :])])
def test_the_centre_is_kept(size: tuple[int, int], kept: tuple[slice, slice]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (32, 64, 3), dtype=np.uint8)
    assert np.array_equal(fit(pixels, *size), pixels[kept])


def test_shrinking_takes_means() -> None:
    checkers = (np.indices((64, 64)).sum(0) % 2 * 200).astype(np.uint8)[..., None].repeat(3, axis=2)
    assert np.all(np.abs(fit(checkers, 32, 32).astype(int) - 100) <= 1)


def test_the_same_pixels_have_the_same_name_in_any_layout(sample_pixels: Pixels) -> None:
    assert pixels_sha256(np.asfortranarray(sample_pixels)) == pixels_sha256(sample_pixels)
    assert image_id(sample_pixels) == f"image:{pixels_sha256(sample_pixels)}"


def test_one_value_or_the_shape_changes_the_name(sample_pixels: Pixels) -> None:
    other = sample_pixels.copy()
    other[3, 5, 1] ^= 1
    turned = sample_pixels.reshape(96, 64, 3)
    assert len({pixels_sha256(pixels) for pixels in (sample_pixels, other, turned)}) == 3
