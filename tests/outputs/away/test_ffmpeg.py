"""Pictures leave by a real ``ffmpeg``, and what it says when it fails is said on."""

from __future__ import annotations

import asyncio
import shutil
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import SinkFailed
from dreamwindow.model.frame import ShownFrame
from dreamwindow.outputs.away import ffmpeg
from dreamwindow.outputs.away.feed import Feed
from dreamwindow.outputs.away.ffmpeg import Ffmpeg
from tests.ffprobe import probe
from tests.outputs.frames import frame, shown

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="there is no ffmpeg (Debian: ffmpeg)")
PATIENCE_S = 20.0


def options(folder: Path, to: str) -> SinkOptions:
    return SinkOptions(to=to, base_dir=folder, rate_hz=50)


def picture(number: int, side: int = 64) -> ShownFrame:
    return shown(frame(number, side=side))


async def until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not await asyncio.to_thread(seen):
            await asyncio.to_thread(time.sleep, 0.02)


@needs_ffmpeg
async def test_a_file_is_a_film_of_even_pace(tmp_path: Path) -> None:
    async with Ffmpeg(options(tmp_path, "out.mkv")) as sink:
        await sink.take(picture(1))
        assert sink._run is not None
        feed = sink._run.feed
        await until(lambda: feed.written >= 10)
        await sink.take(picture(2, side=65))
        await until(lambda: feed.written >= 20)
    film = probe(tmp_path / "out.mkv")
    assert (film.codec, film.width, film.height, film.complaints) == ("h264", 64, 64, "")
    assert film.frames == pytest.approx(film.duration_s * 50, abs=2)
    assert film.frames >= 20


@needs_ffmpeg
async def test_its_pictures_are_those_that_were_shown(tmp_path: Path) -> None:
    flag = np.zeros((64, 64, 3), np.uint8)
    flag[:, :32, 0] = flag[:, 32:, 2] = 200
    async with Ffmpeg(options(tmp_path, "out.mkv")) as sink:
        given = picture(1)
        await sink.take(replace(given, frame=replace(given.frame, pixels=flag)))
        assert sink._run is not None
        feed = sink._run.feed
        await until(lambda: feed.written >= 2)
    with av.open(tmp_path / "out.mkv") as film:
        seen = next(film.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(seen.astype(int) - flag).mean() < 5


@needs_ffmpeg
async def test_another_size_begins_another_film_beside_the_first(tmp_path: Path) -> None:
    async with Ffmpeg(options(tmp_path, "out.mkv")) as sink:
        for side in (64, 96):
            await sink.take(picture(1, side))
            assert sink._run is not None
            feed = sink._run.feed
            await until(lambda feed=feed: feed.written >= 3)  # type: ignore[misc]
    assert [probe(tmp_path / name).width for name in ("out.mkv", "out-2.mkv")] == [64, 96]


@needs_ffmpeg
async def test_who_takes_nothing_is_said_without_the_streams_key(tmp_path: Path) -> None:
    sink = Ffmpeg(options(tmp_path, "rtmp://127.0.0.1:9/live/secret-key"))
    async with sink:
        await sink.take(picture(1))
        run = sink._run
        assert run is not None
        await until(lambda: run.why_ended() is not None)
        with pytest.raises(SinkFailed, match="ffmpeg has ended") as caught:
            await sink.take(picture(2))
    assert "secret-key" not in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="a script as a program")
async def test_a_program_that_reads_nothing_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "stuck"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ffmpeg, "PROGRAM", str(program))
    async with Ffmpeg(options(tmp_path, "out.mkv")) as sink:
        for number in range(1, 20):
            await sink.take(picture(number, side=512))
        run = sink._run
        assert run is not None
        assert run.why_ended() is None
        monkeypatch.setattr(ffmpeg, "STUCK_S", 0.0)
        with pytest.raises(SinkFailed, match="taken nothing"):
            await sink.take(picture(20, side=512))
    assert run.feed.written == 0
    assert run.why_ended() is not None, "it was ended with its block"
    assert not (tmp_path / "out.mkv").exists(), "nothing came to stand in it"


async def test_a_machine_without_the_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "PROGRAM", "no-such-program")
    with pytest.raises(SinkFailed, match="no-such-program"):
        async with Ffmpeg(options(tmp_path, "out.mkv")):
            raise AssertionError("it was opened all the same")


def test_a_pipe_that_breaks_ends_the_feed() -> None:
    class Broken:
        def write(self, data: bytes) -> int:
            raise BrokenPipeError(32, "broken")

    feed = Feed(Broken(), 50)  # type: ignore[arg-type]
    feed.begin(np.zeros((2, 2, 3), np.uint8))
    feed._thread.join(PATIENCE_S)
    assert isinstance(feed.broken, BrokenPipeError)
    assert feed.end(0)
