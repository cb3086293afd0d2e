from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx
import pytest

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.conftest import client_of
from tests.server.toy import ToyAct, toy_app


@pytest.fixture
async def live() -> AsyncIterator[LiveAct]:
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig()) as live:
        yield live


@pytest.fixture
async def http(act: ToyAct, live: LiveAct, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(toy_app(act, ServerConfig(port=0), static=static, live=live)) as client:
        yield client


async def test_a_live_scene_starts_as_performers_expect(http: httpx.AsyncClient) -> None:
    settings = (await http.get("/api/settings?scene=live")).json()
    assert settings["prompt"] == "artistic painting style"
    assert (settings["strength"], settings["guidance_scale"], settings["num_inference_steps"]) == (0.5, None, None)


async def test_without_a_scene_both_are_steered_and_the_dream_answers(
    http: httpx.AsyncClient, act: ToyAct, live: LiveAct
) -> None:
    answer = await http.post("/api/prompt", json={"prompt": "glass"})
    assert answer.json()["mode"] == act.settings.mode
    assert (act.settings.prompt, live.scene.settings.prompt) == ("glass", "glass")
    await http.patch("/api/settings", json={"strength": 0.9, "taste": 0.1})
    assert (act.settings.taste, live.scene.settings.strength) == (0.1, 0.9)


@pytest.mark.parametrize(("scene", "dreams", "lives"), [("dream", "glass", False), ("live", None, True)])
async def test_a_scene_that_is_named_is_steered_alone(
    http: httpx.AsyncClient, act: ToyAct, live: LiveAct, scene: str, dreams: str | None, lives: bool
) -> None:
    answer = await http.post(f"/api/prompt?scene={scene}", json={"prompt": "glass"})
    assert answer.json()["prompt"] == "glass"
    assert act.settings.prompt == dreams
    assert (live.scene.settings.prompt == "glass") is lives


@pytest.mark.parametrize("changes", [{"strength": 0.9, "mode": "warp"}, {"prompt": ""}])
async def test_what_one_refuses_changes_neither(
    http: httpx.AsyncClient, act: ToyAct, live: LiveAct, changes: dict[str, object]
) -> None:
    before = act.settings, live.scene.settings
    assert (await http.patch("/api/settings", json=changes)).status_code == 422
    assert (act.settings, live.scene.settings) == before


async def test_what_says_nothing_in_a_live_scene_is_refused_there(http: httpx.AsyncClient) -> None:
    answer = await http.patch("/api/settings?scene=live", json={"mode": "hybrid"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:dreamwindow:problem:settings-rejected")


@pytest.mark.parametrize("scene", ["stage", "own", "", "No Stage", "x" * 33])
async def test_a_scene_that_is_not_there_is_refused(http: httpx.AsyncClient, scene: str) -> None:
    answer = await http.get("/api/settings", params={"scene": scene})
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:dreamwindow:problem:unknown-name")
    assert answer.json()["remedy"]


async def test_a_scene_that_cameras_share_is_steered_by_its_name(
    http: httpx.AsyncClient, act: ToyAct, live: LiveAct
) -> None:
    with live.entered("stage") as camera, live.entered() as other:
        answer = await http.post("/api/prompt?scene=stage", json={"prompt": "glass"})
        assert answer.json()["prompt"] == camera.scene.settings.prompt == "glass"
        assert (await http.get("/api/settings?scene=stage")).json()["prompt"] == "glass"
        assert other.scene.settings.prompt == live.scene.settings.prompt == "artistic painting style"
    assert act.settings.prompt is None
