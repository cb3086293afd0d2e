"""Sources that the config declares, over HTTP: restyled as cameras are, seen, recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.recordings import RecordingRules, Recordings
from dreamwindow.compose.sinks import SinkPlaces
from dreamwindow.compose.sources import SourceDesk
from dreamwindow.compose.studio import Studio
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.config.videos import SourceConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.errors import MissingWeights
from dreamwindow.imaging.codec import encode_png
from dreamwindow.outputs.take.take import CAMERA, RECORDING
from dreamwindow.server.app import create_app
from dreamwindow.server.openapi import DescribedApp
from tests.clock import VirtualClock
from tests.ffprobe import probe
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.asgi_stream import streaming
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.test_metrics import figures
from tests.server.toy import ToyAct


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures, 50 and 90."""
    (tmp_path / "stills").mkdir()
    for value in (50, 90):
        (tmp_path / "stills" / f"{value}.png").write_bytes(encode_png(np.full((48, 64, 3), value, np.uint8)))
    return tmp_path


@asynccontextmanager
async def house(
    folder: Path, clock: Clock, *sources: SourceConfig, clients: int = 4
) -> AsyncIterator[tuple[LiveAct, Studio, DescribedApp]]:
    act = cast(DreamAct, ToyAct())
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig(clients=clients), clock=clock) as live:
        rules = RecordingRules(sessions_dir=folder / "sessions", most=2, min_free_gb=0)
        desk = SourceDesk(live, sources, folder, clock)
        async with Studio(act, live, Recordings(rules, clock), desk, SinkPlaces()) as studio:
            yield live, studio, create_app(act, ServerConfig(port=0), clock=clock, live=live, studio=studio)


STILLS = SourceConfig(name="stills", place="stills", picture_s=1.0)


async def test_a_source_is_a_camera_of_its_own(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, STILLS) as (live, studio, app), client_of(app) as http:
        await virtual_clock.sleep(0.05)
        subject = studio.sources.subject("stills")
        async with subject.shows() as films, films[RECORDING].watch() as styled, films[CAMERA].watch() as camera:
            seen = [round(float((await box.get()).frame.pixels.mean())) for box in (camera, styled)]
            await virtual_clock.sleep(1)
            seen += [round(float((await box.get()).frame.pixels.mean())) for box in (camera, styled)]
        assert seen == [50, 51, 90, 91]
        assert [client.scene.name for client in live.clients] == ["live"]
        said = await figures(app)
        assert (said["dreamwindow_source_playing/stills"], said["dreamwindow_source_failures_total/stills"]) == (1, 0)
        assert said["dreamwindow_source_pictures_total/stills"] >= 10
        (view,) = (await http.get("/api/sources")).json()["sources"]
    assert (view["name"], view["place"], view["state"], view["says"]) == ("stills", "stills", "playing", None)
    assert view["pictures"] >= 10


async def test_it_is_ended_and_begun_over_http(folder: Path, virtual_clock: VirtualClock) -> None:
    waiting = STILLS.model_copy(update={"starts": False})
    async with house(folder, virtual_clock, waiting) as (live, _, app), client_of(app) as http:
        assert (await http.get("/api/sources")).json()["sources"][0]["state"] == "stopped"
        assert_problem(await http.get("/api/sources/stills/stream.mjpeg"), 404, "unknown-name")
        assert_problem(await http.post("/api/recordings", json={"of": "stills"}), 404, "unknown-name")
        await http.post("/api/sources/stills/start")
        await virtual_clock.sleep(1)
        again = (await http.post("/api/sources/stills/start")).json()
        assert (again["state"], len(live.clients)) == ("playing", 1)
        assert (await http.post("/api/sources/stills/stop")).json()["state"] == "stopped"
        assert live.clients == []
        assert_problem(await http.post("/api/sources/moon/start"), 404, "unknown-name")


async def test_it_is_recorded_by_its_name(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, STILLS) as (_, _, app), client_of(app) as http:
        await virtual_clock.sleep(0.2)
        recording = (await http.post("/api/recordings", json={"of": "stills", "camera": True})).json()
        await virtual_clock.sleep(3)
        ended = (await http.post(f"/api/recordings/{recording['id']}/stop")).json()
    assert (ended["of"], ended["state"]) == ("stills", "completed")
    assert probe(Path(ended["folder"]) / "camera.mp4").duration_s == pytest.approx(3, abs=0.2)


async def test_it_is_seen_as_motion_jpeg(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, STILLS) as (_, _, app):
        await virtual_clock.sleep(0.2)
        async with streaming(app, path="/api/sources/stills/stream.mjpeg") as stream:
            assert await stream.picture()
            assert await stream.picture()


async def test_words_of_its_own_are_its_own(folder: Path, virtual_clock: VirtualClock) -> None:
    own = STILLS.model_copy(update={"prompt": "glass"})
    async with house(folder, virtual_clock, own) as (live, _, _):
        await virtual_clock.sleep(0.1)
        (client,) = live.clients
        assert (client.scene.name, client.scene.settings.prompt) == ("own", "glass")
        assert live.scene.settings.prompt != "glass"


async def test_one_that_fails_is_said_and_tried_again(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, SourceConfig(name="later", place="later.d", kind="folder")) as house_:
        _, studio, _ = house_
        await virtual_clock.sleep(0.5)
        seen = studio.sources.find("later")
        assert (seen.state, "cannot be read" in (seen.says or "")) == ("waiting", True)
        (folder / "stills").rename(folder / "later.d")
        await virtual_clock.sleep(5)
        assert (seen.state, seen.says) == ("playing", None)


async def test_a_fault_of_one_ends_nothing_and_it_comes_back_to_its_place(
    folder: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def bug(**_: object) -> None:
        raise ZeroDivisionError("a picture without a width")

    async with house(folder, virtual_clock, STILLS) as (live, _, app), client_of(app) as http:
        await virtual_clock.sleep(0.2)
        (before,) = live.clients
        monkeypatch.setattr("dreamwindow.live.client.Styled", bug)
        await virtual_clock.sleep(0.5)
        (seen,) = (await http.get("/api/sources")).json()["sources"]
        assert (seen["state"], "fault of ours" in seen["says"], live.clients) == ("waiting", True, [])
        assert "a picture without a width" in caplog.text
        await virtual_clock.sleep(13)
        assert caplog.text.count("Again in") == 4, "after 1 s, 2 s, 4 s, 8 s"
        monkeypatch.undo()
        await virtual_clock.sleep(5)
        (seen,) = (await http.get("/api/sources")).json()["sources"]
        assert (seen["state"], seen["says"]) == ("playing", None)
        assert [client.token for client in live.clients] == [before.token]


async def test_what_the_engine_lacks_is_said_with_what_to_do(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, STILLS) as (live, studio, _):
        await virtual_clock.sleep(0.2)
        engine = cast(ToyEngine, live.engine())
        engine.fault = MissingWeights("The model is gone.", "Fetch it again.")
        await virtual_clock.sleep(0.5)
        seen = studio.sources.find("stills")
        assert (seen.state, seen.says) == ("playing", "The model is gone. Fetch it again.")
        engine.fault = None
        await virtual_clock.sleep(0.5)
        assert (seen.state, seen.says) == ("playing", None)


async def test_one_that_came_to_its_end_says_so(folder: Path, virtual_clock: VirtualClock) -> None:
    once = STILLS.model_copy(update={"at_end": "stop"})
    async with house(folder, virtual_clock, once) as (live, studio, app), client_of(app) as http:
        await virtual_clock.sleep(3)
        (seen,) = (await http.get("/api/sources")).json()["sources"]
        assert (seen["state"], seen["pictures"], live.clients) == ("ended", 20, [])
        assert_problem(await http.post("/api/recordings", json={"of": "stills"}), 404, "unknown-name")
        assert studio.sources.start("stills").state == "opening"


async def test_without_a_place_for_it_it_says_so_and_begins_when_there_is_one(
    folder: Path, virtual_clock: VirtualClock
) -> None:
    other = STILLS.model_copy(update={"name": "other"})
    async with house(folder, virtual_clock, STILLS, other, clients=1) as (_, studio, _):
        await virtual_clock.sleep(1)
        assert (studio.sources.find("other").state, studio.sources.find("stills").state) == ("waiting", "playing")
        assert "places" in (studio.sources.find("other").says or "")
        await studio.sources.stop("stills")
        await virtual_clock.sleep(30)
        assert studio.sources.find("other").state == "playing"


async def test_one_that_is_ended_before_it_began_can_be_begun_again(folder: Path, virtual_clock: VirtualClock) -> None:
    async with house(folder, virtual_clock, STILLS.model_copy(update={"starts": False})) as (_, studio, _):
        studio.sources.start("stills")
        assert (await studio.sources.stop("stills")).state == "stopped"
        studio.sources.start("stills")
        await virtual_clock.sleep(1)
        assert studio.sources.find("stills").state == "playing"


@pytest.mark.parametrize("name", ["live", "dream", "Own", "", "a/b", "x" * 40])
def test_names_that_mean_something_else_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        SourceConfig(name=name, place="x")


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two called stills"):
        LiveConfig(sources=(STILLS, STILLS))
