from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

JSON = {"Content-Type": "application/json"}


async def test_a_prompt_is_set(http: httpx.AsyncClient, act: ToyAct) -> None:
    answer = await http.post("/api/prompt", json={"prompt": " cafe\u0301  noir "})
    assert answer.json() == act.settings.to_dict()
    assert act.settings.prompt == "caf\u00e9 noir"


async def test_a_prompt_of_null_lets_the_themes_go_on(http: httpx.AsyncClient, act: ToyAct) -> None:
    act.steer(prompt="x")
    assert (await http.patch("/api/settings", json={"prompt": None})).json()["prompt"] is None
    assert act.settings.prompt is None


async def test_strength_is_set(http: httpx.AsyncClient, act: ToyAct) -> None:
    assert (await http.post("/api/strength", json={"strength": 1})).json()["strength"] == 1.0


async def test_a_patch_changes_what_it_mentions_and_counts_it(http: httpx.AsyncClient, act: ToyAct) -> None:
    before = act.settings.to_dict()
    answer = await http.patch("/api/settings", json={"speed": 2, "seed": 7})
    assert answer.json() == before | {"speed": 2.0, "seed": 7, "revision": 2}
    assert (await http.get("/api/settings?scene=dream")).json() == answer.json()


async def test_a_patch_of_nothing_changes_nothing(http: httpx.AsyncClient, act: ToyAct) -> None:
    assert (await http.patch("/api/settings", json={})).json()["revision"] == 1


async def test_a_scene_that_is_not_there(http: httpx.AsyncClient) -> None:
    for request in (("GET", "/api/settings", None), ("POST", "/api/prompt", {"prompt": "x"})):
        method, path, body = request
        answer = await http.request(method, path, params={"scene": "live"}, json=body)
        assert_problem(answer, 404, "unknown-name", remedy="Scenes: dream.")


REFUSED: dict[str, tuple[str, str, Any, int, str]] = {
    "no body": ("POST", "/api/prompt", b"", 422, "invalid-request"),
    "half an object": ("POST", "/api/prompt", b'{"prompt":', 400, "bad-json"),
    "bytes that are no text": ("POST", "/api/prompt", b"\xff\xfe\x00", 400, "bad-json"),
    "ten thousand brackets": ("POST", "/api/prompt", b"[" * 10_000, 400, "bad-json"),
    "a list": ("POST", "/api/prompt", [], 422, "invalid-request"),
    "no prompt": ("POST", "/api/prompt", {}, 422, "invalid-request"),
    "a prompt that is a number": ("POST", "/api/prompt", {"prompt": 7}, 422, "invalid-request"),
    "half a surrogate": ("POST", "/api/prompt", b'{"prompt":"\\ud800"}', 422, "invalid-prompt"),
    "an empty prompt": ("POST", "/api/prompt", {"prompt": " "}, 422, "invalid-prompt"),
    "a prompt of ten megabytes": ("POST", "/api/prompt", {"prompt": "x" * 10_000_000}, 422, "invalid-prompt"),
    "an unknown field": ("POST", "/api/prompt", {"prompt": "x", "admin": 1}, 422, "invalid-request"),
    "an unknown setting": ("PATCH", "/api/settings", {"colour": "red"}, 422, "invalid-request"),
    "a revision": ("PATCH", "/api/settings", {"revision": 9}, 422, "invalid-request"),
    "strength as text": ("POST", "/api/strength", {"strength": "0.5"}, 422, "invalid-request"),
    "strength of two": ("PATCH", "/api/settings", {"strength": 2}, 422, "invalid-request"),
    "strength of null": ("PATCH", "/api/settings", {"strength": None}, 422, "invalid-request"),
    "strength that is true": ("PATCH", "/api/settings", {"strength": True}, 422, "invalid-request"),
    "strength that is not a number": ("PATCH", "/api/settings", b'{"strength":NaN}', 422, "invalid-request"),
    "strength without end": ("PATCH", "/api/settings", b'{"strength":1e999}', 422, "invalid-request"),
    "a seed with a fraction": ("PATCH", "/api/settings", {"seed": 1.5}, 422, "invalid-request"),
    "a seed of a thousand digits": ("PATCH", "/api/settings", b'{"seed":' + b"9" * 1000 + b"}", 422, "invalid-request"),
    "an unknown mode": ("PATCH", "/api/settings", {"mode": "warp"}, 422, "settings-rejected"),
    "one right, one wrong": ("PATCH", "/api/settings", {"speed": 1, "strength": -1}, 422, "invalid-request"),
}


@pytest.mark.parametrize(("method", "path", "body", "status", "name"), REFUSED.values(), ids=REFUSED.keys())
async def test_bad_input_gets_a_problem_and_changes_nothing(
    http: httpx.AsyncClient, act: ToyAct, method: str, path: str, body: Any, status: int, name: str
) -> None:
    before = act.settings
    sent = {"content": body, "headers": JSON} if isinstance(body, bytes) else {"json": body}
    assert_problem(await http.request(method, path, **sent), status, name)
    assert act.settings is before


async def test_a_problem_points_at_the_value(http: httpx.AsyncClient) -> None:
    answer = await http.patch("/api/settings", json={"strength": 2, "speed": "fast"})
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"#/strength", "#/speed"}


async def test_an_unknown_mode_gets_the_names(http: httpx.AsyncClient) -> None:
    answer = await http.patch("/api/settings", json={"mode": "warp"})
    assert_problem(answer, 422, "settings-rejected", remedy="Modes: img2img, interpolate, hybrid.")
