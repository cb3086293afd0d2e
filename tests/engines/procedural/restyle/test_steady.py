"""A camera's picture is steadied: less noise, motion found, and nothing carried where it does not belong."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dreamwindow.engines.procedural.restyle.grids import Grids
from dreamwindow.engines.procedural.restyle.steady import Steady, steadied
from dreamwindow.model.frame import Pixels
from tests.contract.engine_suite import difference

SIZE = 128


def scene(turn: int = 0) -> Pixels:
    """Soft blobs, larger than the frame."""
    random = np.random.default_rng(turn)
    y, x = np.mgrid[0 : SIZE + 64, 0 : SIZE + 64].astype(np.float32)
    light = sum(np.cos(x * a + y * b + c) for a, b, c in random.uniform(-0.3, 0.3, (12, 3)))
    planes = [127 + 30 * light * tint for tint in (1.0, 0.8, -0.6)]
    return np.asarray(np.clip(np.stack(planes, axis=-1), 0, 255), np.uint8)


def filmed(count: int, step: int, noise: float = 6.0) -> Iterator[Pixels]:
    """A pan by ``step`` pixels a frame."""
    random, picture = np.random.default_rng(3), scene()
    for number in range(count):
        part = picture[20 : 20 + SIZE, number * step : number * step + SIZE]
        yield np.clip(part + random.normal(0, noise, part.shape), 0, 255).astype(np.uint8)


def watched(frames: Iterator[Pixels]) -> Steady:
    steady = Steady.first(next(frames))
    for frame in frames:
        steady = steady.then(frame)
    return steady


def test_noise_of_a_still_camera_is_averaged_away() -> None:
    steady = watched(filmed(12, step=0))
    clean = scene()[20 : 20 + SIZE, :SIZE]
    seen = list(filmed(12, step=0))[-1]
    assert difference(steady.picture, clean) < 0.55 * difference(seen, clean)
    assert np.abs(steady.drift).mean() < 0.25


def test_a_pan_is_followed_without_smearing() -> None:
    steady = watched(filmed(12, step=2))
    clean = scene()[20 : 20 + SIZE, 22 : 22 + SIZE]
    assert abs(steady.pan[0] - 22) < 4
    assert abs(steady.pan[1]) < 2
    assert difference(steady.picture, clean) < difference(list(filmed(12, step=2))[-1], clean)


def test_what_moves_beside_the_rest_is_told_apart() -> None:
    frames = []
    for number in range(8):
        frame = scene()[:SIZE, :SIZE].copy()
        frame[40:88, 10 + 3 * number : 58 + 3 * number] = scene(1)[:48, :48]
        frames.append(frame)
    steady = watched(iter(frames))
    step = SIZE // Grids.of(SIZE, SIZE).small[0]
    inside = steady.moved[50 // step : 78 // step, 45 // step : 65 // step]
    assert inside.mean() > 0.5 > 3 * steady.moved[: 20 // step].mean()


def test_nothing_is_carried_across_a_cut() -> None:
    before = watched(filmed(5, step=1))
    other = 255 - scene(2)[:SIZE, :SIZE]
    after = before.then(other)
    assert after.cut
    assert np.array_equal(after.picture, other)
    assert not after.drift.any()


def test_another_size_is_another_scene() -> None:
    assert watched(filmed(3, step=1)).then(scene()[:64, :96]).cut


def test_what_was_shown_stays_only_where_the_same_is_still_seen() -> None:
    steady = watched(filmed(3, step=0))
    black, white = np.zeros((SIZE, SIZE, 3), np.uint8), np.full((SIZE, SIZE, 3), 200, np.uint8)
    assert abs(int(steadied(white, black, steady, 0.5).mean()) - 100) < 10
    cut = steady.then(255 - scene(2)[:SIZE, :SIZE])
    assert np.array_equal(steadied(white, black, cut, 0.5), white)
