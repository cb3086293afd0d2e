"""Every route that is given the name of a file or a folder, given the name of another."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.launched.desk import RunDesk
from dreamwindow.config.load import load
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.server.app import create_app
from tests.server.bookshelf import OURS, fill, shelf_in
from tests.server.conftest import client_of
from tests.server.security.conftest import OpenApp
from tests.server.toy import ToyAct

SECRET = "the secret beside the sessions"
TRICKS = [
    "..%2fsecret.png",
    "..%2F..%2Fsecret.png",
    "%2e%2e%2fsecret.png",
    "..%5csecret.png",
    "....%2f%2fsecret.png",
    "%2fetc%2fpasswd",
    "..%252fsecret.png",
    "secret.png%00.png",
    "sea%2f..%2f..%2fsecret.png",
    "C:%5csecret.png",
    "file:%2f%2f%2fetc%2fpasswd",
    "link.png",
]


@pytest.fixture
async def http(tmp_path: Path, act: ToyAct, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    fill(tmp_path)
    for folder in (tmp_path, tmp_path / "sessions"):
        (folder / "secret.png").write_text(SECRET)
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    runs = RunDesk(load(None, environ={}, cwd=tmp_path))
    async with shelf_in(tmp_path) as shelf:
        limits = ServerLimits(requests_at_once=10_000)  # every trick at every route, in one go
        app = create_app(cast(DreamAct, act), ServerConfig(port=0, limits=limits), shelf=shelf, runs=runs)
        async with client_of(app) as client:
            yield client


def named_routes(document: dict[str, dict[str, object]]) -> list[tuple[str, str]]:
    """Methods and paths of all operations that are given a name."""
    return [(method, path) for path, said in document.items() for method in said if "{" in path]


def filled(path: str, given: dict[str, str], otherwise: str) -> str:
    """The path with these names in it, and ``otherwise`` wherever none is given."""
    return re.sub(r"\{(\w+)\}", lambda found: given.get(found[1], otherwise), path)


async def test_no_name_leads_out_of_its_folder(http: httpx.AsyncClient, tmp_path: Path) -> None:
    before = secrets_in(tmp_path)
    document = (await http.get("/openapi.json")).json()
    routes = named_routes(document["paths"])
    assert len(routes) > 20
    for method, path in routes:
        for trick in TRICKS:
            for given in ({"session": OURS}, {}):
                address = filled(path, given, trick)
                answer = await http.request(method, address, json={} if method == "patch" else None)
                told = (method, address, answer.status_code)
                assert SECRET not in answer.text, told
                assert "root:" not in answer.text, told
                if trick in address:
                    assert answer.status_code in (403, 404, 405, 409, 422, 503), told
    assert secrets_in(tmp_path) == before
    assert len(before) == 2


QUERIES = (
    "/api/export.zip?session={trick}",
    "/api/export.zip?of={trick}/{trick}",
    f"/api/export.zip?of={OURS}/{{trick}}",
    f"/api/search?like={OURS}/{{trick}}",
    "/api/search?like={trick}/000003.png",
)


async def test_nor_does_one_in_a_query(http: httpx.AsyncClient) -> None:
    for query in QUERIES:
        for trick in TRICKS:
            answer = await http.get(query.format(trick=trick))
            assert SECRET not in answer.text, (query, trick)
            assert answer.status_code in (404, 422), (query, trick)


def secrets_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("secret.png")}


async def test_the_control_a_right_name_leads_to_its_picture(http: httpx.AsyncClient) -> None:
    assert (await http.get(f"/api/images/{OURS}/000003.png")).status_code == 200


async def test_nor_does_one_among_the_pages_files(open_app: OpenApp) -> None:
    async with client_of(open_app(ServerConfig())) as http:
        assert (await http.get("/assets/index-4f3a.js")).status_code == 200
        for trick in (*TRICKS, "..%2findex.html"):
            assert (await http.get(f"/assets/{trick}")).status_code == 404, trick
