from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste import Keepsakes, Like
from dreamwindow.imaging.codec import encode_png
from dreamwindow.imaging.descriptor import Descriptor


def like(folder: Path, n: int, vector: Vectors) -> Like:
    (folder / f"{n}.png").write_bytes(encode_png(np.full((8, 8, 3), n, np.uint8)))
    return Like(f"{n}.png", Theme("x"), vector, "")


def axis(n: int) -> Vectors:
    return np.asarray(np.eye(8)[n], np.float32)


def keepsakes(folder: Path, likes: list[Like]) -> Keepsakes:
    return Keepsakes(lambda: likes, folder, AestheticMatcher(Descriptor()))


def drawn(kept: Keepsakes, now: Vectors, count: int) -> list[str]:
    found = (kept.draw(now, random.Random(n)) for n in range(count))
    return [one[0] for one in found if one is not None]


def test_the_more_alike_the_likelier_and_not_the_last_few_again(tmp_path: Path) -> None:
    kept = keepsakes(tmp_path, [like(tmp_path, n, axis(n % 2)) for n in range(20)])
    names = drawn(kept, axis(1), 200)
    alike = Counter(int(name.removesuffix(".png")) % 2 for name in names)
    assert alike[1] > 150
    assert all(len(set(names[at : at + 5])) == 5 for at in range(len(names) - 5))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_of_a_few_there_is_always_one(tmp_path: Path, count: int) -> None:
    kept = keepsakes(tmp_path, [like(tmp_path, n, axis(n)) for n in range(count)])
    assert len(drawn(kept, axis(7), 30)) == 30


def test_a_picture_that_is_gone_or_broken_is_passed_over(tmp_path: Path) -> None:
    likes = [like(tmp_path, n, axis(n)) for n in range(3)]
    (tmp_path / "0.png").unlink()
    (tmp_path / "1.png").write_bytes(b"no picture")
    assert set(drawn(keepsakes(tmp_path, likes), axis(0), 9)) == {"2.png"}
    (tmp_path / "2.png").unlink()
    assert drawn(keepsakes(tmp_path, likes), axis(0), 9) == []
    assert drawn(keepsakes(tmp_path, []), axis(0), 1) == []


def test_a_name_that_no_file_can_have_is_passed_over(tmp_path: Path) -> None:
    odd = [Like(name, Theme("x"), axis(0), "") for name in ("\0", "", "x" * 5_000, "a/\ud800.png")]
    assert drawn(keepsakes(tmp_path, [*odd, like(tmp_path, 2, axis(2))]), axis(0), 1) == ["2.png"]


def test_a_taste_file_cannot_name_a_picture_outside(tmp_path: Path) -> None:
    inside = tmp_path / "sessions"
    inside.mkdir()
    like(tmp_path, 1, axis(1))
    kept = keepsakes(inside, [])
    assert kept.find("../1.png") is None
    assert kept.find(str(tmp_path / "1.png")) is None
    assert keepsakes(tmp_path, []).find("1.png") is not None
