"""Recordings over HTTP: of the dream, and of a camera by who has its token."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.recordings import RecordingRules, Recordings
from dreamwindow.compose.sinks import SinkPlaces
from dreamwindow.compose.sources import SourceDesk
from dreamwindow.compose.studio import Studio
from dreamwindow.compose.subjects import Subject, shows_of
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.errors import UnknownName
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model.frame import ShownFrame
from dreamwindow.model.session import SessionManifest
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.take.reel import Reel
from dreamwindow.outputs.take.take import FilmName
from dreamwindow.server.app import create_app
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.sessions.reader import read_manifest
from dreamwindow.sessions.writer import SessionWriter
from tests.clock import VirtualClock
from tests.ffprobe import probe
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.asgi_socket import connected
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.test_camera import CAMERA, as_binary
from tests.server.toy import ToyAct


@asynccontextmanager
async def recording_app(act: ToyAct, folder: Path, clock: Clock) -> AsyncIterator[DescribedApp]:
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig(keep_s=30), clock=clock) as live:
        rules = RecordingRules(sessions_dir=folder, most=2, min_free_gb=0)
        sources = SourceDesk(live, (), folder, clock)
        async with Studio(cast(DreamAct, act), live, Recordings(rules, clock), sources, SinkPlaces()) as studio:
            yield create_app(cast(DreamAct, act), ServerConfig(port=0), clock=clock, live=live, studio=studio)


@pytest.fixture
async def app(act: ToyAct, tmp_path: Path, virtual_clock: VirtualClock) -> AsyncIterator[DescribedApp]:
    async with recording_app(act, tmp_path, virtual_clock) as app:
        yield app


@pytest.fixture
async def http(app: DescribedApp) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as client:
        yield client


async def test_the_dream_is_recorded_and_listed(
    http: httpx.AsyncClient, act: ToyAct, virtual_clock: VirtualClock
) -> None:
    begun = await http.post("/api/recordings", json={})
    assert begun.status_code == 201, begun.text
    path = f"/api/recordings/{begun.json()['id']}"
    for number in range(100, 2_100, 100):
        await act.show(number)
        await virtual_clock.sleep(0.1)
    assert_problem(await http.get(f"{path}/recording.mp4"), 404, "session-not-found")
    assert (await http.get(path)).json()["state"] == "running"
    ended = (await http.post(f"{path}/stop")).json()
    assert (ended["state"], ended["reason"], ended["frames"] >= 20, ended["dropped"]) == (
        "completed",
        "stopped",
        True,
        0,
    )
    assert (await http.post(f"{path}/stop")).json() == ended
    assert (await http.get("/api/recordings")).json() == {"recordings": [ended], "cursor": None}
    assert probe(Path(ended["folder"]) / "recording.mp4").complaints == ""


async def test_a_camera_is_recorded_with_what_it_saw_and_goes_on_when_it_comes_back(
    http: httpx.AsyncClient, app: DescribedApp, virtual_clock: VirtualClock
) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        token = (await socket.hear_of("welcome"))["token"]
        wish = {"of": "live", "token": token, "camera": True}
        recording = (await http.post("/api/recordings", json=wish)).json()
        for value in (20, 40, 60):
            socket.say(as_binary(value))
            await virtual_clock.sleep(0.5)
    await virtual_clock.sleep(5)
    async with connected(app) as socket:
        socket.say(CAMERA | {"token": token})
        await socket.hear_of("welcome")
        socket.say({"type": "prompt", "prompt": "glass"})
        for value in (80, 100):
            socket.say(as_binary(value))
            await virtual_clock.sleep(0.5)
        ended = (await http.post(f"/api/recordings/{recording['id']}/stop")).json()
    assert (ended["frames"], ended["films"]) == (6, ["recording", "camera"])  # the last one is seen until the end
    for film in ended["films"]:
        probed = probe(Path(ended["folder"]) / f"{film}.mp4")
        assert (probed.frames, probed.complaints) == (6, "")
        assert probed.duration_s == pytest.approx(7.5, abs=0.2)
    manifest = read_manifest(Path(ended["folder"]))
    assert (manifest.kind, manifest.settings["of"], manifest.engine["name"]) == ("live", "live", "toy")
    assert "glass" in (Path(ended["folder"]) / "settings.jsonl").read_text()


async def test_a_camera_that_leaves_for_good_ends_its_recording(
    http: httpx.AsyncClient, app: DescribedApp, virtual_clock: VirtualClock
) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        token = (await socket.hear_of("welcome"))["token"]
        recording = (await http.post("/api/recordings", json={"of": "live", "token": token})).json()
        socket.say(as_binary(20))
        await virtual_clock.sleep(0.5)
    await virtual_clock.sleep(60)
    ended = (await http.get(f"/api/recordings/{recording['id']}")).json()
    assert (ended["state"], ended["reason"]) == ("completed", "no picture came for 35 s")


@pytest.mark.parametrize(
    ("wish", "status", "name"),
    [
        ({"of": "live"}, 404, "unknown-name"),
        ({"of": "live", "token": "somebody"}, 404, "unknown-name"),
        ({"of": "moon"}, 404, "unknown-name"),
        ({"of": "dream", "camera": True}, 404, "unknown-name"),
        ({"of": 1}, 422, "invalid-request"),
    ],
)
async def test_what_cannot_be_recorded_is_said(
    http: httpx.AsyncClient, wish: dict[str, object], status: int, name: str
) -> None:
    assert_problem(await http.post("/api/recordings", json=wish), status, name)
    assert (await http.get("/api/recordings")).json()["recordings"] == []


@asynccontextmanager
async def cameras(app: DescribedApp, count: int) -> AsyncIterator[list[dict[str, object]]]:
    """Wishes to record each of them."""
    async with AsyncExitStack() as stack:
        wishes: list[dict[str, object]] = []
        for _ in range(count):
            socket = await stack.enter_async_context(connected(app))
            socket.say(CAMERA)
            wishes.append({"of": "live", "token": (await socket.hear_of("welcome"))["token"]})
        yield wishes


async def test_there_is_an_end_to_recordings(http: httpx.AsyncClient, app: DescribedApp) -> None:
    async with cameras(app, 2) as wishes:
        for wish in wishes:
            assert (await http.post("/api/recordings", json=wish)).status_code == 201
        assert_problem(await http.post("/api/recordings", json={}), 503, "live-full")
    page = (await http.get("/api/recordings?limit=1")).json()
    rest = (await http.get("/api/recordings", params={"cursor": page["cursor"]})).json()
    assert len({one["id"] for one in page["recordings"] + rest["recordings"]}) == 2


async def test_what_is_recorded_already_is_not_recorded_twice_at_once(http: httpx.AsyncClient) -> None:
    both = await asyncio.gather(*(http.post("/api/recordings", json={}) for _ in range(2)))
    begun, refused = sorted(both, key=lambda answer: answer.status_code)
    assert begun.status_code == 201
    assert_problem(refused, 409, "already-recorded")
    again = await http.post("/api/recordings", json={})
    assert f"/api/recordings/{begun.json()['id']}/stop" in again.json()["remedy"]
    await http.post(f"/api/recordings/{begun.json()['id']}/stop")
    assert (await http.post("/api/recordings", json={})).status_code == 201


async def test_a_fault_of_one_ends_nothing_but_itself(
    http: httpx.AsyncClient,
    app: DescribedApp,
    act: ToyAct,
    virtual_clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        token = (await socket.hear_of("welcome"))["token"]
        wishes: list[dict[str, object]] = [{}, {"of": "live", "token": token}]
        faulty, well = [(await http.post("/api/recordings", json=wish)).json()["id"] for wish in wishes]

        def add(self: Reel, shown: ShownFrame, add: Callable[[Reel, ShownFrame], None] = Reel.add) -> None:
            if self.frames == 1 and self._path.parent.name == faulty:
                raise ZeroDivisionError
            add(self, shown)

        monkeypatch.setattr(Reel, "add", add)
        for number in (1, 2, 3):
            await act.show(number)
            socket.say(as_binary(20 * number))
            await virtual_clock.sleep(0.5)
        ended = (await http.get(f"/api/recordings/{faulty}")).json()
        assert (ended["state"], "fault of ours" in ended["reason"], ended["frames"] > 0) == ("failed", True, True)
        assert read_manifest(Path(ended["folder"])).status == "failed"
        assert (await http.get(f"/api/recordings/{well}")).json()["state"] == "running"
        assert (await http.post(f"/api/recordings/{well}/stop")).json()["frames"] >= 3


def the_manifest(folder: Path) -> SessionManifest:
    """Of the one session there."""
    (session,) = folder.iterdir()
    return read_manifest(session)


Shows = Callable[[], AbstractAsyncContextManager[Mapping[FilmName, Fanout]]]


def camera(shows: Shows) -> Subject:
    return Subject(name="live", key="token", shows=shows, settings=Settings, engine=lambda: None)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(UnknownName("It has just left."), "It has just left."), (ZeroDivisionError("why"), "ZeroDivisionError: why")],
)
async def test_one_that_cannot_begin_is_told_to_who_asks_and_its_session_has_failed(
    tmp_path: Path, virtual_clock: VirtualClock, error: Exception, reason: str
) -> None:
    @asynccontextmanager
    async def gone() -> AsyncIterator[Mapping[FilmName, Fanout]]:
        raise error
        yield {}

    rules = RecordingRules(sessions_dir=tmp_path, most=1, min_free_gb=0)
    async with Recordings(rules, virtual_clock) as recordings:
        with pytest.raises(type(error)):
            await recordings.start(camera(gone))
        await virtual_clock.sleep(0)
        manifest = the_manifest(tmp_path)
        assert (manifest.status, manifest.stop_reason) == ("failed", reason)
        assert (await recordings.start(camera(partial(shows_of, Fanout())))).take.state == "running"


async def test_one_that_nobody_waits_for_any_more_does_not_go_on(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    reached = asyncio.Event()

    @asynccontextmanager
    async def slow() -> AsyncIterator[Mapping[FilmName, Fanout]]:
        reached.set()
        await asyncio.Event().wait()
        yield {}

    rules = RecordingRules(sessions_dir=tmp_path, most=1, min_free_gb=0)
    async with Recordings(rules, virtual_clock) as recordings:
        asking = asyncio.ensure_future(recordings.start(camera(slow)))
        await reached.wait()
        asking.cancel()
        await asyncio.wait([asking])
        await virtual_clock.sleep(0.1)
        assert [task for task in asyncio.all_tasks() if task.get_name() == "recording"] == []
    manifest = the_manifest(tmp_path)
    assert (manifest.status, manifest.stop_reason) == ("aborted", "nobody waited for it")


@pytest.mark.parametrize("who", ["asks no more", "closes"])
async def test_one_whose_session_is_still_being_made_is_closed_when_it_is_there(
    tmp_path: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    opening, go, loop = asyncio.Event(), threading.Event(), asyncio.get_running_loop()

    def open_slowly(*args: Any, open_it: Callable[..., SessionWriter] = SessionWriter.open, **more: Any) -> Any:
        loop.call_soon_threadsafe(opening.set)
        assert go.wait(60)
        return open_it(*args, **more)

    monkeypatch.setattr(SessionWriter, "open", open_slowly)
    rules = RecordingRules(sessions_dir=tmp_path, most=1, min_free_gb=0)
    async with Recordings(rules, virtual_clock) as recordings:
        asking = asyncio.ensure_future(recordings.start(camera(partial(shows_of, Fanout()))))
        await opening.wait()
        if who == "asks no more":
            asking.cancel()
            await asyncio.wait([asking])
        go.set()
    await asyncio.wait([asking])
    assert asking.cancelled()
    assert the_manifest(tmp_path).status == "aborted"


@pytest.mark.parametrize("path", ["x", "..", "%2e%2e%2fsession.json", "x/recording.mp4", "x/../../session.mp4"])
async def test_only_recordings_are_served(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(f"/api/recordings/{path}")).status_code == 404


async def test_its_film_can_be_fetched_by_ranges(act: ToyAct, tmp_path: Path) -> None:
    async with recording_app(act, tmp_path, SystemClock()) as app, client_of(app) as http:
        path = f"/api/recordings/{(await http.post('/api/recordings', json={})).json()['id']}"
        for number in range(1, 4):
            await act.show(number)
            await asyncio.sleep(0)
        await http.post(f"{path}/stop")
        film = await http.get(f"{path}/recording.mp4", headers={"Range": "bytes=4-7"})
    assert (film.status_code, film.content, film.headers["content-type"]) == (206, b"ftyp", "video/mp4")
    async with recording_app(act, tmp_path, SystemClock()) as app, client_of(app) as http:
        assert (await http.get(f"{path}/recording.mp4")).status_code == 200, "of an earlier run"
        (tmp_path / "recording.mp4").touch()
        (tmp_path.parent / "recording.mp4").touch()
        for other in (".", "..", "%00", "x" * 300, "%2e%2e", "..%2f..", f"{path.rpartition('/')[2]}%2f.."):
            assert (await http.get(f"/api/recordings/{other}/recording.mp4")).status_code == 404, other


async def test_closing_makes_every_recording_whole(act: ToyAct, tmp_path: Path, virtual_clock: VirtualClock) -> None:
    async with recording_app(act, tmp_path, virtual_clock) as app, client_of(app) as http:
        recording = (await http.post("/api/recordings", json={})).json()
        await virtual_clock.sleep(0.1)
        await act.show(1)
    assert probe(tmp_path / recording["id"] / "recording.mp4").complaints == ""
    assert read_manifest(tmp_path / recording["id"]).stop_reason == "the server was closed"
