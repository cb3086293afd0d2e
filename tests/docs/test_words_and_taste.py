"""Every example of the guide to words and taste does what the guide says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from dreamwindow.cli.run import run
from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.config.server import ServerConfig
from dreamwindow.config.timeline import parse_timeline
from dreamwindow.errors import ConfigError
from dreamwindow.server.app import create_app
from tests.clock import VirtualClock
from tests.server.conftest import client_of
from tests.server.test_taste import SMALL

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "words-and-taste.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
CONFIGS = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("# dreamwindow.yaml")]
TIMELINES = [text for kind, text in BLOCKS if kind == "yaml" and text.startswith("# evening.yaml")]
COMMANDS = [line for kind, text in BLOCKS if kind == "sh" for line in text.replace("\\\n", " ").splitlines()]
CURLS = [shlex.split(line) for line in COMMANDS if line.startswith("curl")]
RUNS = [shlex.split(line) for line in COMMANDS if line.startswith("dreamwindow run")]


def test_every_example_is_tried() -> None:
    assert (len(CONFIGS), len(TIMELINES), len(CURLS), len(RUNS)) == (4, 1, 10, 2)
    assert len(CURLS) + len(RUNS) == len(COMMANDS)
    assert len([kind for kind, _ in BLOCKS if kind == "yaml"]) == len(CONFIGS) + len(TIMELINES)


@pytest.mark.parametrize("text", CONFIGS)
def test_its_configs_are_configs(text: str, tmp_path: Path) -> None:
    path = tmp_path / "dreamwindow.yaml"
    path.write_text(text)
    config = load(path, environ={}).config
    assert config.model_dump(exclude_unset=True, exclude_defaults=False)


def test_its_timeline_is_one() -> None:
    moments = parse_timeline(TIMELINES[0].encode(), "evening.yaml").moments
    assert [moment.at_s for moment in moments] == [0, 300, 5400, 7200]
    assert [moment.over_s for moment in moments] == [0, 30, 120, 0]
    assert moments[-1].theme is None


def test_its_mistake_is_told_as_it_says() -> None:
    (said,) = [text for kind, text in BLOCKS if kind == "text"]
    with pytest.raises(ConfigError) as error:
        parse_timeline(b'- at: "00:00"\n  promt: a lake\n', "evening.yaml")
    assert f"dreamwindow: {error.value}\n" == said


@pytest.mark.parametrize("command", RUNS, ids=" ".join)
def test_its_commands_have_flags_that_are_there(command: list[str]) -> None:
    flags = {flag for parameter in run.params for flag in parameter.opts}
    assert {word for word in command if word.startswith("--")} <= flags


@pytest.fixture
async def http(tmp_path: Path, virtual_clock: VirtualClock) -> AsyncIterator[httpx.AsyncClient]:
    """A server in front of a dream that has shown a few frames, and keeps them all whole."""
    act = DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock)
    async with act, client_of(create_app(act, ServerConfig(), clock=virtual_clock)) as client:
        await act.start()
        await virtual_clock.sleep(4)
        yield client


async def test_its_requests_are_answered(http: httpx.AsyncClient) -> None:
    for words in CURLS:
        method = words[words.index("-X") + 1] if "-X" in words else "GET"
        (address,) = [word for word in words if word.startswith("http://")]
        body = json.loads(words[words.index("-d") + 1]) if "-d" in words else None
        answer = await http.request(method, httpx.URL(address).path, json=body)
        assert answer.status_code == 200, (words, answer.text)
    assert (await http.get("/api/settings")).json()["taste"] == 0.8
