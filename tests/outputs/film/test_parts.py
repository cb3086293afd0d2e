"""What films are put together from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dreamwindow.errors import ConfigError
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.film.between import between
from dreamwindow.outputs.film.caption import Captions
from dreamwindow.outputs.film.options import INTERPOLATIONS, Interpolation
from dreamwindow.outputs.film.pictures import times
from tests.outputs.film.sessions import picture


def off(a: Pixels, b: Pixels) -> float:
    return float(np.abs(a.astype(int) - b).mean())


@pytest.mark.parametrize("name", INTERPOLATIONS)
def test_at_its_own_time_a_picture_is_itself(name: Interpolation) -> None:
    a, b = picture(1), picture(9)
    assert between(name)(a, b, 0.0) is a


@pytest.mark.parametrize("name", ["fade", "flow"])
def test_it_comes_ever_closer_to_the_next(name: Interpolation) -> None:
    a, b, way = picture(1), picture(9), between(name)
    distances = [off(way(a, b, share), b) for share in (0.0, 0.25, 0.5, 0.75, 0.95)]
    assert distances == sorted(distances, reverse=True)


def test_flow_moves_what_fades_would_show_twice() -> None:
    a, b, truth = picture(1, 192, 128), picture(9, 192, 128), picture(5, 192, 128)
    assert off(between("flow")(a, b, 0.5), truth) < 0.5 * off(between("fade")(a, b, 0.5), truth)


def test_flow_fades_where_nothing_moved_along() -> None:
    """Believing every motion would put it 42 off."""
    random = np.random.default_rng(1)
    a, b = (random.integers(0, 256, (64, 96, 3), dtype=np.uint8) for _ in range(2))
    assert off(between("flow")(a, b, 0.5), between("fade")(a, b, 0.5)) < 20


def test_times_end_with_the_end() -> None:
    assert times([5, 6, 7, 31], 24.0, None).tolist() == pytest.approx([0, 1 / 24, 2 / 24, 2 / 24 + 1, 2 / 24 + 2])
    assert times([5, 60], 24.0, 0.5).tolist() == [0, 0.5, 1.0]


def test_a_caption_stands_at_the_foot_and_stays_within() -> None:
    plain = np.zeros((128, 192, 3), np.uint8)
    written = Captions(192, 128).on(plain, "a very long prompt " * 30)
    assert not plain.any()
    touched = np.flatnonzero(written.any(axis=(1, 2)))
    assert 40 < touched.min() < touched.max() < 128
    assert not written[:, -2:].any()


def test_the_same_caption_on_the_same_picture_is_the_same_array() -> None:
    captions, plain = Captions(96, 64), picture(1)
    assert captions.on(plain, "forest") is captions.on(plain, "forest")
    assert captions.on(plain, "reef") is not captions.on(plain, "forest")
    assert captions.on(plain, "") is plain


def test_characters_that_the_font_has_not_got_are_told() -> None:
    captions = Captions(96, 64)
    captions.on(picture(1), "forest \U000f1234")
    assert captions.strange == {"\U000f1234"}


def test_a_font_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "font.ttf").write_bytes(b"rubbish")
    for path in (tmp_path / "font.ttf", tmp_path / "missing.ttf"):
        with pytest.raises(ConfigError, match="is no font"):
            Captions(96, 64, path)
