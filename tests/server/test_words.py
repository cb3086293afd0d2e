"""What the engine understands, asked over HTTP of the real act."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.server.app import create_app


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    loaded = load(None, None, environ={}, cwd=tmp_path)
    async with DreamAct(loaded, DreamOptions()) as act:
        transport = httpx.ASGITransport(create_app(act, loaded.config.server))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield client


async def test_words_are_said_with_weight_kind_and_colours(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/api/words", params={"prompt": "the (misty:1.3) forest, teal blorpf"})).json()
    assert answer["reads_words"]
    said = {word["text"]: word for word in answer["words"]}
    assert list(said) == ["misty", "forest", "teal", "blorpf"]
    assert said["misty"]["weight"] == 1.3
    assert (said["teal"]["taken_as"], said["blorpf"]["taken_as"]) == ("colour", "unknown")
    assert len(said["forest"]["colours"]) == 6


async def test_an_empty_prompt_is_refused_with_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/words", params={"prompt": " "})
    assert (answer.status_code, answer.json()["detail"]) == (422, "The prompt is empty.")


async def test_the_whole_config_is_said_with_what_can_change(client: httpx.AsyncClient) -> None:
    settings = {s["key"]: s for s in (await client.get("/api/config")).json()["settings"]}
    assert settings["generation.strength"]["live"]
    assert not settings["server.port"]["live"]
    assert settings["server.port"] == {
        "key": "server.port", "value": 8000, "default": 8000, "place": None, "live": False,
        "description": settings["server.port"]["description"],
    }  # fmt: skip
