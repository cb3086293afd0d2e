"""The server in front of the real act: engine, loop and files, in virtual time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.config.server import ServerConfig
from dreamwindow.imaging.codec import decode_image
from dreamwindow.server.app import create_app
from dreamwindow.wire.header import unpack
from tests.clock import VirtualClock
from tests.server.asgi_socket import HELLO, connected
from tests.server.conftest import client_of
from tests.server.problems import assert_problem

SMALL: dict[tuple[str, ...], tuple[str, Any]] = {
    ("generation", "width"): ("test", 64),
    ("generation", "height"): ("test", 64),
    ("recording", "min_free_gb"): ("test", 0),
    ("output", "display_rate_hz"): ("test", 6.0),
}


@pytest.fixture
def dream(tmp_path: Path, virtual_clock: VirtualClock) -> DreamAct:
    return DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock)


async def test_a_viewer_sees_a_dream_that_answers_to_words(dream: DreamAct, virtual_clock: VirtualClock) -> None:
    app = create_app(dream, ServerConfig(), clock=virtual_clock)
    async with client_of(app) as http:
        assert_problem(await http.get("/readyz"), 503, "engine-unavailable")
        async with dream, connected(app) as viewer:
            assert (await http.get("/readyz")).status_code == 200
            assert_problem(await http.get("/current.png"), 503, "engine-unavailable")
            viewer.say(HELLO)
            assert (await viewer.hear())["type"] == "welcome"
            await http.post("/api/dream/start")
            revision = (await http.post("/api/prompt", json={"prompt": "a red desert"})).json()["revision"]
            header, picture = unpack(await viewer.hear_frame())
            assert decode_image(bytes(picture)).shape == (64, 64, 3)
            while header.settings_rev != revision:
                viewer.say({"type": "ack", "seq": header.seq})
                header, _ = unpack(await viewer.hear_frame())
            assert (await http.get("/api/status")).json()["current_prompt"] == "a red desert"
            assert (await http.get("/current.png")).headers["etag"]


async def test_the_buttons_do_what_they_say(dream: DreamAct, virtual_clock: VirtualClock) -> None:
    app = create_app(dream, ServerConfig(), clock=virtual_clock)
    async with dream, client_of(app) as http:
        assert (await http.post("/api/dream/start")).json()["session_id"]
        await virtual_clock.sleep(3)
        assert (await http.get("/api/status")).json()["status"] == "live"
        await http.post("/api/dream/pause")
        await virtual_clock.sleep(1)
        paused = (await http.get("/api/status")).json()
        assert (paused["status"], paused["paused"], paused["pause_reason"]) == ("paused", True, "manual")
        await virtual_clock.sleep(60)
        assert (await http.get("/api/status")).json()["frame_number"] == paused["frame_number"]
        await http.post("/api/dream/resume")
        await virtual_clock.sleep(3)
        assert (await http.get("/api/status")).json()["frame_number"] > paused["frame_number"]
        assert (await http.post("/api/dream/stop")).json()["status"] == "stopped"
        assert (await http.post("/api/dream/start")).json()["session_id"] != paused["session_id"]


async def test_a_mode_that_is_not_there_gets_the_names(dream: DreamAct) -> None:
    async with dream, client_of(create_app(dream, ServerConfig())) as http:
        answer = await http.patch("/api/settings", json={"mode": "hybird"})
        assert_problem(answer, 422, "settings-rejected")
        assert "hybrid" in answer.json()["remedy"]
        engines = {engine["name"]: engine for engine in (await http.get("/api/engines")).json()["engines"]}
        assert [name for name, engine in engines.items() if engine["selected"]] == ["procedural"]
        assert {"img2img", "interpolate", "hybrid"} <= set(engines["procedural"]["modes"])
