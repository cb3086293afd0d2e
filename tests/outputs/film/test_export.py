"""A session becomes one file, whole or not at all, and what it says is true."""

from __future__ import annotations

import json
import os
import weakref
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image, ImageSequence

from dreamwindow.errors import ConfigError, DiskTooFull, FolderNotWritable, InvalidImage, SessionNotFound
from dreamwindow.files import DISK, Disk, temporary_beside
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.film.export import Export, Exported, ExportOptions
from dreamwindow.outputs.film.options import FilmOptions
from dreamwindow.outputs.film.pictures import Picture, Still, read_picture
from dreamwindow.sessions.reader import read_manifest, read_recipes
from tests.faulty import FullDisk
from tests.outputs.film.sessions import picture, recorded_session

RATE_HZ = 24.0
KINDS = ["mp4", "webp", "gif", "zip"]


def export(
    folder: Path, target: Path, film: FilmOptions | None = None, disk: Disk = DISK,
    on_progress: Callable[[int], None] = lambda done: None, **options: Any,
) -> Exported:  # fmt: skip
    wanted = ExportOptions(film=film or FilmOptions(), **options)
    return Export(folder, RATE_HZ, target, wanted, disk=disk).run(on_progress)


def video(path: Path) -> list[Pixels]:
    with av.open(str(path)) as container:
        return [np.asarray(frame.to_ndarray(format="rgb24"), np.uint8) for frame in container.decode(video=0)]


def animation(path: Path) -> tuple[list[Pixels], list[int]]:
    """Frames, and how long each stays in milliseconds."""
    with Image.open(path) as image:
        frames, stays = [], []
        for frame in ImageSequence.Iterator(image):
            frames.append(np.asarray(frame.convert("RGB")))
            stays.append(frame.info["duration"])
    return frames, stays


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def off(a: Pixels, b: Pixels) -> float:
    return float(np.abs(a.astype(int) - b).mean())


def test_every_frame_of_a_dream_at_its_own_rate(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, list(range(1, 31)))
    made = export(folder, tmp_path / "out.mp4").shot
    frames = video(tmp_path / "out.mp4")
    assert (made.pictures, made.frames, made.seconds, made.size) == (30, 30, 30 / 24, (96, 64))
    assert len(frames) == 30
    assert all(off(frame, picture(number)) < 6 for number, frame in enumerate(frames, start=1))


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_animations_keep_time(kind: str, tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, list(range(1, 25)))
    export(folder, tmp_path / f"out.{kind}")
    frames, stays = animation(tmp_path / f"out.{kind}")
    assert (len(frames), sum(stays)) == (12, 1000)
    assert all(off(frame, picture(1 + 2 * place)) < 9 for place, frame in enumerate(frames))


@pytest.mark.parametrize("kind", ["webp", "gif"])
def test_a_picture_that_stays_is_written_once(kind: str, tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 200, 400])
    export(folder, tmp_path / f"out.{kind}", FilmOptions(interpolation="none"))
    assert animation(tmp_path / f"out.{kind}")[1] == [1000, 1000, 1000]


def test_pictures_that_were_on_show_for_long_stay_a_second_and_others_their_time(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 121, 133, 253])
    export(folder, tmp_path / "out.mp4", FilmOptions(interpolation="none"))
    frames = video(tmp_path / "out.mp4")
    assert len(frames) == 24 + 12 + 24 + 24
    for at, number in ((0, 1), (23, 1), (25, 121), (35, 121), (37, 133), (83, 253)):
        assert off(frames[at], picture(number)) < 6, at


def test_range_rate_size_and_pace(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, list(range(1, 31)))
    film = FilmOptions(fps=10, size=(48, 32), each_s=0.5, interpolation="none")
    shot = export(folder, tmp_path / "out.mp4", film, first=11, last=14).shot
    frames = video(tmp_path / "out.mp4")
    assert (shot.pictures, shot.frames, shot.seconds, len(frames)) == (4, 20, 2.0, 20)
    assert frames[0].shape == (32, 48, 3)


def test_what_lies_between_fades(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 25])
    export(folder, tmp_path / "out.mp4")
    frames = video(tmp_path / "out.mp4")
    middle = (picture(1).astype(float) + picture(25)) / 2
    assert off(frames[12], middle.astype(np.uint8)) < 6
    assert off(frames[12], picture(1)) > 6


def test_av1_where_there_is_an_encoder(tmp_path: Path) -> None:
    if not {"libsvtav1", "libaom-av1"} & av.codecs_available:
        pytest.skip("this PyAV has no AV1 encoder")
    folder = recorded_session(tmp_path, list(range(1, 9)))
    export(folder, tmp_path / "out.mp4", FilmOptions(codec="av1"))
    with av.open(str(tmp_path / "out.mp4")) as container:
        assert "av1" in container.streams.video[0].codec_context.name
    assert all(off(frame, picture(n)) < 12 for n, frame in enumerate(video(tmp_path / "out.mp4"), start=1))


def test_a_film_says_what_was_dreamed_of_when(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 25, 49, 73], words="misty <forest> & ærø")
    told = "0:00:00 misty <forest> & ærø\n0:00:02 coral reef"
    export(folder, tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as container:
        about = container.metadata
    assert about["title"] == "misty <forest> & ærø"
    assert about["comment"] == f"Dream Window {folder.name}"
    assert about["description"] == told
    export(folder, tmp_path / "out.webp")
    with Image.open(tmp_path / "out.webp") as image:
        assert told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in image.info["xmp"].decode()
    export(folder, tmp_path / "out.gif")
    with Image.open(tmp_path / "out.gif") as image:
        assert image.info["comment"].decode().endswith(told)


def test_beside_a_film_lies_how_each_picture_was_made(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 13, 25])
    made = export(folder, tmp_path / "out.gif")
    assert made.beside == tmp_path / "out.gif.json"
    said = json.loads(made.beside.read_text())
    records = read_recipes(folder)
    assert said["session_id"] == folder.name
    assert [(f["frame"], f["at_s"]) for f in said["frames"]] == [(1, 0.0), (13, 0.5), (25, 1.0)]
    assert [(f["id"], f["recipe"]) for f in said["frames"]] == [(r.id, r.recipe.to_dict()) for r in records]


def test_an_archive_is_a_session_again(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 2, 3])
    made = export(folder, tmp_path / "out.zip", first=2)
    assert (made.beside, made.shot.pictures) == (None, 2)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
    again = tmp_path / "unpacked" / folder.name
    assert read_manifest(again) == read_manifest(folder)
    assert read_recipes(again) == read_recipes(folder)
    assert sorted(path.name for path in again.glob("*.png")) == ["000002.png", "000003.png"]
    assert (again / "000002.png").read_bytes() == (folder / "000002.png").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_that_cannot_be_read_are_skipped_and_named(kind: str, tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, list(range(1, 25)))
    (folder / "000001.png").write_bytes(b"rubbish")
    data = (folder / "000005.png").read_bytes()
    (folder / "000005.png").write_bytes(data[: len(data) // 2])
    made = export(folder, tmp_path / f"out.{kind}").shot
    assert [line.partition(":")[0] for line in made.skipped] == ["000001.png", "000005.png"]
    assert made.pictures == 22
    if kind == "mp4":
        assert len(video(tmp_path / "out.mp4")) == 24  # the time that they had is the others'


@pytest.mark.parametrize("kind", KINDS)
def test_where_no_picture_can_be_read_nothing_is_left(kind: str, tmp_path: Path) -> None:
    folder = recorded_session(tmp_path / "sessions", [1, 2])
    for path in folder.glob("*.png"):
        path.write_bytes(b"rubbish")
    with pytest.raises(InvalidImage, match="None of the 2 pictures"):
        export(folder, tmp_path / f"out.{kind}")
    assert names(tmp_path) == ["sessions"]


def test_a_session_without_pictures_or_without_those(tmp_path: Path) -> None:
    with pytest.raises(SessionNotFound, match="no recorded picture"):
        export(recorded_session(tmp_path, []), tmp_path / "out.mp4")
    with pytest.raises(SessionNotFound, match="in that range") as said:
        export(recorded_session(tmp_path, [3, 9]), tmp_path / "out.mp4", first=4, last=8)
    assert said.value.remedy == "It has frames 3 to 9."


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_there_is_kept_unless_told_otherwise(kind: str, tmp_path: Path) -> None:
    folder, target = recorded_session(tmp_path, [1, 2]), tmp_path / f"out.{kind}"
    target.write_bytes(b"mine")
    with pytest.raises(ConfigError, match="there already"):
        export(folder, target)
    assert target.read_bytes() == b"mine"
    export(folder, target, replace=True)
    assert target.stat().st_size > 200


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("room", [0, 500, 5_000])
def test_a_full_disk_leaves_nothing_and_says_so(kind: str, room: int, tmp_path: Path) -> None:
    folder = recorded_session(tmp_path / "sessions", list(range(1, 60)))
    with pytest.raises(DiskTooFull, match="The disk was full"):
        export(folder, tmp_path / f"out.{kind}", disk=FullDisk(room))
    assert names(tmp_path) == ["sessions"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_interruption_leaves_nothing_and_the_old_file(kind: str, tmp_path: Path) -> None:
    folder, target = recorded_session(tmp_path / "sessions", list(range(1, 25))), tmp_path / f"out.{kind}"
    target.write_bytes(b"mine")

    def interrupt(done: int) -> None:
        if done == 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(folder, target, on_progress=interrupt, replace=True)
    assert names(tmp_path) == [target.name, "sessions"]
    assert target.read_bytes() == b"mine"


def test_what_a_killed_export_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    folder, target = recorded_session(tmp_path, [1, 2]), tmp_path / "out[1].mp4"
    mine = temporary_beside(target).name
    dead = target.with_name(mine.replace(f"-{os.getpid()}-", "-4194303-"))
    dead.write_bytes(b"half")
    export(folder, target)
    assert not dead.exists()


def test_memory_holds_a_few_pictures_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = recorded_session(tmp_path, list(range(1, 61)))
    seen: list[weakref.ref[Pixels]] = []
    most = 0

    def counted(still: Still) -> Picture:
        nonlocal most
        found = read_picture(still)
        seen.append(weakref.ref(found.pixels))
        most = max(most, sum(pixels() is not None for pixels in seen))
        return found

    monkeypatch.setattr("dreamwindow.outputs.film.making.read_picture", counted)
    for kind in ("mp4", "webp", "gif"):
        export(folder, tmp_path / f"out.{kind}", FilmOptions(interpolation="flow"))
    assert 2 <= most <= 8


@pytest.mark.parametrize("size", [(95, 64), (33, 17)])
def test_an_odd_size_becomes_even(size: tuple[int, int], tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [1, 2], size=(96, 64))
    small = recorded_session(tmp_path, [1, 2], size=(97, 65))
    assert export(small, tmp_path / "out.mp4").shot.size == (96, 64)
    with pytest.raises(ConfigError, match="even"):
        export(folder, tmp_path / "odd.mp4", FilmOptions(size=size))


@pytest.mark.parametrize(
    ("name", "film", "says"),
    [
        ("out.avi", FilmOptions(), "does not say what to make"),
        ("out", FilmOptions(), "does not say what to make"),
        ("out.zip", FilmOptions(captions=True), "as they were recorded"),
        ("out.zip", FilmOptions(fps=3), "as they were recorded"),
        ("out.gif", FilmOptions(codec="av1"), "no codec"),
        ("out.gif", FilmOptions(fps=60), "60 frames/s"),
        ("out.webp", FilmOptions(size=(1, 99999)), "16 to 8192"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_written(
    name: str, film: FilmOptions, says: str, tmp_path: Path
) -> None:
    folder = recorded_session(tmp_path / "sessions", [1])
    with pytest.raises(ConfigError, match=says):
        export(folder, tmp_path / name, film)
    assert names(tmp_path) == ["sessions"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable, match="There is no folder"):
        export(recorded_session(tmp_path, [1]), tmp_path / "missing" / "out.mp4")


def test_one_picture_is_a_second(tmp_path: Path) -> None:
    folder = recorded_session(tmp_path, [7])
    assert export(folder, tmp_path / "out.mp4").shot.seconds == 1.0


def test_progress_is_told_picture_by_picture(tmp_path: Path) -> None:
    folder, heard = recorded_session(tmp_path, list(range(1, 13))), list[int]()
    export(folder, tmp_path / "out.webp", on_progress=heard.append)
    assert heard[-1] == 12
    assert set(heard) == set(range(1, 13))
    assert heard == sorted(heard)
