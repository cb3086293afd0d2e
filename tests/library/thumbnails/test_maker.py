from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.imaging.codec import decode_image, encode_png
from dreamwindow.imaging.descriptor import create
from dreamwindow.library.thumbnails import Made, MakerOptions, Refused, ThumbnailJob, ThumbnailMaker, ThumbnailStore
from dreamwindow.model.frame import Pixels
from tests.faulty import FullDisk
from tests.imaging.codec import zoo


@pytest.fixture
def store(tmp_path: Path) -> ThumbnailStore:
    return ThumbnailStore(tmp_path / "thumbnails")


@pytest.fixture
async def maker(store: ThumbnailStore) -> AsyncIterator[ThumbnailMaker]:
    async with ThumbnailMaker(store, MakerOptions(workers=2)) as maker:
        yield maker


@pytest.fixture
def pictures(tmp_path: Path, sample_pixels: Pixels) -> list[ThumbnailJob]:
    jobs = [ThumbnailJob("s", tmp_path / f"{number}.png") for number in range(12)]
    for job in jobs:
        job.source.write_bytes(encode_png(sample_pixels))
    return jobs


async def made_all(maker: ThumbnailMaker, jobs: list[ThumbnailJob]) -> list[Made | Refused]:
    return [outcome async for outcome in maker.make(jobs)]


async def test_every_picture_gets_its_thumbnail(maker: ThumbnailMaker, pictures: list[ThumbnailJob]) -> None:
    outcomes = await made_all(maker, pictures)
    assert {outcome.job for outcome in outcomes} == set(pictures)
    for outcome in outcomes:
        assert isinstance(outcome, Made)
        assert (outcome.width, outcome.height) == (96, 64)
        status = outcome.job.source.stat()
        assert (outcome.stamp.size, outcome.stamp.mtime_ns) == (status.st_size, status.st_mtime_ns)
        assert maker.store.is_of("s", outcome.job.source.name, status.st_mtime_ns)
        assert decode_image(maker.store.read("s", outcome.job.source.name)).shape == (64, 96, 3)


async def test_a_vector_comes_with_it_when_it_is_asked_for(
    store: ThumbnailStore, pictures: list[ThumbnailJob], sample_pixels: Pixels
) -> None:
    async with ThumbnailMaker(store, MakerOptions(workers=1, create_embedder=create)) as maker:
        outcome = await maker.one(pictures[0])
    assert isinstance(outcome, Made)
    assert outcome.vector is not None
    assert np.allclose(outcome.vector, create().embed([sample_pixels])[0], atol=1e-5)


async def test_however_many_ask_it_is_made_once(
    maker: ThumbnailMaker, pictures: list[ThumbnailJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write = maker.store.write

    def counted(session: str, source: str, data: bytes, mtime_ns: int) -> Path:
        written.append(source)
        return write(session, source, data, mtime_ns)

    monkeypatch.setattr(maker.store, "write", counted)
    several = pictures[:3]
    await asyncio.gather(*(maker.one(several[-1]) for _ in range(20)), made_all(maker, several))
    assert sorted(written) == [job.source.name for job in several]


async def test_who_gives_up_waiting_takes_nothing_from_the_others(
    maker: ThumbnailMaker, pictures: list[ThumbnailJob]
) -> None:
    first, second = (asyncio.ensure_future(maker.one(pictures[0])) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert isinstance(await second, Made)


async def test_what_cannot_be_read_is_refused_with_its_reason(maker: ThumbnailMaker, tmp_path: Path) -> None:
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "text.png").write_text("hello")
    os.mkfifo(tmp_path / "pipe.png")
    reasons = {
        outcome.job.source.name: outcome.reason
        for outcome in await made_all(
            maker,
            [ThumbnailJob("s", tmp_path / f"{name}.png") for name in ("empty", "folder", "text", "pipe", "nowhere")],
        )
        if isinstance(outcome, Refused)
    }
    assert reasons == {
        "empty.png": "This is no picture that we can read.",
        "folder.png": "This is no file.",
        "text.png": "This is no picture that we can read.",
        "pipe.png": "This is no file.",
        "nowhere.png": "It is gone.",
    }
    assert maker.store.existing("s") == frozenset()


async def test_a_thumbnail_that_cannot_be_written_says_so(tmp_path: Path, pictures: list[ThumbnailJob]) -> None:
    async with ThumbnailMaker(ThumbnailStore(tmp_path, FullDisk(room=3)), MakerOptions(workers=1)) as maker:
        outcome = await maker.one(pictures[0])
    assert isinstance(outcome, Refused)
    assert "could not be written" in outcome.reason


class Deadly:
    """An embedder that ends its process on the second picture, and hangs on the third."""

    def __init__(self) -> None:
        self._inner = create()
        self.info = self._inner.info

    def embed(self, images: list[Pixels]) -> np.ndarray:
        if images[0].shape[1] == 97:
            os.kill(os.getpid(), signal.SIGSEGV)
        if images[0].shape[1] == 98:
            signal.pause()
        return self._inner.embed(images)


def deadly() -> Embedder:
    return Deadly()  # type: ignore[return-value]


@pytest.mark.skipif(os.name != "posix", reason="signals are sent")
async def test_a_decoder_that_crashes_or_hangs_costs_that_picture_only(
    store: ThumbnailStore, pictures: list[ThumbnailJob], sample_pixels: Pixels
) -> None:
    pictures[4].source.write_bytes(encode_png(np.pad(sample_pixels, ((0, 0), (0, 1), (0, 0)))))
    pictures[7].source.write_bytes(encode_png(np.pad(sample_pixels, ((0, 0), (0, 2), (0, 0)))))
    async with ThumbnailMaker(store, MakerOptions(workers=2, timeout_s=1.0, create_embedder=deadly)) as maker:
        await maker.one(pictures[0])
        outcomes = {outcome.job: outcome for outcome in await made_all(maker, pictures)}
    lost = {job: outcome.reason for job, outcome in outcomes.items() if isinstance(outcome, Refused)}
    assert lost.keys() == {pictures[4], pictures[7]}
    assert "SIGSEGV" in lost[pictures[4]]
    assert "longer than 1 seconds" in lost[pictures[7]]


async def test_the_zoo_costs_no_worker(maker: ThumbnailMaker, tmp_path: Path) -> None:
    good, bad = dict(zoo.good()), dict(zoo.bad())
    for name, data in (good | bad).items():
        (tmp_path / name).write_bytes(data)
    outcomes = await made_all(maker, [ThumbnailJob("s", tmp_path / name) for name in good | bad])
    assert {outcome.job.source.name for outcome in outcomes if isinstance(outcome, Made)} == good.keys()
    reasons = {outcome.job.source.name: outcome.reason for outcome in outcomes if isinstance(outcome, Refused)}
    assert reasons.keys() == bad.keys()
    assert not any("decoder" in reason or "longer" in reason for reason in reasons.values())


KILLED = """
import asyncio, sys
from pathlib import Path
from dreamwindow.library.thumbnails import MakerOptions, ThumbnailJob, ThumbnailMaker, ThumbnailStore

async def main() -> None:
    folder = Path(sys.argv[1])
    async with ThumbnailMaker(ThumbnailStore(folder / "thumbnails"), MakerOptions(workers=1)) as maker:
        await maker.one(ThumbnailJob("s", folder / "0.png"))
        print("made", flush=True)
        await asyncio.Event().wait()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_workers_do_not_outlive_who_started_them(pictures: list[ThumbnailJob], tmp_path: Path) -> None:
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, str(tmp_path / "killed.py"), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"made\n"
        workers = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    assert workers
    assert psutil.wait_procs(workers, timeout=30)[1] == []


async def test_leaving_ends_what_is_being_made(store: ThumbnailStore, pictures: list[ThumbnailJob]) -> None:
    with pytest.raises(asyncio.CancelledError):  # noqa: PT012 - it is the leaving that cancels
        async with ThumbnailMaker(store, MakerOptions(workers=1)) as maker:
            waiting = asyncio.ensure_future(made_all(maker, pictures * 50))
            await maker.one(pictures[0])
        await waiting


async def test_idle_workers_end_but_for_one(store: ThumbnailStore, pictures: list[ThumbnailJob]) -> None:
    async with ThumbnailMaker(store, MakerOptions(workers=3, idle_s=0.3)) as maker:
        await made_all(maker, pictures)
        while sum(slot.is_warm for slot in maker._slots) > 1:  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)
        assert len(await made_all(maker, pictures)) == len(pictures)


async def test_a_pass_can_be_stopped_before_its_end(maker: ThumbnailMaker, pictures: list[ThumbnailJob]) -> None:
    drawn: list[ThumbnailJob] = []

    def jobs() -> Iterator[ThumbnailJob]:
        for job in pictures:
            drawn.append(job)
            yield job

    async with aclosing(maker.make(jobs())) as outcomes:
        await anext(outcomes)
    assert len(drawn) <= 4
