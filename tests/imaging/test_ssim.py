"""SSIM as its paper defines it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.imaging.ssim import Floats, Structure, ssim
from dreamwindow.model.frame import Pixels


def by_definition(a: Pixels, b: Pixels) -> float:
    """The paper's formula, window by window, in double precision."""
    x, y = (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float64) for image in (a, b))
    line = np.exp(-0.5 * (np.arange(-5, 6) / 1.5) ** 2)
    window = np.outer(line, line) / line.sum() ** 2
    xs, ys = (np.lib.stride_tricks.sliding_window_view(image, (11, 11)) for image in (x, y))

    def mean(values: Floats) -> Floats:
        return np.asarray(np.einsum("ijkl,kl->ij", values, window))

    mx, my, c1, c2 = mean(xs), mean(ys), (0.01 * 255) ** 2, (0.03 * 255) ** 2
    vx, vy, both = mean(xs * xs) - mx**2, mean(ys * ys) - my**2, mean(xs * ys) - mx * my
    return float((((2 * mx * my + c1) * (2 * both + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean())


def measured(a: Pixels, b: Pixels) -> float:
    return ssim(Structure.of(a), Structure.of(b))


@given(st.integers(0, 2**32 - 1), st.sampled_from([1, 5, 20, 80]))
def test_is_the_papers(seed: int, noise: int) -> None:
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (6, 5, 3), np.uint8)
    a = np.asarray(cv2.resize(coarse, (30, 24), interpolation=cv2.INTER_CUBIC), np.uint8)
    b = np.clip(a + random.normal(0, noise, a.shape), 0, 255).astype(np.uint8)
    assert measured(a, b) == pytest.approx(by_definition(a, b), abs=1e-3)
    assert measured(a, b) == pytest.approx(measured(b, a), abs=1e-6)


def test_the_same_picture_is_one(sample_pixels: Pixels) -> None:
    assert measured(sample_pixels, sample_pixels) == pytest.approx(1)


def test_less_alike_is_less(sample_pixels: Pixels) -> None:
    shifted = [np.roll(sample_pixels, by, axis=1) for by in (1, 4, 16)]
    values = [measured(sample_pixels, picture) for picture in shifted]
    assert values == sorted(values, reverse=True)


def test_the_opposite_is_below_zero() -> None:
    grain = np.random.default_rng(1).integers(0, 256, (48, 48, 3), np.uint8)
    assert measured(grain, 255 - grain) < -0.5


def test_large_pictures_are_looked_at_from_afar() -> None:
    checks = (np.indices((768, 512)).sum(axis=0) % 2 * 40).astype(np.uint8)
    fine = np.repeat(checks[..., None], 3, axis=-1)
    assert Structure.of(fine).luma.shape == (384, 256)
    assert measured(fine, np.full_like(fine, 20)) == pytest.approx(1, abs=0.01)
