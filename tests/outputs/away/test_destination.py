"""Where ffmpeg sends pictures: what was made before is never written over."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import pytest

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import ConfigError, SinkFailed
from dreamwindow.outputs.away.destination import destination_of


def to(place: str, folder: Path = Path()) -> SinkOptions:
    return SinkOptions(to=place, base_dir=folder)


def test_a_film_that_is_there_is_kept_and_the_new_one_named_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "out.mkv").write_bytes(b"a film")
    (tmp_path / "out-2.mkv").write_bytes(b"another")
    destination = destination_of(to("out.mkv", tmp_path))
    assert destination.begin() == [f"file:{tmp_path}/out-3.mkv"]
    assert "out-3.mkv" in caplog.text
    (tmp_path / "out-3.mkv").write_bytes(b"a third")
    destination.end()
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"another", b"a third", b"a film"]


def test_two_that_begin_at_once_have_a_file_each_and_an_empty_one_goes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    one, other = destination_of(to("-i.mkv", tmp_path)), destination_of(to("-i.mkv", tmp_path))
    assert (one.begin(), other.begin()) == ([f"file:{tmp_path}/-i.mkv"], [f"file:{tmp_path}/-i-2.mkv"])
    one.end()
    other.end()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")
    destination = destination_of(to("pipe.mkv", tmp_path))
    assert destination.begin() == [f"file:{tmp_path}/pipe.mkv"]
    destination.end()
    assert (tmp_path / "pipe.mkv").exists()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SinkFailed, match="No such file or directory"):
        destination_of(to("nowhere/out.mkv", tmp_path)).begin()


@pytest.mark.parametrize("place", ["pipe://1", "http://example.org", "concat://x"])
def test_what_is_no_place_for_a_stream_is_refused(place: str) -> None:
    with pytest.raises(ConfigError):
        destination_of(to(place))


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("rtmp://host/app/key", ["-f", "flv", "rtmp://host/app/key"]),
        ("srt://host:9000", ["-f", "mpegts", "srt://host:9000"]),
    ],
)
def test_a_stream_is_wrapped_as_its_address_wants_and_its_key_is_not_told(place: str, said: list[str]) -> None:
    destination = destination_of(to(place))
    assert destination.begin() == said
    assert destination.hidden(f"{place}: refused") == f"{place.partition(':')[0]}://…: refused"
