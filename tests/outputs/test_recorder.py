from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from dreamwindow.errors import DiskTooFull
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.imaging.codec import pixels_sha256
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs import recorder as module
from dreamwindow.outputs.policy import parse_record
from dreamwindow.outputs.recorder import Recorder, RecorderOptions
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.reader import read_recipes
from dreamwindow.sessions.writer import SessionWriter
from tests.faulty import FullDisk
from tests.outputs.frames import SECOND_US, frame, shown
from tests.sessions.recipes_for_tests import between, first, grown

NEW = NewSession(kind="dream", title="misty")
PLENTY = 10_000_000


class Recording:
    """A session on a disk that can be filled, and what was heard of problems."""

    def __init__(self, folder: Path, record: str, min_free_gb: float = 0.0) -> None:
        self.disk = FullDisk(room=PLENTY)
        self.writer = SessionWriter.open(folder, NEW, disk=self.disk)
        self.problems: list[str | None] = []
        options = RecorderOptions(policy=parse_record(record), min_free_gb=min_free_gb)
        self.told: list[tuple[Path, Pixels]] = []
        self.recorder = Recorder(
            self.writer,
            options,
            on_problem=self.problems.append,
            on_recorded=lambda path, pixels: self.told.append((path, pixels)),
        )

    async def take(self, number: int, recipe: Recipe, *, keyframe: bool = True, at_us: int | None = None) -> None:
        await self.recorder.take(shown(frame(number, recipe, keyframe=keyframe), at_us))

    def lines(self) -> list[tuple[int | None, Recipe]]:
        return [(record.frame, record.recipe) for record in read_recipes(self.writer.folder)]

    def pictures(self) -> list[str]:
        return sorted(path.name for path in self.writer.folder.glob("*.png"))


async def made(recording: Recording, count: int) -> list[Recipe]:
    recipes = [first()]
    for number in range(1, count):
        recipes.append(grown(recipes[-1], number + 1))
    for recipe in recipes:
        recording.recorder.note(recipe)
    return recipes


async def test_every_picture_on_disk_is_told_with_its_pixels_and_no_other(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "all")
    recipes = await made(recording, 3)
    for number, recipe in enumerate(recipes, start=1):
        recording.disk.room = 0 if number == 2 else PLENTY
        await recording.take(number, recipe)
    kept = [
        (path, np.asarray(Image.open(path))) for path in map(recording.writer.folder.joinpath, recording.pictures())
    ]
    assert [path for path, _ in recording.told] == [path for path, _ in kept]
    assert len(kept) == 2
    for (_, told), (_, there) in zip(recording.told, kept, strict=True):
        assert np.array_equal(told, there)


async def test_a_recorded_frame_can_be_read_with_pillow_alone(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "all")
    (recipe,) = await made(recording, 1)
    await recording.take(1, recipe)
    with Image.open(recording.writer.folder / "000001.png") as image:
        assert isinstance(image, PngImageFile)
        image.load()
        about = json.loads(image.text["dreamwindow"])
        assert image.text["parameters"].startswith("misty forest\nSteps: ")
        assert np.array_equal(np.asarray(image), frame(1).pixels)
    assert Recipe.from_dict(about["recipe"]) == recipe
    assert about["session_id"] == recording.writer.session_id
    (record,) = read_recipes(recording.writer.folder)
    assert (record.frame, record.file) == (1, "000001.png")
    assert record.pixels_sha256 == pixels_sha256(frame(1).pixels)
    assert record.is_intact


async def test_a_frames_line_follows_those_of_its_unrecorded_ancestors(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "every:3")
    recipes = await made(recording, 5)
    for number, recipe in enumerate(recipes, start=1):
        await recording.take(number, recipe)
    assert recording.lines() == [(1, recipes[0]), (None, recipes[1]), (None, recipes[2]), (4, recipes[3])]
    assert recording.pictures() == ["000001.png", "000004.png"]


async def test_a_parent_that_is_shown_later_or_never_is_an_ancestor_first(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "all")
    a = first()
    b = grown(a)
    mid = between(a, b)
    for recipe in (a, b, mid):
        recording.recorder.note(recipe)
    await recording.take(1, a)
    await recording.take(2, mid, keyframe=False)
    await recording.take(3, b)
    assert recording.lines() == [(1, a), (None, b), (2, mid), (3, b)]


async def test_keyframes_are_recorded_at_most_so_often_and_in_betweens_never(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "keyframes")
    recipes = await made(recording, 60)
    for number, recipe in enumerate(recipes, start=1):
        await recording.take(number, recipe, at_us=number * SECOND_US)
        await recording.take(1000 + number, recipe, keyframe=False, at_us=number * SECOND_US)
    assert len(recording.pictures()) == recording.recorder.recorded == 12
    assert max(int(name[:6]) for name in recording.pictures()) <= 60
    assert [recipe for _, recipe in recording.lines()] == recipes[: len(recording.lines())]


async def test_under_all_nothing_is_dropped(tmp_path: Path) -> None:
    recording, fanout = Recording(tmp_path, "all"), Fanout()
    recipes = await made(recording, 40)
    async with fanout.attached(recording.recorder, Policy.EVERY):
        for number, recipe in enumerate(recipes, start=1):
            await fanout.give(shown(frame(number, recipe), at_us=number))
    assert len(recording.pictures()) == recording.recorder.recorded == 40


async def test_under_none_nothing_is_written_and_nothing_kept(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "none", min_free_gb=1e9)
    recipes = await made(recording, 3)
    async with recording.recorder:
        await recording.take(1, recipes[0])
    assert [path.name for path in recording.writer.folder.iterdir()] == ["session.json"]


async def test_it_refuses_to_start_below_the_minimum(tmp_path: Path) -> None:
    with pytest.raises(DiskTooFull, match="are to stay free"):
        async with Recording(tmp_path, "all", min_free_gb=1e9).recorder:
            pass


async def test_a_full_disk_pauses_recording_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "all")
    recipes = await made(recording, 6)
    await recording.take(1, recipes[0])
    recording.disk.room = 700  # the lines fit, the picture does not
    for number in (2, 3, 4):
        await recording.take(number, recipes[number - 1])
    assert recording.recorder.problem == "Recording waits: No space left on device"
    assert recording.pictures() == ["000001.png"]
    assert recording.lines() == [(1, recipes[0])]
    recording.disk.room = PLENTY
    await recording.take(5, recipes[4])
    await recording.take(6, recipes[5])
    assert recording.recorder.problem is None
    assert recording.problems == ["Recording waits: No space left on device", None]
    assert recording.pictures() == ["000001.png", "000005.png", "000006.png"]
    assert recording.lines() == [
        (1, recipes[0]), *((None, recipe) for recipe in recipes[1:4]), (5, recipes[4]), (6, recipes[5]),
    ]  # fmt: skip
    assert (recording.recorder.recorded, recording.recorder.missed) == (3, 3)
    assert [path for path in recording.writer.folder.iterdir() if path.name.startswith(".")] == []


@pytest.fixture
def low_on_space(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Put something in, and there is too little space."""
    low: list[bool] = []

    def check(folder: Path, min_free_gb: float) -> None:
        if low:
            raise DiskTooFull("Only 0.1 GB are free.")

    monkeypatch.setattr(module, "check_free_space", check)
    return low


async def test_what_is_to_stay_free_stays_free_while_it_runs(tmp_path: Path, low_on_space: list[bool]) -> None:
    recording = Recording(tmp_path, "all")
    recipes = await made(recording, 3)
    async with recording.recorder:
        await recording.take(1, recipes[0])
        low_on_space.append(True)
        await recording.take(2, recipes[1])
        assert recording.recorder.problem == "Recording waits: Only 0.1 GB are free."
        low_on_space.clear()
        await recording.take(3, recipes[2])
    assert recording.pictures() == ["000001.png", "000003.png"]
    assert recording.problems == ["Recording waits: Only 0.1 GB are free.", None]


async def test_a_long_unrecorded_chain_is_written_before_it_grows_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONG_CHAIN", 10)
    recording = Recording(tmp_path, "every:1000")
    recipe, recipes = first(), list[Recipe]()
    for number in range(1, 41):
        recipes.append(recipe)
        recording.recorder.note(recipe)
        await recording.take(number, recipe)
        recipe = grown(recipe, number + 1)
    assert recording.pictures() == ["000001.png"]
    lines = recording.lines()
    assert len(lines) >= 30
    assert [line for _, line in lines] == recipes[: len(lines)]
