"""Films of the library's pictures over HTTP, made by the real thing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

import av
import httpx
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.films import FilmRules, Films
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.app import create_app
from dreamwindow.server.routes.library import films as routes
from tests.server.bookshelf import OURS, THEIRS, fill, shelf_in
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct


@pytest.fixture
async def films(tmp_path: Path) -> AsyncIterator[Films]:
    async with Films(FilmRules(folder=tmp_path / "library" / "films", min_free_gb=0)) as films:
        yield films


@pytest.fixture
async def http(tmp_path: Path, films: Films, act: ToyAct) -> AsyncIterator[httpx.AsyncClient]:
    fill(tmp_path)
    async with shelf_in(tmp_path) as shelf:
        app = create_app(cast(DreamAct, act), ServerConfig(port=0), shelf=shelf, films=films)
        async with client_of(app) as client:
            yield client


async def made(http: httpx.AsyncClient, films: Films, **wish: Any) -> dict[str, Any]:
    """The film as it is once it is over."""
    answer = await http.post("/api/films", json=wish)
    assert answer.status_code == 201, answer.text
    await films.finished(answer.json()["id"])
    film: dict[str, Any] = (await http.get(f"/api/films/{answer.json()['id']}")).json()
    return film


async def test_a_session_of_ours_becomes_a_film_as_it_was_shown(http: httpx.AsyncClient, films: Films) -> None:
    film = await made(http, films, sessions=[OURS])
    assert (film["state"], film["pictures"], film["done"], film["seconds"]) == ("done", 3, 3, 0.125)  # frames 3 to 5
    file = await http.get(f"/api/films/{film['id']}/file")
    assert (file.headers["content-type"], len(file.content)) == ("video/mp4", film["bytes"])
    assert "sea.mp4" in unquote(file.headers["content-disposition"])
    with av.open(str(films.find(film["id"]).order.file)) as container:
        assert (container.metadata["title"], container.streams.video[0].width) == ("a quiet sea, wave 3", 24)
    part = await http.get(f"/api/films/{film['id']}/file", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, b"ftyp")
    assert [one["id"] for one in (await http.get("/api/films")).json()["films"]] == [film["id"]]
    assert (await http.delete(f"/api/films/{film['id']}")).status_code == 204
    assert_problem(await http.get(f"/api/films/{film['id']}/file"), 404, "session-not-found")


async def test_pictures_from_anywhere_come_in_the_order_they_are_given(http: httpx.AsyncClient, films: Films) -> None:
    of = [f"{THEIRS}/forest 2 #?.png", f"{OURS}/000004.png"]
    film = await made(http, films, of=of, kind="gif", each_s=0.5, interpolation="none", captions=True)
    assert (film["state"], film["seconds"], film["name"]) == ("done", 1.0, "pictures.gif")
    assert [still.path.name for still in films.find(film["id"]).order.choice.stills] == [
        "forest 2 #?.png",
        "000004.png",
    ]


async def test_what_cannot_be_is_refused_and_what_nobody_can_read_is_said(
    http: httpx.AsyncClient, films: Films, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST_PICTURES", 2)
    for wish, status, name in (
        ({}, 422, "invalid-query"),
        ({"sessions": ["sessions.nowhere"]}, 404, "session-not-found"),
        ({"of": ["../../etc/passwd"]}, 404, "image-not-found"),
        ({"sessions": [OURS]}, 422, "invalid-query"),
        ({"sessions": [OURS], "kind": "zip"}, 422, "invalid-request"),
    ):
        assert_problem(await http.post("/api/films", json=wish), status, name)
    for path in (tmp_path / "other").iterdir():
        path.write_bytes(b"rubbish")
    film = await made(http, films, sessions=[THEIRS])
    assert (film["state"], film["problem"]) == ("failed", "None of the 2 pictures can be read.")
    assert_problem(await http.get(f"/api/films/{film['id']}/file"), 422, "invalid-query")
