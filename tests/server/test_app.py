from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import httpx
import pytest

import dreamwindow
from dreamwindow.config.server import ServerConfig
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct, toy_app

HTML = {"Accept": "text/html,application/xhtml+xml"}


async def test_a_browser_gets_the_page(http: httpx.AsyncClient) -> None:
    answer = await http.get("/", headers=HTML)
    assert "<title>Dream Window</title>" in answer.text
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("no-cache", "Accept")


async def test_anyone_else_gets_what_runs_here(http: httpx.AsyncClient) -> None:
    assert (await http.get("/")).json() == {
        "service": "dreamwindow",
        "version": dreamwindow.__version__,
        "engine": "toy",
        "docs": "/openapi.json",
    }


async def test_assets_never_change_and_the_rest_is_asked_for_again(http: httpx.AsyncClient) -> None:
    assert "immutable" in (await http.get("/assets/index-4f3a.js")).headers["cache-control"]
    assert (await http.get("/favicon.svg")).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/assets/../index.html", "/assets/%2e%2e/index.html", "/assets/..%2findex.html"])
async def test_no_path_leaves_the_page(http: httpx.AsyncClient, path: str) -> None:
    assert_problem(await http.get(path), 404, "not-found")


async def test_a_page_that_is_not_built_says_how(act: ToyAct, tmp_path: Path) -> None:
    async with client_of(toy_app(act, ServerConfig(), static=tmp_path / "none")) as http:
        answer = await http.get("/", headers=HTML)
        assert_problem(answer, 503, "service-unavailable", remedy="Run `npm ci && npm run build` in web/.")
        assert_problem(await http.get("/assets/x.js"), 404, "not-found")
        assert (await http.get("/")).json()["service"] == "dreamwindow"


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("POST", "/api"), ("GET", "/api/settings/")])
async def test_nothing_there(http: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await http.request(method, path)
    assert_problem(answer, 404, "not-found")
    assert path in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/api/status"), ("GET", "/api/prompt"), ("PUT", "/")])
async def test_not_that_way(http: httpx.AsyncClient, method: str, path: str) -> None:
    answer = await http.request(method, path)
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"]


async def test_a_bug_says_nothing_but_where_it_is_logged(
    http: httpx.AsyncClient, act: ToyAct, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(self: ToyAct) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr(ToyAct, "status", broken)
    with caplog.at_level(logging.ERROR):
        answer = await http.get("/api/status")
    assert_problem(answer, 500, "internal-error")
    assert "secret" not in answer.text
    assert answer.json()["reference"] in caplog.text
    assert "the secret" in caplog.text


def _operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{method} {path}", item[method]) for path, item in document["paths"].items() for method in item]


async def test_the_document_names_every_answer(http: httpx.AsyncClient) -> None:
    document = (await http.get("/openapi.json")).json()
    operations = dict(_operations(document))
    assert {"patch /api/settings", "post /api/dream/pause", "get /current.{extension}", "get /"} <= operations.keys()
    for name, operation in operations.items():
        statuses = set(operation["responses"])
        assert {"400", "401", "421", "429", "500"} <= statuses, name
        assert any(status[0] == "2" for status in statuses), name
        assert operation["description"], name
        for asked in operation.get("parameters", ()):
            assert asked["in"] != "query" or asked.get("description"), (name, asked["name"])
        if "requestBody" in operation:
            assert {"403", "413", "415", "422"} <= statuses, name
        for status, answer in operation["responses"].items():
            if status[0] in "45":
                assert set(answer["content"]) == {"application/problem+json"}, (name, status)
    assert "HTTPValidationError" not in document["components"]["schemas"]


async def test_every_reference_in_the_document_leads_somewhere(http: httpx.AsyncClient) -> None:
    document = (await http.get("/openapi.json")).json()
    names = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert _references(document) <= names


async def test_bodies_have_examples(http: httpx.AsyncClient) -> None:
    document = (await http.get("/openapi.json")).json()
    for name in ("SettingsPatch", "SettingsView", "StatusView"):
        assert document["components"]["schemas"][name]["examples"]
    for name in ("PromptBody", "StrengthBody"):
        (field,) = document["components"]["schemas"][name]["properties"].values()
        assert field["examples"]


def _references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in node.values()))
    return set().union(*map(_references, node)) if isinstance(node, list) else set()


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/webrtc/offer", "POST"),
        ("PUT", "/api/settings", "GET, PATCH"),
        ("PUT", "/api/images/a/b", "DELETE, GET, PATCH"),
    ],
)
async def test_a_wrong_method_is_told_the_right_ones(
    http: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    answer = await http.request(method, path)
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == allowed
