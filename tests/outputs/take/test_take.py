"""A recording of what is shown: whole as far as it goes, whatever the disk does, and nobody waits for it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
import pytest

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.files import DISK, Disk
from dreamwindow.files.disk import Opening
from dreamwindow.flow.fanout import Fanout
from dreamwindow.imaging.codec import read_png_text
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.inscription import read_inscription
from dreamwindow.outputs.take.take import CAMERA, QUEUE, RECORDING, FilmName, Take, TakeOptions
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.writer import SessionWriter
from tests.clock import VirtualClock
from tests.faulty import FullDisk
from tests.ffprobe import probe
from tests.outputs.frames import frame, shown

FPS = 10
ANYWHERE = TakeOptions(min_free_gb=0)


class Scenery:
    """Gives a frame whenever it is told; its settings can be changed."""

    def __init__(self, clock: Clock) -> None:
        self.looked_at = asyncio.Event()
        self.fanout = Fanout(self.looked_at.set)
        self.settings = Settings(prompt="glass")
        self._clock = clock
        self._number = 0

    def steer(self, prompt: str) -> None:
        self.settings = self.settings.changed(prompt=prompt)

    async def show(self, pixels: Pixels | None = None) -> None:
        self._number += 1
        made = frame(self._number, side=64)
        prompt = self.settings.prompt or ""
        made = replace(
            made, recipe=replace(made.recipe, prompt=prompt), settings_rev=self.settings.revision,
            pixels=made.pixels if pixels is None else pixels,
        )  # fmt: skip
        await self.fanout.give(shown(made, int(self._clock.monotonic() * 1e6)))

    async def play(self, seconds: float) -> None:
        for _ in range(round(seconds * FPS)):
            await self.show()
            await self._clock.sleep(1 / FPS)


@pytest.fixture
def scenery(virtual_clock: VirtualClock) -> Scenery:
    return Scenery(virtual_clock)


class Studio:
    """Where takes of the scenery are made."""

    def __init__(self, folder: Path, scenery: Scenery, clock: Clock) -> None:
        self._folder = folder
        self._scenery = scenery
        self._clock = clock

    @asynccontextmanager
    async def take(
        self, disk: Disk = DISK, options: TakeOptions = ANYWHERE, camera: Fanout | None = None
    ) -> AsyncIterator[Take]:
        new = NewSession(kind="live", title="glass")
        writer = SessionWriter.open(self._folder, new, now=self._clock.now)
        shows: dict[FilmName, Fanout] = {RECORDING: self._scenery.fanout} | ({} if camera is None else {CAMERA: camera})
        take = Take(writer, shows, lambda: self._scenery.settings, self._clock, options, disk)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(take.run())
            await self._scenery.looked_at.wait()
            yield take
            take.stop()


@pytest.fixture
def studio(tmp_path: Path, scenery: Scenery, virtual_clock: VirtualClock) -> Studio:
    return Studio(tmp_path, scenery, virtual_clock)


async def test_it_is_a_film_with_settings_beside_it_and_a_session(studio: Studio, scenery: Scenery) -> None:
    pictures: list[Path] = []
    async with studio.take(
        options=TakeOptions(min_free_gb=0, on_picture=lambda path, _: pictures.append(path))
    ) as take:
        await scenery.play(3)
        scenery.steer("stained glass")
        await scenery.play(12)
        scenery.steer("moss")
        await scenery.play(1)
    folder = take.writer.folder
    film = probe(folder / "recording.mp4")
    assert (film.codec, film.width, film.height, film.complaints) == ("h264", 64, 64, "")
    assert film.frames == take.frames >= 16 * FPS
    assert film.duration_s == pytest.approx(16, abs=0.2)
    lines = [json.loads(line) for line in (folder / "settings.jsonl").read_text().splitlines()]
    assert [(line["prompt"], line["settings_rev"], round(line["at_s"])) for line in lines] == [
        ("glass", 1, 0), ("stained glass", 2, 3), ("moss", 3, 15),
    ]  # fmt: skip
    assert [line["settings"]["prompt"] for line in lines] == ["glass", "stained glass", "moss"]
    manifest = read_manifest(folder)
    assert (manifest.status, manifest.stop_reason, manifest.kind) == ("completed", "stopped", "live")
    assert manifest.counts == {"frames": take.frames, "dropped": 0}
    assert [path.name for path in pictures] == sorted(path.name for path in folder.glob("*.png"))
    recipe = read_inscription(read_png_text(pictures[-1].read_bytes()))
    assert (len(pictures), recipe and recipe.prompt) == (2, "moss")


async def test_what_the_camera_saw_is_a_film_beside_it(studio: Studio, scenery: Scenery) -> None:
    async with studio.take(camera=scenery.fanout) as take:
        await scenery.play(1)
    films = [probe(take.writer.folder / f"{name}.mp4") for name in (RECORDING, CAMERA)]
    assert [(film.frames, film.complaints) for film in films] == [(take.frames, "")] * 2
    assert len(list(take.writer.folder.glob("*.png"))) == 1


def flag() -> Pixels:
    """Red, then blue."""
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, :32, 0] = pixels[:, 32:, 2] = 200
    return pixels


async def test_its_pictures_are_those_that_were_shown(studio: Studio, scenery: Scenery) -> None:
    async with studio.take() as take:
        await scenery.show(flag())
    with av.open(take.writer.folder / "recording.mp4") as film:
        seen = next(film.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(seen.astype(int) - flag()).mean() < 5


async def test_pictures_of_any_size_get_the_first_ones(studio: Studio, scenery: Scenery) -> None:
    async with studio.take() as take:
        for width in (51, 80, 64):
            await scenery.show(np.full((33, width, 3), width, np.uint8))
            await scenery.play(0.1)
    film = probe(take.writer.folder / "recording.mp4")
    assert (film.width, film.height, film.complaints) == (50, 32, "")


async def test_a_full_disk_ends_the_recording_and_what_was_written_is_a_film(
    studio: Studio, scenery: Scenery, virtual_clock: VirtualClock
) -> None:
    async with studio.take(FullDisk(room=600_000)) as take:
        await scenery.play(60)
        assert scenery.fanout.given == 60 * FPS  # what is shown goes on
        assert (take.state, take.reason) == ("aborted", "No space left on device")
    film = probe(take.writer.folder / "recording.mp4")
    assert 0 < film.frames < take.frames
    assert film.complaints == ""
    manifest = read_manifest(take.writer.folder)
    assert (manifest.status, manifest.stop_reason) == ("aborted", "No space left on device")
    assert not list(take.writer.folder.glob("*.part"))


async def test_a_disk_without_room_from_the_beginning_leaves_no_film(studio: Studio, scenery: Scenery) -> None:
    async with studio.take(FullDisk(room=0)) as take:
        await scenery.play(10)
    assert sorted(path.name for path in take.writer.folder.iterdir()) == ["session.json", "settings.jsonl"]
    assert read_manifest(take.writer.folder).status == "aborted"


async def test_it_ends_before_the_disk_is_full(studio: Studio, scenery: Scenery) -> None:
    async with studio.take(options=TakeOptions(min_free_gb=10**9)) as take:
        await scenery.play(2)
    assert take.state == "aborted"
    assert "are to stay free" in (take.reason or "")


async def test_a_camera_that_is_gone_ends_it(studio: Studio, scenery: Scenery, virtual_clock: VirtualClock) -> None:
    async with studio.take(options=TakeOptions(min_free_gb=0, patience_s=35)) as take:
        await scenery.play(1)
        await virtual_clock.sleep(34)
        assert take.state == "running"
        await scenery.play(1)
        await virtual_clock.sleep(36)
        assert (take.state, take.reason) == ("completed", "no picture came for 35 s")
    assert probe(take.writer.folder / "recording.mp4").duration_s == pytest.approx(36, abs=0.2)


class StuckDisk(Disk):
    """Nothing is written until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()

    def open(self, path: Path, opening: Opening) -> BinaryIO:
        assert self.let_go.wait(timeout=60)
        return super().open(path, opening)


async def test_a_disk_that_is_stuck_holds_up_nobody_and_what_it_missed_is_counted(
    tmp_path: Path,
) -> None:
    clock = SystemClock()
    scenery, disk = Scenery(clock), StuckDisk()
    async with Studio(tmp_path, scenery, clock).take(disk) as take:
        try:
            for _ in range(3 * QUEUE):
                await scenery.show()
                await asyncio.sleep(0)
            assert take.frames == 0
        finally:
            disk.let_go.set()
    assert take.frames + take.dropped == 3 * QUEUE
    assert take.dropped >= QUEUE
    assert probe(take.writer.folder / "recording.mp4").complaints == ""


async def test_who_is_cancelled_leaves_a_whole_film(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    scenery = Scenery(virtual_clock)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(2), Studio(tmp_path, scenery, virtual_clock).take() as take:
            await scenery.play(60)
    assert probe(take.writer.folder / "recording.mp4").frames > 0
    assert read_manifest(take.writer.folder).status == "aborted"


async def test_what_a_disk_does_would_end_more_than_the_recording(
    studio: Studio, scenery: Scenery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the place where a disk's errors end a take they end what runs beside it."""
    monkeypatch.setattr(Take, "_giving_up", lambda _: nullcontext())
    with pytest.raises(ExceptionGroup):
        async with studio.take(FullDisk(room=0)):
            await scenery.play(60)
