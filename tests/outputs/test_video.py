"""An MP4's index stands before its pictures, so that a player begins before it has all."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import av
import pytest

from dreamwindow.files import atomic_write
from dreamwindow.outputs.video import Video, VideoOptions, encode_mp4
from tests.outputs.film.sessions import picture

FRAMES = [(picture(number), number / 24) for number in range(1, 49)]


def boxes(data: bytes) -> Iterator[str]:
    """The kinds of the outermost, in order."""
    at = 0
    while at < len(data):
        yield data[at + 4 : at + 8].decode()
        at += int.from_bytes(data[at : at + 4], "big")


def frames_in(data: bytes) -> int:
    with av.open(io.BytesIO(data), "r") as container:
        return len(list(container.decode(video=0)))


def in_memory(path: Path) -> bytes:
    return encode_mp4(FRAMES)


def film(file: BinaryIO, then: BaseException | None = None) -> None:
    with Video(file, VideoOptions()) as video:
        for pixels, at_s in FRAMES:
            video.add(pixels, at_s)
        if then is not None:
            raise then
        video.end()


def on_disk(path: Path) -> bytes:
    atomic_write(film, path)
    return path.read_bytes()


@pytest.mark.parametrize("made", [in_memory, on_disk])
def test_the_index_is_before_the_pictures(made: Callable[[Path], bytes], tmp_path: Path) -> None:
    data = made(tmp_path / "out.mp4")
    order = list(boxes(data))
    assert order.index("moov") < order.index("mdat")
    assert frames_in(data) == len(FRAMES)


def test_what_broke_off_is_not_put_in_order(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with path.open("wb") as file, pytest.raises(KeyboardInterrupt):
        film(file, KeyboardInterrupt())
    assert "moov" not in list(boxes(path.read_bytes()))[:2]
