"""Every source, the example of a plugin among them, is held to the contract; what the example sends, it receives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.contracts.source import MakeSource, Source, SourceOptions
from dreamwindow.imaging.codec import encode_png
from dreamwindow.outputs.video import encode_mp4
from dreamwindow.sources.folder import Folder
from dreamwindow.sources.video import Video
from tests.contract.examples import example
from tests.contract.source_suite import SourceContract
from tests.outputs.frames import frame, pixels, shown


def of(kind: MakeSource, folder: Path, place: str) -> Callable[[], Source]:
    return partial(kind, SourceOptions(place=place, base_dir=folder, patience_s=0.3))


class TestVideo(SourceContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Callable[[], Source]:
        film = encode_mp4((pixels(number, side=32), number / 10) for number in range(8))
        (tmp_path / "film.mp4").write_bytes(film)
        return of(Video, tmp_path, "film.mp4")

    @pytest.fixture
    def nowhere(self, tmp_path: Path) -> Callable[[], Source]:
        return of(Video, tmp_path, "gone.mp4")


class TestFolder(SourceContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Callable[[], Source]:
        (tmp_path / "1.png").write_bytes(encode_png(pixels(1)))
        return of(Folder, tmp_path, ".")

    @pytest.fixture
    def nowhere(self, tmp_path: Path) -> Callable[[], Source]:
        return of(Folder, tmp_path, "gone")


class TestExample(SourceContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Iterator[Callable[[], Source]]:
        """While somebody sends."""
        mapped, ended = example("plugins/mapped.py"), threading.Event()
        sink = mapped.MappedSink(SinkOptions(to="pictures.raw", base_dir=tmp_path))
        sink._write(pixels(0))

        def send() -> None:
            number = 0
            while not ended.wait(0.01):
                number += 1
                sink._write(pixels(number))

        thread = threading.Thread(target=send)
        thread.start()
        yield of(mapped.MappedSource, tmp_path, "pictures.raw")
        ended.set()
        thread.join()
        sink._map.close()

    @pytest.fixture
    def nowhere(self, tmp_path: Path) -> Callable[[], Source]:
        return of(example("plugins/mapped.py").MappedSource, tmp_path, "gone")


async def test_what_the_example_sends_it_receives(tmp_path: Path) -> None:
    mapped = example("plugins/mapped.py")
    async with mapped.MappedSink(SinkOptions(to="pictures.raw", base_dir=tmp_path)) as sink:
        for number, side in ((1, 32), (2, 48)):
            sent = frame(number, side=side)
            await sink.take(shown(sent))
            with of(mapped.MappedSource, tmp_path, "pictures.raw")() as source:
                received = source.read()
            assert received is not None
            assert np.array_equal(received.pixels, sent.pixels)
