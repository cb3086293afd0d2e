from __future__ import annotations

import os
from pathlib import Path

import pytest

from dreamwindow.sessions.watcher.polling import FolderPoll, Polled


class Time:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def poll(tmp_path: Path, time: Time) -> FolderPoll:
    poll = FolderPoll(tmp_path, monotonic=time)
    assert poll.poll() == Polled()
    return poll


def put(path: Path, folder_ns: int) -> Path:
    """A file, in a folder whose clock stands at ``folder_ns``."""
    path.write_bytes(b"")
    os.utime(path.parent, ns=(folder_ns, folder_ns))
    return path


def test_a_folder_at_rest_is_told_of_once(poll: FolderPoll, time: Time, tmp_path: Path) -> None:
    file = put(tmp_path / "a.png", 1_000)
    assert poll.poll() == Polled([tmp_path], [file])
    assert poll.poll() == Polled()
    time.now += 2
    assert poll.poll() == Polled(quiet=[tmp_path])
    time.now += 2
    assert poll.poll() == Polled()


def test_what_comes_at_the_same_time_of_the_folder_is_seen(poll: FolderPoll, time: Time, tmp_path: Path) -> None:
    """A kernel's clock ticks each few milliseconds, FAT's every two seconds: a look may fall between two changes."""
    a = put(tmp_path / "a.png", 1_000)
    assert poll.poll().files == [a]
    b = put(tmp_path / "b.png", 1_000)
    time.now += 1.9
    assert poll.poll().files == [b]
    a.write_bytes(b"more")
    put(tmp_path / "c.png", 1_000)
    assert set(poll.poll().files) == {a, tmp_path / "c.png"}
    b.unlink()
    os.utime(tmp_path, ns=(1_000, 1_000))
    time.now += 1.9
    assert poll.poll().folders == [tmp_path]


def test_in_a_folder_that_goes_on_changing_only_what_is_new_is_looked_at(
    poll: FolderPoll, time: Time, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hundred thousand pictures lie there, and every minute one comes."""
    for number in range(5):
        os.utime(put(tmp_path / f"{number}.png", 1_000), (1e9, 1e9))
    looked: list[str] = []

    def recent(entry: os.DirEntry[str]) -> None:
        """All of them are old."""
        looked.append(entry.name)

    monkeypatch.setattr(poll, "_recent", recent)
    poll.poll()
    assert sorted(looked) == [f"{number}.png" for number in range(5)]
    for _ in range(2):
        time.now += 3
        poll.poll()
    put(tmp_path / "new.png", 2_000)
    poll.poll()
    assert looked[5:] == ["new.png"]


def test_it_is_not_quiet_as_long_as_something_comes(poll: FolderPoll, time: Time, tmp_path: Path) -> None:
    for number in range(5):
        put(tmp_path / f"{number}.png", number)
        time.now += 1.5
        assert poll.poll().quiet == []
    time.now += 1.9
    assert poll.poll().quiet == []
    time.now += 0.2
    assert poll.poll().quiet == [tmp_path]


def test_a_folder_that_went_is_told_and_forgotten(poll: FolderPoll, tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    assert set(poll.poll().folders) == {tmp_path, tmp_path / "s"}
    (tmp_path / "s").rmdir()
    assert set(poll.poll().folders) == {tmp_path, tmp_path / "s"}
    assert poll.poll().folders == []
