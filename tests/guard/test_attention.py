"""Nobody is looking: no viewer for a while, and no program that reads the picture's file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.files import atomic_write
from dreamwindow.guard.probes.attention import REASON, NobodyLooking, was_read


class Room:
    """How long nobody has been in it."""

    def __init__(self, alone_s: float | None = 0.0) -> None:
        self.alone_s = alone_s

    def probe(self, picture: Path | None = None) -> NobodyLooking:
        options = ProbeOptions(nobody_looking_after_s=60, alone_for_s=lambda: self.alone_s, picture=picture)
        return NobodyLooking(options)


@pytest.mark.parametrize(("alone_s", "reason"), [(None, None), (0.0, None), (59.9, None), (60.0, REASON)])
def test_it_rests_when_nobody_has_looked_for_long_enough(alone_s: float | None, reason: str | None) -> None:
    assert Room(alone_s).probe().read().reason == reason


def read_by_another(picture: Path) -> None:
    """As a program that reads it, on a file system that keeps the time of that."""
    facts = picture.stat()
    os.utime(picture, ns=(facts.st_mtime_ns + 1, facts.st_mtime_ns))


def test_who_reads_the_file_is_looking(tmp_path: Path) -> None:
    picture, room = tmp_path / "current_frame.png", Room(100.0)
    probe = room.probe(picture)
    assert probe.read().reason == REASON, "there is no file yet"
    atomic_write(b"a picture", picture)
    assert probe.read().reason == REASON
    read_by_another(picture)
    assert probe.read().says == "another program reads current_frame.png"
    atomic_write(b"the next", picture)
    room.alone_s = 159.0
    assert probe.read().reason is None, "it was read 59 seconds ago"
    room.alone_s = 160.0
    assert probe.read().reason == REASON


def test_a_viewer_that_came_and_went_begins_the_wait_anew(tmp_path: Path) -> None:
    picture, room = tmp_path / "current_frame.png", Room(500.0)
    probe = room.probe(picture)
    atomic_write(b"a picture", picture)
    read_by_another(picture)
    probe.read()
    atomic_write(b"the next", picture)
    room.alone_s = 60.0
    assert probe.read().reason == REASON


def test_a_file_that_we_wrote_and_nobody_read_is_not_read(tmp_path: Path) -> None:
    picture = tmp_path / "current_frame.png"
    atomic_write(b"a picture", picture)
    assert not was_read(picture)


def test_a_command_of_its_own_cannot_tell() -> None:
    with pytest.raises(ProbeUnavailable, match="Only a dream that runs"):
        NobodyLooking(ProbeOptions()).read()
