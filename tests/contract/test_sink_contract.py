"""Every sink that can be declared, the example of a plugin among them, is held to the contract."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dreamwindow.contracts.sink import MakeSink, Sink, SinkOptions
from dreamwindow.outputs.away.ffmpeg import Ffmpeg
from tests.contract.examples import example
from tests.contract.sink_suite import SinkContract
from tests.outputs.away.test_v4l2 import Kernel, camera


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="there is no ffmpeg (Debian: ffmpeg)")
class TestFfmpeg(SinkContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Callable[[], Sink]:
        return partial(Ffmpeg, SinkOptions(to="out.mkv", base_dir=tmp_path))


class TestLoopback(SinkContract):
    @pytest.fixture
    def make(self) -> Callable[[], Sink]:
        return partial(camera, Kernel())


class TestExample(SinkContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Callable[[], Sink]:
        sink: MakeSink = example("plugins/mapped.py").MappedSink
        return partial(sink, SinkOptions(to="pictures.raw", base_dir=tmp_path))
