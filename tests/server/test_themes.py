from __future__ import annotations

import httpx
from pydantic import JsonValue

from tests.clock import VirtualClock
from tests.server.problems import assert_problem
from tests.server.test_taste import dreaming, http

__all__ = ["http"]
RUBBISH: list[JsonValue] = [
    {},
    [],
    {"themes": {}},
    {"themes": [7]},
    {"themes": [{"prompt": 7}]},
    {"themes": [{"words": "x"}]},
]
LAKE, EMBERS, CITY = "a lake at dawn", "glowing embers", "neon city"


async def test_themes_are_listed_with_the_one_that_is_dreamed_of(http: httpx.AsyncClient) -> None:
    themes = [{"prompt": prompt, "negative_prompt": None} for prompt in (LAKE, EMBERS, CITY)]
    assert (await http.get("/api/themes")).json() == {"themes": themes, "current": LAKE, "held": False}


async def test_a_turn_to_a_theme_clears_what_was_set(http: httpx.AsyncClient, virtual_clock: VirtualClock) -> None:
    await http.post("/api/prompt", json={"prompt": "a red desert"})
    await dreaming(http, virtual_clock)
    assert (await http.get("/api/themes")).json()["held"] is True
    assert (await http.post("/api/themes/turn", json={"place": 2})).json()["current"] == CITY
    await virtual_clock.sleep(3)
    assert (await http.get("/api/settings")).json()["prompt"] is None
    assert (await http.get("/api/status")).json()["current_prompt"] == CITY
    assert (await http.post("/api/themes/turn", json={})).json()["current"] == LAKE
    await virtual_clock.sleep(1)
    assert (await http.get("/api/status")).json()["current_prompt"] == CITY, "they slide; it is still the nearer one"


async def test_other_themes_are_dreamed_of_and_stay_for_the_next_run(
    http: httpx.AsyncClient, virtual_clock: VirtualClock
) -> None:
    await dreaming(http, virtual_clock)
    answer = await http.put("/api/themes", json={"themes": [{"prompt": "  kelp  ", "negative_prompt": "people"}]})
    assert answer.json()["themes"] == [{"prompt": "kelp", "negative_prompt": "people"}]
    assert answer.json()["current"] == "kelp"
    await http.post("/api/dream/stop")
    await dreaming(http, virtual_clock)
    assert (await http.get("/api/status")).json()["current_prompt"] == "kelp"


async def test_what_cannot_be_a_theme_is_refused(http: httpx.AsyncClient) -> None:
    before = (await http.get("/api/themes")).json()
    assert_problem(await http.put("/api/themes", json={"themes": []}), 422, "invalid-request")
    assert_problem(await http.put("/api/themes", json={"themes": [{"prompt": " "}]}), 422, "invalid-prompt")
    assert_problem(await http.post("/api/themes/turn", json={"place": 3}), 404, "unknown-name")
    for rubbish in RUBBISH:
        assert_problem(await http.put("/api/themes", json=rubbish), 422, "invalid-request")
    many = {"themes": [{"prompt": "x"}] * 201}
    assert_problem(await http.put("/api/themes", json=many), 422, "invalid-request")
    long = {"themes": [{"prompt": "x" * 2_001}]}
    assert_problem(await http.put("/api/themes", json=long), 422, "invalid-prompt")
    torn = b'{"themes": [{"prompt": "\\ud800"}]}'
    headers = {"content-type": "application/json"}
    assert (await http.put("/api/themes", content=torn, headers=headers)).status_code == 422
    assert_problem(await http.post("/api/themes/turn", json={"place": 10**30}), 404, "unknown-name")
    assert (await http.get("/api/themes")).json() == before
