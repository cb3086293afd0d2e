from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dreamwindow.imaging.codec import decode_image, encode_png, thumbnail_of
from dreamwindow.imaging.descriptor import create
from dreamwindow.library.look import carried, carrying, look_of
from dreamwindow.library.roots import Root
from dreamwindow.library.thumbnails import MakerOptions, ThumbnailJob, ThumbnailMaker, ThumbnailStore, handing_over
from dreamwindow.model.frame import Pixels
from tests.faulty import FullDisk

DESCRIPTOR = create()


@pytest.fixture
def root(tmp_path: Path) -> Root:
    (tmp_path / "sessions" / "20261121_073000-misty").mkdir(parents=True)
    return Root(name="sessions", path=tmp_path / "sessions", ours=True)


@pytest.fixture
def picture(root: Root, sample_pixels: Pixels) -> Path:
    path = root.path / "20261121_073000-misty" / "000001.png"
    path.write_bytes(encode_png(sample_pixels))
    return path


def test_it_is_made_at_once_and_of_this_state_of_the_picture(
    root: Root, picture: Path, sample_pixels: Pixels, tmp_path: Path
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    handing_over(store, root, DESCRIPTOR)(picture, sample_pixels)
    assert store.is_of("sessions.20261121_073000-misty", "000001.png", picture.stat().st_mtime_ns)


async def test_the_thumbnail_is_the_one_that_the_maker_would_make(
    root: Root, picture: Path, sample_pixels: Pixels, tmp_path: Path
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    handing_over(store, root, DESCRIPTOR)(picture, sample_pixels)
    session = "sessions.20261121_073000-misty"
    handed_over = store.read(session, "000001.png")
    async with ThumbnailMaker(store, MakerOptions(workers=1)) as maker:
        await maker.one(ThumbnailJob(session, picture))
    made = store.read(session, "000001.png")
    assert np.array_equal(decode_image(handed_over), decode_image(made))
    assert handed_over == carrying(made, look_of(thumbnail_of(sample_pixels).pixels, DESCRIPTOR))


def test_it_carries_the_look_and_is_whole(root: Root, picture: Path, sample_pixels: Pixels, tmp_path: Path) -> None:
    store, session = ThumbnailStore(tmp_path / "thumbnails"), "sessions.20261121_073000-misty"
    handing_over(store, root, DESCRIPTOR)(picture, sample_pixels)
    assert carried(store.read(session, "000001.png")) == look_of(thumbnail_of(sample_pixels).pixels, DESCRIPTOR)
    assert not store.is_damaged(session, "000001.webp")


def test_what_cannot_be_written_is_left_for_later(
    root: Root, picture: Path, sample_pixels: Pixels, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails", FullDisk(room=0))
    with caplog.at_level("INFO"):
        handing_over(store, root, DESCRIPTOR)(picture, sample_pixels)
        handing_over(store, root, DESCRIPTOR)(root.path / "gone" / "000001.png", sample_pixels)
    assert store.existing("sessions.20261121_073000-misty") == frozenset()
    assert len(caplog.records) == 2
