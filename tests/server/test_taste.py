"""What a person keeps, over HTTP, in front of the real act in virtual time."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.app import create_app
from tests.clock import VirtualClock
from tests.server.conftest import client_of
from tests.server.problems import assert_problem

SMALL: dict[tuple[str, ...], tuple[str, Any]] = {
    ("generation", "width"): ("test", 64),
    ("generation", "height"): ("test", 64),
    ("generation", "seed"): ("test", 7),
    ("recording", "min_free_gb"): ("test", 0),
    ("output", "display_rate_hz"): ("test", 6.0),
    ("prompts", "base_themes"): ("test", ["a lake at dawn", "glowing embers", "neon city"]),
    ("taste", "closeness"): ("test", 0.0),
}


@pytest.fixture
async def http(tmp_path: Path, virtual_clock: VirtualClock) -> AsyncIterator[httpx.AsyncClient]:
    act = DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock)
    app = create_app(act, ServerConfig(), clock=virtual_clock)
    async with act, client_of(app) as client:
        yield client


async def dreaming(http: httpx.AsyncClient, clock: VirtualClock, seconds: float = 4) -> None:
    await http.post("/api/dream/start")
    await clock.sleep(seconds)


def files_below(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


async def test_a_heart_is_kept_for_the_runs_to_come(
    http: httpx.AsyncClient, virtual_clock: VirtualClock, tmp_path: Path
) -> None:
    assert (await http.get("/api/taste")).json() == {"taste": 0.0, "likes": [], "leads_to": []}
    await dreaming(http, virtual_clock)
    marked = (await http.post("/api/dream/favourite")).json()["file"]
    (like,) = (await http.get("/api/taste")).json()["likes"]
    assert tmp_path / "sessions" / like["picture"] == Path(marked)
    assert like["prompt"] == "a lake at dawn"
    assert (await http.get("/api/status")).json()["likes"] == 1
    again = DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock)
    async with again:
        assert [kept.picture for kept in again.taste.likes] == [like["picture"]]


async def test_more_like_this_comes_back_to_a_picture_and_its_words(
    http: httpx.AsyncClient, virtual_clock: VirtualClock
) -> None:
    await dreaming(http, virtual_clock)
    number = (await http.get("/api/status")).json()["frame_number"]
    await http.post("/api/prompt", json={"prompt": "glowing embers"})
    await virtual_clock.sleep(10)
    settings = (await http.post("/api/dream/more-like-this", json={"number": number})).json()
    assert (settings["taste"], settings["prompt"]) == (0.5, None)
    await virtual_clock.sleep(6)
    status = (await http.get("/api/status")).json()
    assert (status["current_prompt"], status["taste"]) == ("a lake at dawn", 0.5)
    assert status["cache_injections"] == 1


async def test_more_of_the_words_that_are_held_keeps_them(http: httpx.AsyncClient, virtual_clock: VirtualClock) -> None:
    await http.post("/api/prompt", json={"prompt": "a red desert"})
    await dreaming(http, virtual_clock)
    assert (await http.post("/api/dream/more-like-this", json={})).json()["prompt"] == "a red desert"
    assert (await http.get("/api/taste")).json()["leads_to"] == [{"prompt": "a red desert", "share": 1.0}]


async def test_a_slider_that_goes_up_turns_to_what_was_kept(
    http: httpx.AsyncClient, virtual_clock: VirtualClock
) -> None:
    await http.post("/api/prompt", json={"prompt": "a red desert"})
    await dreaming(http, virtual_clock)
    await http.post("/api/dream/favourite")
    await http.post("/api/prompt", json={"prompt": None})
    await virtual_clock.sleep(2)
    assert (await http.get("/api/status")).json()["current_prompt"] == "a lake at dawn"
    await http.patch("/api/settings", json={"taste": 1.0})
    await virtual_clock.sleep(14)
    assert (await http.get("/api/status")).json()["current_prompt"] == "a red desert"


async def test_what_is_forgotten_draws_no_more(
    http: httpx.AsyncClient, virtual_clock: VirtualClock, tmp_path: Path
) -> None:
    await dreaming(http, virtual_clock)
    marked = (await http.post("/api/dream/favourite")).json()["file"]
    assert len((await http.delete("/api/taste", params={"picture": "another"})).json()["likes"]) == 1
    (like,) = (await http.get("/api/taste")).json()["likes"]
    assert (await http.delete("/api/taste", params={"picture": like["picture"]})).json()["likes"] == []
    await http.post("/api/dream/favourite")
    assert (await http.delete("/api/taste")).json()["likes"] == []
    assert json.loads((tmp_path / "sessions" / "taste.json").read_bytes())["likes"] == []
    assert (await http.get("/api/status")).json()["likes"] == 0
    assert Path(marked).name in files_below(tmp_path)


async def test_more_of_a_frame_that_nobody_remembers(http: httpx.AsyncClient, virtual_clock: VirtualClock) -> None:
    assert_problem(await http.post("/api/dream/more-like-this", json={}), 404, "not-remembered")
    await dreaming(http, virtual_clock)
    assert_problem(await http.post("/api/dream/more-like-this", json={"number": 99_999}), 404, "not-remembered")
    assert_problem(await http.post("/api/dream/more-like-this", json={"number": 0}), 422, "invalid-request")
