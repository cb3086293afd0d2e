"""Every route that is given the name of a file or a folder, given the name of another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from dreamwindow.config.server import ServerConfig
from tests.server.bookshelf import OURS, app_with, fill, shelf_in
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
async def http(tmp_path: Path, act: ToyAct) -> AsyncIterator[httpx.AsyncClient]:
    fill(tmp_path)
    for folder in (tmp_path, tmp_path / "sessions"):
        (folder / "secret.png").write_text(SECRET)
    async with shelf_in(tmp_path) as shelf, client_of(app_with(shelf, act)) as client:
        yield client


def file_routes(app_document: dict[str, dict[str, object]]) -> list[tuple[str, str]]:
    """Methods and paths of the library and the page that are given a name."""
    given = [(method, path) for path, said in app_document.items() for method in said if "{" in path]
    return [(method, path) for method, path in given if path.startswith(("/api/images", "/api/sessions", "/current"))]


async def test_no_name_leads_out_of_its_folder(http: httpx.AsyncClient, tmp_path: Path) -> None:
    before = secrets_in(tmp_path)
    document = (await http.get("/openapi.json")).json()
    routes = file_routes(document["paths"])
    assert len(routes) > 10
    for method, path in routes:
        for trick in TRICKS:
            for session in (OURS, trick):
                address = path.format(session=session, name=trick, extension=trick)
                answer = await http.request(method, address, json={} if method == "patch" else None)
                told = (method, address, answer.status_code)
                assert SECRET not in answer.text, told
                assert "root:" not in answer.text, told
                if "{name}" in path or "{extension}" in path or session == trick:
                    assert answer.status_code in (403, 404, 405, 422), told
    assert secrets_in(tmp_path) == before
    assert len(before) == 2


def secrets_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("secret.png")}


async def test_the_control_a_right_name_leads_to_its_picture(http: httpx.AsyncClient) -> None:
    assert (await http.get(f"/api/images/{OURS}/000003.png")).status_code == 200


async def test_nor_does_one_among_the_pages_files(open_app: OpenApp) -> None:
    async with client_of(open_app(ServerConfig())) as http:
        assert (await http.get("/assets/index-4f3a.js")).status_code == 200
        for trick in (*TRICKS, "..%2findex.html"):
            assert (await http.get(f"/assets/{trick}")).status_code == 404, trick
