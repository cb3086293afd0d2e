from __future__ import annotations

import httpx

from tests.server.problems import assert_problem
from tests.server.toy import ToyAct


async def test_status_has_every_field(http: httpx.AsyncClient, act: ToyAct) -> None:
    assert (await http.get("/api/status")).json() == act.status().to_dict()


async def test_the_buttons_answer_with_the_status_they_led_to(http: httpx.AsyncClient, act: ToyAct) -> None:
    for button, status in (("pause", "paused"), ("resume", "live"), ("stop", "stopped"), ("start", "live")):
        answer = await http.post(f"/api/dream/{button}")
        assert answer.json()["status"] == status == act.status().status
    assert (await http.post("/api/dream/skip")).json()["frame_number"] == 1


async def test_a_start_that_cannot_be(http: httpx.AsyncClient, act: ToyAct) -> None:
    act.why_not = "The engine is away."
    assert_problem(await http.post("/api/dream/start"), 503, "engine-unavailable", remedy="Wait a little.")


async def test_engines_are_listed(http: httpx.AsyncClient) -> None:
    assert (await http.get("/api/engines")).json() == {
        "engines": [
            {
                "name": "toy",
                "description": "Draws squares.",
                "available": True,
                "why": None,
                "selected": True,
                "modes": ["img2img", "interpolate", "hybrid"],
                "unused": ["guidance_scale"],
            }
        ]
    }


async def test_an_engine_is_chosen_and_what_cannot_be_is_a_problem(http: httpx.AsyncClient, act: ToyAct) -> None:
    act.set_status(engine="another")
    answer = await http.post("/api/engines/toy/select")
    assert [engine["name"] for engine in answer.json()["engines"] if engine["selected"]] == ["toy"]
    assert act.status().engine == "toy"
    assert_problem(await http.post("/api/engines/toi/select"), 404, "unknown-name", remedy="There is: toy.")
    act.why_not = "Nobody answers."
    assert_problem(await http.post("/api/engines/toy/select"), 503, "engine-unavailable", remedy="Wait a little.")


async def test_health_while_there_is_no_engine(http: httpx.AsyncClient, act: ToyAct) -> None:
    act.why_not = "The engine is not loaded yet."
    for path in ("/health", "/api/health"):
        answer = await http.get(path)
        assert (answer.status_code, answer.json()["status"], answer.json()["model_loaded"]) == (200, "ok", False)


async def test_monitors_may_ask_with_head(http: httpx.AsyncClient, act: ToyAct) -> None:
    assert [(await http.head(path)).status_code for path in ("/health", "/readyz")] == [200, 200]
    act.why_not = "The engine is not loaded yet."
    assert [(await http.head(path)).status_code for path in ("/health", "/readyz")] == [200, 503]


async def test_readiness_says_why_not(http: httpx.AsyncClient, act: ToyAct) -> None:
    for path in ("/readyz", "/api/readyz"):
        assert (await http.get(path)).json() == {"status": "ready"}
    act.why_not = "The engine is not loaded yet."
    answer = await http.get("/readyz")
    assert_problem(answer, 503, "engine-unavailable")
    assert answer.json()["detail"] == act.why_not
