from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.watcher import Changed
from dreamwindow.sessions.watcher.settling import Settling
from dreamwindow.sessions.watcher.whole import is_whole


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def settling(time: Time) -> Settling:
    return Settling(2.0, time)


@pytest.fixture
def png(sample_pixels: Pixels) -> bytes:
    return encode_png(sample_pixels)


def told(settling: Settling, at_most: int = 100) -> set[str]:
    return {name for changed in settling.settled(at_most) for name in changed.names}


def test_a_whole_picture_is_let_go_once_and_again_when_it_changed(
    settling: Settling, tmp_path: Path, png: bytes
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png)
    settling.note([path])
    assert settling.settled(10) == [Changed(tmp_path, frozenset({"a.png"}))]
    settling.note([path])
    assert settling.settled(10) == []
    path.write_bytes(png[:40] + png[40:])
    path.touch()
    settling.note([path])
    assert told(settling) == {"a.png"}


def test_a_picture_whose_end_comes_in_the_moment_of_a_look_is_told_once(
    settling: Settling, tmp_path: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png[:-1])

    def ends_now(looked_at: Path) -> bool:
        looked_at.write_bytes(png)
        return is_whole(looked_at)

    settling.note([path])
    with monkeypatch.context() as patched:
        patched.setattr("dreamwindow.sessions.watcher.settling.is_whole", ends_now)
        assert told(settling) == {"a.png"}
    settling.note([path])  # it was closed
    assert told(settling) == set()


def test_half_a_picture_waits_for_its_end(settling: Settling, time: Time, tmp_path: Path, png: bytes) -> None:
    path = tmp_path / "a.png"
    settling.note([path])
    for size in range(1, len(png), len(png) // 10):
        path.write_bytes(png[:size])
        time.now += 1.9
        assert told(settling) == set()
    path.write_bytes(png)
    assert told(settling) == {"a.png"}
    assert settling.is_empty


def test_half_a_picture_that_no_longer_grows_is_let_go(
    settling: Settling, time: Time, tmp_path: Path, png: bytes
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png[:-1])
    settling.note([path])
    assert told(settling) == set()
    time.now += 1.9
    assert told(settling) == set()
    time.now += 0.2
    assert told(settling) == {"a.png"}


def test_what_is_gone_is_told_and_so_is_what_comes_back(settling: Settling, tmp_path: Path, png: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png)
    settling.note([path])
    told(settling)
    path.rename(tmp_path / "b")
    settling.note([path])
    assert told(settling) == {"a.png"}
    (tmp_path / "b").rename(path)  # the very same file
    settling.note([path])
    assert told(settling) == {"a.png"}


def test_many_are_looked_at_in_turns_and_those_that_wait_hold_nobody_up(
    settling: Settling, tmp_path: Path, png: bytes
) -> None:
    for number in range(30):
        (tmp_path / f"{number}.png").write_bytes(png if number >= 20 else png[:-1])
    settling.note([tmp_path / f"{number}.png" for number in range(30)])
    assert told(settling, 10) == set()
    assert told(settling, 10) == set()
    assert told(settling, 10) == {f"{number}.png" for number in range(20, 30)}


def test_what_was_told_is_forgotten_after_a_while(settling: Settling, time: Time, tmp_path: Path, png: bytes) -> None:
    (tmp_path / "a.png").write_bytes(png)
    settling.note([tmp_path / "a.png"])
    told(settling)
    time.now += 31
    assert told(settling) == set()
    settling.note([tmp_path / "a.png"])
    assert told(settling) == {"a.png"}
