"""Latents: what a seed gives, and how it walks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.procedural import noise, tiles
from dreamwindow.engines.procedural.texture import Texture

SEEDS = st.integers(-(2**50), 2**53)


@given(SEEDS)
def test_a_seed_gives_unit_noise(seed: int) -> None:
    z = noise.white(seed)
    assert z.shape == noise.SHAPE
    assert abs(float(z.mean())) < 0.05
    assert float(z.std()) == pytest.approx(1, abs=0.05)


@given(st.integers(0, 2**40), st.floats(0, 1))
def test_a_walking_seed_stays_unit_noise(seed: int, part: float) -> None:
    assert float(noise.walk(seed + part).std()) == pytest.approx(1, abs=0.05)


@given(st.integers(0, 2**30))
def test_a_walk_passes_through_whole_seeds_without_a_jump(seed: int) -> None:
    here = noise.walk(seed)
    assert np.array_equal(here, noise.white(seed))
    for near in (seed - 0.001, seed + 0.001):
        assert np.abs(noise.walk(near) - here).max() < 0.02


def test_kept_latents_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        noise.white(3)[0, 0, 0] = 1


@given(st.floats(0, 2 * math.pi))
def test_a_turn_ends_where_it_began(phase: float) -> None:
    z = noise.white(5)
    turned, round_again = noise.orbit(z, 5, phase), noise.orbit(z, 5, phase + 2 * math.pi)
    np.testing.assert_allclose(turned, round_again, atol=1e-5)
    assert float(turned.std()) == pytest.approx(1, abs=0.05)


def test_tiles_are_linear_in_the_latent() -> None:
    a, b = noise.white(1), noise.white(2)
    whole = tiles.tile(0.6 * a + 0.8 * b, 0, 0.3)
    parts = 0.6 * tiles.tile(a, 0, 0.3) + 0.8 * tiles.tile(b, 0, 0.3)
    np.testing.assert_allclose(whole, parts, atol=1e-4)


@pytest.mark.parametrize(("roughness", "expected"), [(-1.0, 1.22), (0.0, 1.31), (1.0, 1.43)])
def test_tiles_have_the_same_contrast_for_every_seed(roughness: float, expected: float) -> None:
    deviation = np.mean([tiles.tile(noise.white(seed), 4, roughness).std() for seed in range(20)])
    assert deviation == pytest.approx(expected, abs=0.05)


def test_tiles_wrap_without_a_seam() -> None:
    tile = tiles.tile(noise.white(1), 0, 0.0)[..., 0]
    inside = np.abs(np.diff(tile, axis=1)).mean()
    assert np.abs(tile[:, 0] - tile[:, -1]).mean() < 2 * inside


def test_looking_up_wraps() -> None:
    tile = Texture.of(tiles.tile(noise.white(1), 0, 0.0))
    x = np.linspace(0, 300, 50, dtype=np.float32)[None]
    y = np.linspace(-40, 40, 8, dtype=np.float32)[:, None]
    np.testing.assert_allclose(tile.at(x, y), tile.at(x + tiles.SIDE, y - tiles.SIDE), atol=1e-4)
