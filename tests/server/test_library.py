"""The library over HTTP, in front of a real one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from dreamwindow.compose.shelf import Shelf
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.imaging.codec import decode_image, encode_png
from dreamwindow.library.library import Library
from tests.library.pictures import plain, write_picture
from tests.server.bookshelf import OURS, THEIRS, app_with, fill, shelf_in
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

FOREIGN = f"/api/images/{THEIRS}/{quote('forest 1 #?.png')}"


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    fill(tmp_path)
    async with shelf_in(tmp_path) as shelf:
        yield shelf


@pytest.fixture
async def library(shelf: Shelf) -> Library:
    return await shelf.library()


@pytest.fixture
async def http(shelf: Shelf, act: ToyAct) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app_with(shelf, act)) as client:
        yield client


async def names(http: httpx.AsyncClient, address: str, **asked: Any) -> list[str]:
    return [image["name"] for image in (await http.get(address, params=asked)).json()["images"]]


async def test_sessions_come_newest_first_in_pages(http: httpx.AsyncClient) -> None:
    first = (await http.get("/api/sessions", params={"limit": 1})).json()
    assert [session["id"] for session in first["sessions"]] == [OURS]
    rest = (await http.get("/api/sessions", params={"cursor": first["cursor"]})).json()
    assert ([session["id"] for session in rest["sessions"]], rest["cursor"]) == ([THEIRS], None)


async def test_a_session_says_what_it_is(http: httpx.AsyncClient) -> None:
    session = (await http.get(f"/api/sessions/{OURS}")).json()
    assert (session["kind"], session["status"], session["images"]) == ("dream", "completed", 3)
    assert session["began_at"] == "2026-11-20T10:00:00Z"


async def test_a_sessions_pictures_come_in_pages_with_their_words(http: httpx.AsyncClient) -> None:
    page = (await http.get(f"/api/sessions/{OURS}/images", params={"limit": 2})).json()
    assert [image["name"] for image in page["images"]] == ["000003.png", "000004.png"]
    assert (page["images"][0]["prompt"], page["images"][0]["seed"]) == ("a quiet sea, wave 3", "3")
    assert await names(http, f"/api/sessions/{OURS}/images", cursor=page["cursor"]) == ["000005.png"]


async def test_a_picture_is_its_file_and_can_be_had_in_part(http: httpx.AsyncClient, tmp_path: Path) -> None:
    data = (tmp_path / "sessions" / "sea" / "000003.png").read_bytes()
    whole = await http.get(f"/api/images/{OURS}/000003.png")
    assert (whole.content, whole.headers["content-type"]) == (data, "image/png")
    part = await http.get(f"/api/images/{OURS}/000003.png", headers={"Range": "bytes=8-15"})
    assert (part.status_code, part.content) == (206, data[8:16])
    assert (await http.get(f"/api/images/{OURS}/000003.png", headers={"Range": "lines=1"})).content == data
    assert (await http.get(FOREIGN)).status_code == 200


async def test_a_thumbnail_that_is_not_there_is_made(http: httpx.AsyncClient, library: Library) -> None:
    path = library.store.path(OURS, "000004.png")
    path.unlink()
    answer = await http.get(f"/api/images/{OURS}/000004.png", params={"thumbnail": True})
    assert answer.headers["content-type"] == "image/webp"
    assert decode_image(answer.content).shape[0] > 0
    assert path.is_file()


async def test_who_names_the_version_may_keep_the_answer(http: httpx.AsyncClient) -> None:
    address = f"/api/images/{OURS}/000003.png"
    version = (await http.get(f"{address}/entry")).json()["version"]
    asked = {"thumbnail": True, "v": version}
    assert "immutable" in (await http.get(address, params=asked)).headers["cache-control"]
    assert "no-cache" in (await http.get(address, params=asked | {"v": "old"})).headers["cache-control"]
    tag = (await http.get(address, params=asked)).headers["etag"]
    again = await http.get(address, params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert (await http.get(address, headers={"If-None-Match": tag})).status_code == 200


async def test_another_picture_of_the_same_name_is_another_answer(
    http: httpx.AsyncClient, library: Library, tmp_path: Path
) -> None:
    address = f"/api/images/{OURS}/000003.png"
    tag = (await http.get(address)).headers["etag"]
    write_picture(tmp_path / "sessions" / "sea" / "000003.png", 9, "something else")
    await library.in_thread(library.indexer.check_all)
    assert (await http.get(address, headers={"If-None-Match": tag})).status_code == 200


async def test_a_picture_says_how_it_was_made(http: httpx.AsyncClient) -> None:
    facts = (await http.get(f"{FOREIGN}/facts")).json()
    assert (facts["maker"], facts["prompt"], facts["seed"]) == ("a1111", "misty forest", "1")


async def test_what_is_said_of_pictures_stays(http: httpx.AsyncClient) -> None:
    address = f"/api/images/{OURS}/000003.png"
    said = (await http.patch(address, json={"favourite": True, "rating": 4, "add_tags": ["wall"]})).json()
    assert (said["favourite"], said["rating"], said["tags"]) == (True, 4, ["wall"])
    assert (await http.patch(address, json={"rating": 0})).json()["rating"] is None
    assert (await http.get(f"{address}/entry")).json()["tags"] == ["wall"]


async def test_many_are_marked_at_once_or_none_is(http: httpx.AsyncClient) -> None:
    address = f"/api/sessions/{OURS}/images"
    both = ["000003.png", "000004.png"]
    marked = (await http.patch(address, json={"names": both, "favourite": True})).json()["images"]
    assert [image["favourite"] for image in marked] == [True, True]
    answer = await http.patch(address, json={"names": ["000005.png", "nowhere.png"], "favourite": True})
    assert_problem(answer, 404, "image-not-found")
    assert await names(http, "/api/search", favourite=True) == ["000004.png", "000003.png"]


async def test_what_was_deleted_comes_back(http: httpx.AsyncClient, tmp_path: Path) -> None:
    file = tmp_path / "sessions" / "sea" / "000004.png"
    before = file.read_bytes()
    assert (await http.delete(f"/api/images/{OURS}/000004.png")).json() == {"session": OURS, "names": ["000004.png"]}
    assert not file.exists()
    assert await names(http, f"/api/sessions/{OURS}/images") == ["000003.png", "000005.png"]
    assert (await http.post(f"/api/images/{OURS}/000004.png/restore")).json()["name"] == "000004.png"
    assert file.read_bytes() == before
    chosen = {"names": ["000003.png", "000005.png"]}
    assert (await http.post(f"/api/sessions/{OURS}/trash", json=chosen)).json()["names"] == chosen["names"]
    assert len((await http.post(f"/api/sessions/{OURS}/restore", json=chosen)).json()["images"]) == 2


async def test_somebody_elses_pictures_are_not_deleted(http: httpx.AsyncClient, tmp_path: Path) -> None:
    assert_problem(await http.delete(FOREIGN), 403, "not-deletable")
    assert (tmp_path / "other" / "forest 1 #?.png").is_file()


async def test_words_find_pictures(http: httpx.AsyncClient) -> None:
    assert await names(http, "/api/search", q="mist") == ["forest 2 #?.png", "forest 1 #?.png"]
    assert await names(http, "/api/search", q="sea", until="2020-01-01") == []
    assert len(await names(http, "/api/search", q="sea", until="9999-12-31")) == 3
    assert await names(http, "/api/search", session=OURS, limit=1) == ["000005.png"]


async def test_likeness_and_colour_find_the_nearest_first(http: httpx.AsyncClient) -> None:
    assert (await names(http, "/api/search", like=f"{OURS}/000003.png"))[0] == "000003.png"
    red, green, blue = plain(2)[0, 0]
    assert (await names(http, "/api/search", colour=f"#{red:02x}{green:02x}{blue:02x}"))[0] == "forest 2 #?.png"
    answer = await http.post("/api/search", content=encode_png(plain(5)), headers={"Content-Type": "image/png"})
    assert answer.json()["images"][0]["name"] == "000005.png"


WRONG = [
    ("/api/sessions/nowhere", 404, "session-not-found"),
    ("/api/sessions/nowhere/images", 404, "session-not-found"),
    ("/api/sessions?cursor=xyz", 422, "invalid-query"),
    ("/api/search?cursor=xyz", 422, "invalid-query"),
    ("/api/search?like=xyz", 422, "invalid-query"),
    (f"/api/search?like={OURS}/nowhere.png", 404, "image-not-found"),
    ("/api/search?colour=red", 422, "invalid-request"),
    ("/api/search?since=0001-01-01", 422, "invalid-query"),
    ("/api/search?rating=9", 422, "invalid-request"),
    (f"/api/images/{OURS}/nowhere.png", 404, "image-not-found"),
    (f"/api/images/{OURS}/session.json", 404, "image-not-found"),
    (f"/api/images/{OURS}/..%2f..%2fother%2fsecret", 404, "not-found"),
    (f"/api/images/{OURS}/..", 404, "not-found"),
]


async def test_what_cannot_be_is_said(http: httpx.AsyncClient) -> None:
    for address, status, name in WRONG:
        assert_problem(await http.get(address), status, name)


async def test_a_body_that_is_no_picture_finds_nothing(http: httpx.AsyncClient) -> None:
    png = {"Content-Type": "image/png"}
    assert_problem(await http.post("/api/search", content=b"GIF89a?", headers=png), 422, "invalid-image")
    assert_problem(await http.post("/api/search", json={"q": "sea"}), 415, "unsupported-media-type")


async def test_what_is_said_wrongly_changes_nothing(http: httpx.AsyncClient) -> None:
    address = f"/api/images/{OURS}/000003.png"
    before = (await http.get(f"{address}/entry")).json()
    for wrong in ({"rating": 6}, {"rating": -1}, {"favourite": "yes"}, {"tags": [""]}, {"stars": 1}):
        assert_problem(await http.patch(address, json=wrong), 422, "invalid-request")
    assert_problem(await http.patch(address, json={"tags": ["\x00"]}), 422, "annotation-rejected")
    assert (await http.get(f"{address}/entry")).json() == before


async def test_a_dream_without_a_library_says_so(act: ToyAct, make_app: Any) -> None:
    async with client_of(make_app()) as http:
        assert_problem(await http.get("/api/sessions"), 503, "catalogue-unusable")


async def test_everything_is_counted(http: httpx.AsyncClient) -> None:
    stats = (await http.get("/api/stats")).json()
    assert (stats["sessions"], stats["images"], stats["by_root"]) == (2, 5, {"other": 2, "sessions": 3})


async def test_a_gallery_may_ask_for_more_pictures_than_other_things(shelf: Shelf, act: ToyAct) -> None:
    limits = ServerLimits(requests_at_once=1, requests_per_minute=1, pictures_at_once=4, pictures_per_minute=1)
    async with client_of(app_with(shelf, act, ServerConfig(port=0, limits=limits))) as http:
        address = f"/api/images/{OURS}/000003.png"
        assert [(await http.get(address)).status_code for _ in range(5)] == [200] * 4 + [429]
        assert "pictures_per_minute" in (await http.get(address)).json()["remedy"]
        assert [(await http.get("/api/stats")).status_code for _ in range(2)] == [200, 429]


async def test_many_pictures_are_one_file(http: httpx.AsyncClient, tmp_path: Path) -> None:
    chosen = httpx.QueryParams([("of", f"{THEIRS}/forest 1 #?.png"), ("of", f"{OURS}/000003.png"), ("session", OURS)])
    answer = await http.get("/api/export.zip", params=chosen)
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            f"{THEIRS}/forest 1 #?.png", "pictures.json", *(f"{OURS}/{n:06d}.png" for n in (3, 4, 5)),
        ]  # fmt: skip
    assert_problem(await http.get("/api/export.zip"), 422, "invalid-query")
    assert_problem(await http.get("/api/export.zip?of=nothing"), 404, "image-not-found")
