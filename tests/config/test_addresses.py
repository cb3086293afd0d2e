"""What is secret in the config is used, and not shown."""

from __future__ import annotations

import json

import pytest

from dreamwindow.config.live import LiveConfig
from dreamwindow.config.programs import ProgramConfig
from dreamwindow.config.sinks import SinkConfig
from dreamwindow.config.videos import SourceConfig


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("rtmp://live.example.org/app/stream-key", "rtmp://live.example.org/…"),
        ("srt://me:word@10.0.0.5:9000?passphrase=word", "srt://10.0.0.5/…"),
        ("rtmp://[::1/app/stream-key", "rtmp://…"),
        ("films/out.mkv", "films/out.mkv"),
        ("/dev/video10", "/dev/video10"),
    ],
)
def test_where_a_sink_sends_to_is_not_told(to: str, shown: str) -> None:
    sink = SinkConfig(name="stage", to=to)
    assert (sink.to, sink.model_dump(mode="json")["to"]) == (to, shown)


def test_a_cameras_password_is_not_told() -> None:
    place = "rtsp://me:word@camera.local/door?token=word"
    config = LiveConfig(sources=(SourceConfig(name="door", place=place),))
    assert config.sources[0].place == place
    assert json.loads(config.model_dump_json())["sources"][0]["place"] == "rtsp://camera.local/door"


def test_what_a_programs_variables_hold_is_not_told() -> None:
    config = ProgramConfig(name="mine", command=["true"], environment=["API_KEY=word=word"])
    assert config.environment == ["API_KEY=word=word"]
    assert config.model_dump(mode="json")["environment"] == ["API_KEY=…"]
