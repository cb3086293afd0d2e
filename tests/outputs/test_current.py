from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dreamwindow.errors import ConfigError, FolderNotWritable
from dreamwindow.files import Disk
from dreamwindow.flow.fanout import Fanout, Policy
from dreamwindow.model.frame import Frame, Pixels
from dreamwindow.outputs.current import CurrentFrame, CurrentFrameOptions
from dreamwindow.outputs.encoding import FrameEncoder
from tests.clock import VirtualClock
from tests.faulty import FullDisk
from tests.outputs.frames import frame, shown


def read(path: Path) -> Pixels:
    with Image.open(path) as image:
        return np.asarray(image)


def shows(path: Path, expected: Frame) -> bool:
    return path.exists() and np.array_equal(read(path), expected.pixels)


class CountingDisk(Disk):
    def __init__(self, clock: VirtualClock) -> None:
        self.times_s: list[float] = []
        self._clock = clock

    def replace(self, source: Path, target: Path) -> None:
        self.times_s.append(self._clock.monotonic())
        super().replace(source, target)


async def test_the_first_frame_is_there_at_once_and_then_the_rate_holds(
    tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    path, disk = tmp_path / "output" / "current_frame.png", CountingDisk(virtual_clock)
    options = CurrentFrameOptions(path=path, max_rate_hz=2)
    async with CurrentFrame(options, FrameEncoder(), clock=virtual_clock, disk=disk) as current:
        for number in range(240):  # ten seconds at 24 frames a second
            await current.take(shown(frame(number)))
            await virtual_clock.sleep(1 / 24)
    gaps = np.diff(disk.times_s)
    assert disk.times_s[0] == 0
    assert 20 <= current.writes == len(disk.times_s) <= 22
    assert np.all(gaps[:-1] >= 0.5 - 1e-9)
    assert shows(path, frame(239))


async def test_the_last_frame_is_written_though_nothing_follows(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path = tmp_path / "current.png"
    async with CurrentFrame(CurrentFrameOptions(path=path), FrameEncoder(), clock=virtual_clock) as current:
        for number in (1, 2, 3):
            await current.take(shown(frame(number)))
            await virtual_clock.sleep(0.01)
        assert shows(path, frame(1))
        await virtual_clock.sleep(1.1)  # the dream pauses
        assert shows(path, frame(3))
        assert current.writes == 2


async def test_leaving_does_not_wait_for_the_rate(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path = tmp_path / "current.png"
    options = CurrentFrameOptions(path=path, max_rate_hz=0.001)
    async with CurrentFrame(options, FrameEncoder(), clock=virtual_clock) as current:
        await current.take(shown(frame(1)))
        await virtual_clock.sleep(1)
        await current.take(shown(frame(2)))
    assert virtual_clock.monotonic() < 2
    assert shows(path, frame(2))


async def test_on_the_fan_out_it_never_holds_up_the_dream(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path, fanout = tmp_path / "current.png", Fanout()
    current = CurrentFrame(CurrentFrameOptions(path=path), FrameEncoder(), clock=virtual_clock)
    async with fanout.attached(current, Policy.NEWEST):
        for number in range(100):
            await fanout.give(shown(frame(number)))
    assert shows(path, frame(99))


async def test_size_and_format_are_as_asked_and_anyone_may_read(tmp_path: Path) -> None:
    path = tmp_path / "current.webp"
    options = CurrentFrameOptions(path=path, size=(8, 4))
    async with CurrentFrame(options, FrameEncoder()) as current:
        await current.take(shown(frame(1)))
    with Image.open(path) as image:
        assert (image.format, image.size) == ("WEBP", (8, 4))
    assert path.stat().st_mode & 0o777 == 0o644


async def test_a_full_disk_is_said_once_and_mended(
    tmp_path: Path, virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    path, disk = tmp_path / "current.png", FullDisk(room=0)
    with caplog.at_level(logging.INFO, "dreamwindow.outputs"):
        options = CurrentFrameOptions(path=path)
        async with CurrentFrame(options, FrameEncoder(), clock=virtual_clock, disk=disk) as current:
            for number in range(5):
                await current.take(shown(frame(number)))
                await virtual_clock.sleep(1.1)
            disk.room = 1_000_000
            await current.take(shown(frame(5)))
            await virtual_clock.sleep(1.1)
    assert shows(path, frame(5))
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="bmp"):
        CurrentFrame(CurrentFrameOptions(path=tmp_path / "a.bmp"), FrameEncoder())


async def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderNotWritable):
        async with CurrentFrame(CurrentFrameOptions(path=tmp_path / "file" / "a.png"), FrameEncoder()):
            pass
