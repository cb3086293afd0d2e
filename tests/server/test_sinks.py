"""Sinks that the config declares, over HTTP: fed with the dream, a source, or a camera by its token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self, cast

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.recordings import RecordingRules, Recordings
from dreamwindow.compose.sinks import GROUP, SinkPlaces
from dreamwindow.compose.sources import SourceDesk
from dreamwindow.compose.studio import Studio
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.config.sinks import SinkConfig
from dreamwindow.contracts.sink import MakeSink, SinkOptions
from dreamwindow.errors import SinkFailed
from dreamwindow.model.frame import ShownFrame
from dreamwindow.server.app import create_app
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.server.osc.desk import OscTally
from tests.clock import VirtualClock
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.asgi_socket import connected
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.test_camera import CAMERA, as_binary
from tests.server.test_metrics import figures
from tests.server.toy import ToyAct


class Wall:
    """Remembers how bright what it got was, and where it was to go; broken while it is told to be."""

    name = "wall"
    shown: list[int]
    broken = False
    options: SinkOptions

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def take(self, shown: ShownFrame) -> None:
        if self.broken:
            raise SinkFailed("It is dark.")
        self.shown.append(round(float(shown.frame.pixels.mean())))


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """What a plugin would bring."""
    wall = Wall()
    wall.shown = []

    def make(options: SinkOptions) -> Wall:
        wall.options = options
        return wall

    makers: dict[tuple[str, str], MakeSink] = {(GROUP, "wall"): make}
    monkeypatch.setattr("dreamwindow.plugins.load", lambda group, name: makers[group, name])
    return wall


@asynccontextmanager
async def house(
    act: ToyAct, folder: Path, clock: VirtualClock, *sinks: SinkConfig, osc: OscTally | None = None
) -> AsyncIterator[tuple[DescribedApp, httpx.AsyncClient]]:
    dream = cast(DreamAct, act)
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig(), clock=clock) as live:
        recordings = Recordings(RecordingRules(sessions_dir=folder, most=1, min_free_gb=0), clock)
        places = SinkPlaces(sinks, folder, clock)
        async with Studio(dream, live, recordings, SourceDesk(live, (), folder, clock), places) as studio:
            app = create_app(dream, ServerConfig(port=0), clock=clock, live=live, studio=studio, osc=osc)
            async with client_of(app) as http:
                yield app, http


WALL = SinkConfig(name="stage", kind="wall", to="left half")


async def test_the_dream_goes_there_from_the_start(
    act: ToyAct, wall: Wall, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with house(act, tmp_path, virtual_clock, WALL) as (_, http):
        for number in (1, 2):
            await act.show(number)
            await virtual_clock.sleep(0.1)
        assert wall.shown == [7, 14]
        assert wall.options == SinkOptions(to="left half", base_dir=tmp_path, rate_hz=30)
        (seen,) = (await http.get("/api/sinks")).json()["sinks"]
        assert seen == {
            "name": "stage", "kind": "wall", "of": "dream", "state": "sending", "says": None, "pictures": 2,
            "openings": 1,
        }  # fmt: skip
        assert (await http.post("/api/sinks/stage/stop")).json()["state"] == "stopped"
        await act.show(3)
        await virtual_clock.sleep(0.1)
    assert wall.shown == [7, 14]


async def test_a_camera_goes_there_by_its_token(
    act: ToyAct, wall: Wall, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with house(act, tmp_path, virtual_clock, WALL) as (app, http), connected(app) as socket:
        socket.say(CAMERA)
        token = (await socket.hear_of("welcome"))["token"]
        for body in ({"of": "live"}, {"of": "live", "token": "x"}, {"of": "moon"}):
            assert_problem(await http.post("/api/sinks/stage/start", json=body), 404, "unknown-name")
        begun = (await http.post("/api/sinks/stage/start", json={"of": "live", "token": token})).json()
        assert begun["of"] == "live"
        await virtual_clock.sleep(0.1)
        socket.say(as_binary(50))
        await virtual_clock.sleep(0.1)
    assert wall.shown == [51]


async def test_one_that_fails_is_said_and_tried_again(
    act: ToyAct, wall: Wall, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    wall.broken = True
    async with house(act, tmp_path, virtual_clock, WALL) as (_, http):
        await act.show(1)
        await virtual_clock.sleep(0.5)
        (seen,) = (await http.get("/api/sinks")).json()["sinks"]
        assert (seen["state"], seen["says"]) == ("waiting", "It is dark.")
        wall.broken = False
        await virtual_clock.sleep(1)
        assert wall.shown == [7]


async def test_begun_by_several_at_once_it_is_at_work_once(
    act: ToyAct, wall: Wall, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with house(act, tmp_path, virtual_clock, WALL) as (_, http):
        await act.show(1)
        await virtual_clock.sleep(0.1)
        await asyncio.gather(*(http.post("/api/sinks/stage/start", json={}) for _ in range(3)))
        await act.show(2)
        await virtual_clock.sleep(0.1)
        at_work = [task for task in asyncio.all_tasks() if task.get_name() == "sink stage"]
        of_the_second = wall.shown.count(14)
        for task in at_work:
            task.cancel()  # the house would wait for one that it does not know
    assert (len(at_work), of_the_second) == (1, 1)


async def test_only_what_is_declared_can_be_begun(act: ToyAct, tmp_path: Path, virtual_clock: VirtualClock) -> None:
    async with house(act, tmp_path, virtual_clock) as (_, http):
        assert (await http.get("/api/sinks")).json() == {"sinks": []}
        assert_problem(await http.post("/api/sinks/stage/start", json={}), 404, "unknown-name")
        assert (await http.post("/api/sinks/stage/start", json={"to": "rtmp://x/y"})).status_code == 422


async def test_what_goes_on_is_measured(act: ToyAct, wall: Wall, tmp_path: Path, virtual_clock: VirtualClock) -> None:
    later = WALL.model_copy(update={"name": "later", "starts": False})
    async with house(act, tmp_path, virtual_clock, WALL, later, osc=OscTally(heard=3, refused=1)) as (app, http):
        recording = (await http.post("/api/recordings", json={})).json()["id"]
        wall.broken = True
        await act.show(1)
        await virtual_clock.sleep(0.5)
        during = await figures(app)
        wall.broken = False
        await virtual_clock.sleep(1)
        await http.post(f"/api/recordings/{recording}/stop")
        after = await figures(app)
    assert (during["dreamwindow_sink_sending/stage"], after["dreamwindow_sink_sending/stage"]) == (0, 1)
    assert (after["dreamwindow_sink_failures_total/stage"], after["dreamwindow_sink_pictures_total/stage"]) == (1, 1)
    assert after["dreamwindow_sink_sending/later"] == 0
    assert "dreamwindow_sink_pictures_total/later" not in after
    running, completed = "dreamwindow_recordings_running", "dreamwindow_recordings_ended_total/completed"
    assert [(said[running], said[completed]) for said in (during, after)] == [(1, 0), (0, 1)]
    assert after["dreamwindow_recording_frames_total"] >= 1
    assert after["dreamwindow_recording_frames_dropped_total"] == 0
    assert (after["dreamwindow_osc_datagrams_total/heard"], after["dreamwindow_osc_refused_total"]) == (3, 1)
