"""A film that broke off is cut after its last whole fragment, wherever it broke."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.files import DISK
from dreamwindow.outputs.video import Video, VideoOptions
from dreamwindow.sessions.beginning import NewSession, Now, write_manifest
from dreamwindow.sessions.films import part_of, put_in_place, whole_length
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.repair import close_the_dead
from dreamwindow.sessions.writer import SessionWriter
from tests.ffprobe import probe

FRAGMENTS, FRAMES = 3, 48


@pytest.fixture(scope="module")
def film() -> bytes:
    """Of three fragments."""
    file, grain = io.BytesIO(), np.random.default_rng(1).integers(0, 100, (32, 32, 3), np.uint8)
    with Video(file, VideoOptions(layout="fragments")) as video:
        for number in range(FRAGMENTS * FRAMES):
            video.add(grain + np.uint8(number), number / 24)
        video.end()
    return file.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "recording.mp4"


def ends(film: bytes) -> list[int]:
    """Where its fragments end."""
    at, found = 0, []
    while at < len(film):
        kind, at = film[at + 4 : at + 8], at + int.from_bytes(film[at : at + 4], "big")
        found += [at] if kind == b"mdat" else []
    return found


def test_a_whole_film_is_whole(film: bytes, path: Path) -> None:
    part_of(path).write_bytes(film)
    assert put_in_place(path)
    assert path.read_bytes() == film
    assert (probe(path).frames, probe(path).complaints) == (FRAGMENTS * FRAMES, "")


def test_wherever_it_broke_what_is_left_ends_with_a_fragment(film: bytes, path: Path) -> None:
    whole = ends(film)
    assert len(whole) == FRAGMENTS
    places = [
        0,
        7,
        8,
        *(end + by for end in whole for by in (-1, 0, 1)),
        *random.Random(1).sample(range(len(film)), 200),
    ]
    for place in places:
        path.write_bytes(film[:place])
        expected = max([end for end in whole if end <= place], default=0)
        if place < len(film):  # the end of the whole file is beyond its last fragment
            assert whole_length(path) == expected, place


def test_what_is_left_plays(film: bytes, path: Path) -> None:
    part_of(path).write_bytes(film[: ends(film)[1] + 500])
    assert put_in_place(path)
    assert (probe(path).frames, probe(path).complaints) == (2 * FRAMES, "")


@pytest.mark.parametrize("left", [b"", b"rubbish that is no film", b"\0\0\0\1mdat", b"\0\0\0\x10mdat"])
def test_nothing_is_left_of_what_has_no_whole_fragment(path: Path, left: bytes) -> None:
    part_of(path).write_bytes(left)
    assert not put_in_place(path)
    assert list(path.parent.iterdir()) == []


def test_after_a_crash_the_next_start_keeps_the_film(film: bytes, tmp_path: Path, now: Now) -> None:
    writer = SessionWriter.open(tmp_path, NewSession(kind="live"), now=now)
    gone = replace(writer.manifest, process_started_at=writer.manifest.process_started_at - 3_600)
    write_manifest(writer.folder, gone, DISK)
    part_of(writer.folder / "recording.mp4").write_bytes(film[: ends(film)[0] + 500])
    part_of(writer.folder / "camera.mp4").write_bytes(film[:100])
    repairs = close_the_dead(tmp_path, now=now)
    assert [repair.path.name for repair in repairs[:2]] == ["camera.mp4.part", "recording.mp4"]
    assert sorted(path.name for path in writer.folder.iterdir()) == ["recording.mp4", "session.json"]
    assert (probe(writer.folder / "recording.mp4").frames, read_manifest(writer.folder).status) == (FRAMES, "died")
