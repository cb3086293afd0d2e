from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dreamwindow.errors import FolderNotWritable
from dreamwindow.files import Disk
from dreamwindow.identity import ProcessIdentity
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.beginning import NewSession, Now
from dreamwindow.sessions.reader import input_path, read_manifest, read_recipes
from dreamwindow.sessions.recipes import RecipeRecord
from dreamwindow.sessions.writer import SessionWriter
from tests.faulty import FullDisk
from tests.sessions.recipes_for_tests import first, grown, recorded

NEW = NewSession(
    kind="dream", title="Misty forest!", settings={"speed": 0.3}, engine={"name": "toy"}, versions={"toy": "1"}
)


@pytest.fixture
def writer(tmp_path: Path, now: Now) -> SessionWriter:
    return SessionWriter.open(tmp_path / "sessions", NEW, now=now)


def test_it_runs_from_the_first_moment_and_says_who_it_is(writer: SessionWriter, tmp_path: Path) -> None:
    assert writer.folder == tmp_path / "sessions" / "20261121_073000-misty-forest"
    manifest = read_manifest(writer.folder)
    assert manifest == writer.manifest
    assert (manifest.session_id, manifest.kind, manifest.status) == (writer.folder.name, "dream", "running")
    assert manifest.started_at == manifest.heartbeat_at == "2026-11-21T07:30:00.000+00:00"
    assert (manifest.settings, manifest.engine, manifest.versions) == (NEW.settings, NEW.engine, NEW.versions)
    me = ProcessIdentity.mine()
    assert (manifest.host, manifest.boot_id, manifest.pid) == (me.host, me.boot_id, os.getpid())
    assert manifest.process_started_at == pytest.approx(me.process_started_at)


@pytest.mark.parametrize(
    ("title", "slug"),
    [("", "dream"), ("夢", "dream"), ("Café, às 5", "cafe-as-5"), ("../../etc", "etc"), ("x" * 99, "x" * 40)],
)
def test_the_name_is_made_for_addresses(tmp_path: Path, now: Now, title: str, slug: str) -> None:
    writer = SessionWriter.open(tmp_path, NewSession(kind="dream", title=title), now=now)
    assert writer.session_id == f"20261121_073000-{slug}"


def test_sessions_of_one_second_never_collide(tmp_path: Path, now: Now) -> None:
    moment = now()
    ids = [SessionWriter.open(tmp_path, NEW, now=lambda: moment).session_id for _ in range(3)]
    assert ids == [f"20261121_073000-misty-forest{end}" for end in ("", "-2", "-3")]
    assert [read_manifest(tmp_path / name).session_id for name in ids] == ids


class SomebodyIsFaster(Disk):
    """Just before our first folder gets its name, somebody else's has it."""

    taken = False

    def rename(self, source: Path, target: Path) -> None:
        if not self.taken:
            self.taken = True
            target.mkdir()
            (target / "session.json").write_text("{}")
        super().rename(source, target)


def test_a_name_that_is_taken_at_the_last_moment_is_not_overwritten(tmp_path: Path, now: Now) -> None:
    writer = SessionWriter.open(tmp_path, NEW, now=now, disk=SomebodyIsFaster())
    assert writer.session_id == "20261121_073000-misty-forest-2"
    assert read_manifest(writer.folder).session_id == writer.session_id
    assert (tmp_path / "20261121_073000-misty-forest" / "session.json").read_text() == "{}"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable, match="No space"):
        SessionWriter.open(tmp_path / "sessions", NEW, disk=FullDisk(room=0))
    assert list((tmp_path / "sessions").iterdir()) == []


def test_recipes_and_pictures_are_there_at_once(writer: SessionWriter) -> None:
    ancestor, recipe = RecipeRecord.ancestor(first()), recorded(grown(first()), 1)
    writer.record([ancestor, recipe], "000001.png", b"a picture")
    assert (writer.folder / "000001.png").read_bytes() == b"a picture"
    assert read_recipes(writer.folder) == [ancestor, recipe]
    assert (writer.folder / "recipes.jsonl").read_bytes().count(b"\n") == 2


def test_on_a_full_disk_neither_the_picture_nor_its_lines_remain(tmp_path: Path) -> None:
    disk = FullDisk(room=1_000_000)
    writer = SessionWriter.open(tmp_path, NEW, disk=disk)
    writer.record([recorded(first(), 1)], "000001.png", b"one")
    lines = (writer.folder / "recipes.jsonl").read_bytes()
    for room in (10, len(lines) + 100):  # not even the line fits; the line does, the picture does not
        disk.room = room
        with pytest.raises(OSError, match="No space"):
            writer.record([recorded(first(2), 2)], "000002.png", bytes(1_000))
        assert (writer.folder / "recipes.jsonl").read_bytes() == lines
        assert sorted(path.name for path in writer.folder.iterdir()) == ["000001.png", "recipes.jsonl", "session.json"]
    disk.room = 1_000_000
    writer.record([recorded(first(2), 2)], "000002.png", bytes(1_000))
    assert [record.frame for record in read_recipes(writer.folder)] == [1, 2]


def test_a_foreign_picture_is_kept_once_as_it_is(writer: SessionWriter, sample_pixels: Pixels) -> None:
    name = writer.keep_input(sample_pixels)
    path = input_path(writer.folder, name)
    assert np.array_equal(np.asarray(Image.open(path)), sample_pixels)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert writer.keep_input(sample_pixels.copy()) == name
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert path == writer.folder / "inputs" / f"{name.removeprefix('image:')}.png"


def test_a_heartbeat_says_when_and_how_far(writer: SessionWriter) -> None:
    writer.record([recorded(first(), 1)], "000001.png", b"one")
    writer.heartbeat({"frames": 12})
    manifest = read_manifest(writer.folder)
    assert manifest.counts == {"frames": 12}
    assert manifest.heartbeat_at > manifest.started_at
    assert manifest.status == "running"


def test_the_first_close_counts(writer: SessionWriter) -> None:
    writer.close("aborted", "interrupted")
    writer.close("completed")
    manifest = read_manifest(writer.folder)
    assert (manifest.status, manifest.stop_reason) == ("aborted", "interrupted")
    assert manifest.ended_at is not None
    assert manifest.ended_at > manifest.started_at


def test_leaving_the_block_closes_it(writer: SessionWriter) -> None:
    with writer:
        pass
    assert read_manifest(writer.folder).status == "completed"


@pytest.mark.parametrize(
    ("error", "status", "reason"),
    [
        (ValueError("boom"), "failed", "ValueError: boom"),
        (KeyboardInterrupt(), "aborted", "KeyboardInterrupt"),
        (asyncio.CancelledError(), "aborted", "CancelledError"),
    ],
)
def test_every_way_out_closes_it(writer: SessionWriter, error: BaseException, status: str, reason: str) -> None:
    with pytest.raises(type(error)), writer:
        raise error
    manifest = read_manifest(writer.folder)
    assert (manifest.status, manifest.stop_reason) == (status, reason)


def test_a_heartbeat_that_could_not_be_written_changes_nothing(tmp_path: Path) -> None:
    disk = FullDisk(room=100_000)
    writer = SessionWriter.open(tmp_path, NEW, disk=disk)
    before = (writer.folder / "session.json").read_bytes()
    disk.room = 0
    with pytest.raises(OSError, match="No space"):
        writer.heartbeat({"frames": 1})
    assert (writer.folder / "session.json").read_bytes() == before
    assert writer.manifest.to_dict() == json.loads(before)
