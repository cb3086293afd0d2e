"""Slerp, over whatever arrays Hypothesis thinks of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dreamwindow.imaging.latents import spherical_lerp

SHAPES = hnp.array_shapes(min_dims=2, max_dims=4, max_side=5)
TIMES = st.floats(0, 1)
Array = np.ndarray[Any, np.dtype[np.float64]]


def arrays(shape: tuple[int, ...]) -> st.SearchStrategy[Array]:
    return hnp.arrays(np.float64, shape, elements=st.floats(-1e6, 1e6, allow_subnormal=False))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Array, Array]:
    shape = draw(SHAPES)
    return draw(arrays(shape)), draw(arrays(shape))


def norms(x: Array) -> Array:
    return np.asarray(np.linalg.norm(x.reshape(len(x), -1), axis=1))


@given(pairs(), TIMES)
def test_is_never_nan(ab: tuple[Array, Array], t: float) -> None:
    assert np.isfinite(spherical_lerp(*ab, t)).all()


@given(pairs())
def test_ends_are_exact_and_not_shared(ab: tuple[Array, Array]) -> None:
    for end, t in zip(ab, (0.0, 1.0), strict=True):
        out = spherical_lerp(*ab, t)
        assert np.array_equal(out, end)
        assert not np.shares_memory(out, end)


@given(pairs(), TIMES)
def test_there_and_back_is_the_same_way(ab: tuple[Array, Array], t: float) -> None:
    a, b = ab
    there, back = spherical_lerp(a, b, t), spherical_lerp(b, a, 1 - t)
    scale = 1 + norms(a).max() + norms(b).max()
    straight = np.abs((a * b).reshape(len(a), -1).sum(1)) < 0.999 * norms(a) * norms(b)
    np.testing.assert_allclose(there[straight] / scale, back[straight] / scale, atol=1e-6)


@given(st.integers(0, 2**32 - 1), TIMES)
def test_norms_are_interpolated_linearly(seed: int, t: float) -> None:
    a, b = np.random.default_rng(seed).standard_normal((2, 3, 4, 8, 8)) * np.array([1.0, 5.0]).reshape(2, 1, 1, 1, 1)
    np.testing.assert_allclose(norms(spherical_lerp(a, b, t)), (1 - t) * norms(a) + t * norms(b), rtol=1e-9)


@given(arrays((2, 3, 4)), TIMES)
def test_antipodal_samples_go_round_not_through_zero(a: Array, t: float) -> None:
    out = spherical_lerp(a, -a, t)
    large = norms(a) > 1e-3
    np.testing.assert_allclose(norms(out)[large], norms(a)[large], rtol=1e-6)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_antipodal_samples_of_any_size_are_defined(size: int) -> None:
    only_last = np.zeros((1, size))
    only_last[0, -1] = 2.0
    middle = spherical_lerp(only_last, -only_last, 0.5)
    assert norms(middle)[0] == pytest.approx(0.0 if size == 1 else 2.0)  # on a line the way leads through zero


def test_a_zero_sample_takes_the_other_direction() -> None:
    a, b = np.zeros((1, 2)), np.array([[3.0, 4.0]])
    assert np.array_equal(spherical_lerp(a, b, 0.5), b / 2)
    assert np.array_equal(spherical_lerp(b, a, 0.25), b * 0.75)


def test_samples_of_a_batch_do_not_know_each_other() -> None:
    a, b = np.random.default_rng(0).standard_normal((2, 3, 4, 8, 8))
    b[1] = -a[1]
    whole = spherical_lerp(a, b, 0.3)
    for i in range(3):
        assert np.array_equal(whole[i : i + 1], spherical_lerp(a[i : i + 1], b[i : i + 1], 0.3))


def test_many_times_in_one_call() -> None:
    a, b = np.random.default_rng(0).standard_normal((2, 2, 4, 8, 8)).astype(np.float32)
    times = np.linspace(0, 1, 5)
    together = spherical_lerp(a, b, times)
    assert together.shape == (5, 2, 4, 8, 8)
    assert together.dtype == np.float32
    for one, t in zip(together, times, strict=True):
        assert np.array_equal(one, spherical_lerp(a, b, float(t)))


def test_half_precision_does_not_overflow() -> None:
    a, b = np.full((1, 4, 64, 64), 30, np.float16), np.full((1, 4, 64, 64), -20, np.float16)
    b[0, 0] = 9
    out = spherical_lerp(a, b, 0.5)
    assert out.dtype == np.float16
    assert np.isfinite(out).all()


@pytest.mark.parametrize(
    ("a", "b", "t"),
    [
        (np.ones((1, 2)), np.ones((1, 3)), 0.5),
        (np.ones((0, 2)), np.ones((0, 2)), 0.5),
        (np.ones((1, 2)), np.ones((1, 2)), 1.5),
        (np.ones((1, 2)), np.ones((1, 2)), float("nan")),
        (np.ones((1, 2)), np.ones((1, 2)), []),
    ],
)
def test_what_makes_no_sense_is_refused(a: Array, b: Array, t: float) -> None:
    with pytest.raises(ValueError, match=r"cannot be interpolated|neither a number"):
        spherical_lerp(a, b, t)
