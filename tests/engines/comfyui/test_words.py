"""Our words in ComfyUI's, tried against ComfyUI's own arithmetic and diffusers'."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.comfyui.words import MAX_SEED, Denoising, denoising, grown_noise_seed, mixing_ratio, noise_seed


def comfyui_schedule(steps: int, denoise: float) -> tuple[int, int]:
    """What `KSampler` and `BasicScheduler` do: how long the schedule is, and how many of its last steps run."""
    if denoise > 0.9999:
        return steps, steps
    return int(steps / denoise), steps


@given(st.floats(0.0, 1.0, exclude_min=True), st.integers(1, 10_000))
def test_runs_the_steps_that_diffusers_would_run(strength: float, num_inference_steps: int) -> None:
    told = denoising(strength, num_inference_steps)
    total, run = comfyui_schedule(told.steps, told.denoise)
    assert total == num_inference_steps
    assert run == max(1, min(int(num_inference_steps * strength), num_inference_steps))
    assert 0 < told.denoise <= 1


def test_half_of_twenty_steps_is_ten_steps() -> None:
    assert denoising(0.5, 20) == Denoising(10, 0.5)
    assert denoising(1.0, 4) == Denoising(4, 1.0)
    assert denoising(0.4, 4) == Denoising(1, 0.25)
    assert denoising(0.001, 4) == Denoising(1, 0.25)


@pytest.mark.parametrize(("strength", "steps"), [(0.0, 20), (-0.1, 20), (1.1, 20), (0.5, 0)])
def test_nothing_and_more_than_all_are_refused(strength: float, steps: int) -> None:
    with pytest.raises(ValueError, match="strength"):
        denoising(strength, steps)


@given(st.floats(-1e15, 1e18, allow_nan=False))
def test_a_walked_seed_is_its_whole_part(seed: float) -> None:
    assert 0 <= noise_seed(seed) <= MAX_SEED
    if seed >= 0:
        assert noise_seed(seed) == int(seed)


def test_pictures_that_grow_along_a_walk_have_each_their_own_noise() -> None:
    walk = [7 + 0.2 / 24 * n for n in range(100)]
    assert len({grown_noise_seed(seed) for seed in walk}) == 100
    assert {noise_seed(seed) for seed in walk} == {7}
    assert grown_noise_seed(2.0**64) <= MAX_SEED


def test_the_way_starts_at_the_first_latent() -> None:
    """`LatentInterpolate` gives its first latent at ratio 1."""
    assert (mixing_ratio(0.0), mixing_ratio(0.25), mixing_ratio(1.0)) == (1.0, 0.75, 0.0)
