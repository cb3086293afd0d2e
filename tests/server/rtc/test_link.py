"""Cameras over WebRTC, both ends in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import httpx
import pytest

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.context import ServerContext
from dreamwindow.server.openapi import DescribedApp
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.conftest import client_of
from tests.server.toy import ToyAct, toy_app

pytest.importorskip("aiortc", reason="dreamwindow[webrtc] is not installed")
from aiortc import AudioStreamTrack, RTCConfiguration, RTCPeerConnection, RTCRtpSender

from tests.server.rtc.peers import WAIT_S, filming


@pytest.fixture
async def live() -> AsyncIterator[LiveAct]:
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig(clients=2)) as live:
        yield live


@pytest.fixture
async def app(live: LiveAct, act: ToyAct, static: Path) -> AsyncIterator[DescribedApp]:
    app = toy_app(act, ServerConfig(port=0), static=static, live=live)
    async with app.state.rtc:
        yield app
        app.state.context.doors.close()
        await app.state.context.doors.emptied()


@pytest.fixture
def context(app: DescribedApp) -> ServerContext:
    context: ServerContext = app.state.context
    return context


@pytest.fixture
async def http(app: DescribedApp) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(app) as http:
        yield http


async def test_a_camera_sees_itself_restyled_and_hears_what_became_of_each_frame(http: httpx.AsyncClient) -> None:
    async with filming(http, 100, stamped=True) as camera:
        welcome = await camera.hear_of("welcome")
        assert welcome["scene"] == "live"
        assert welcome["token"]
        await camera.sees(101)
        _, stamp = await camera.seen()
        assert 0 < stamp <= camera.filming.count
        passed = await camera.hear_of("passed")
        assert passed["received_us"] <= passed["started_us"] <= passed["ended_us"]


async def test_words_go_by_the_data_channel(http: httpx.AsyncClient, live: LiveAct) -> None:
    async with filming(http, 100) as camera:
        await camera.hear_of("welcome")
        camera.say(type="settings", prompt="stained glass", strength=0.7)
        settings = await camera.hear_of("settings")
        assert (settings["prompt"], settings["strength"]) == ("stained glass", 0.7)
        assert live.scene.settings.prompt != "stained glass"
        camera.say(type="settings", strength=7)
        assert (await camera.hear_of("error"))["code"] == "bad_message"
        assert (await camera.hear_of("live"))["clients"] == 1


async def test_two_cameras_never_see_each_others_frames(http: httpx.AsyncClient) -> None:
    async with filming(http, 60) as one, filming(http, 180) as other:
        await one.sees(61)
        await other.sees(181)
        for _ in range(10):
            assert abs((await one.seen())[0] - 61) < 10
            assert abs((await other.seen())[0] - 181) < 10


async def test_frames_that_were_swapped_would_be_seen(http: httpx.AsyncClient, app: DescribedApp) -> None:
    async with filming(http, 60) as one, filming(http, 180) as other:
        a, b = (link._track for link in app.state.rtc._links.values())
        a._client, b._client = b._client, a._client
        await one.sees(181)
        await other.sees(61)


async def test_who_leaves_makes_room_and_comes_back_with_its_settings(
    http: httpx.AsyncClient, live: LiveAct, context: ServerContext
) -> None:
    async with filming(http, 100) as camera:
        token = (await camera.hear_of("welcome"))["token"]
        camera.say(type="settings", prompt="stained glass")
        await camera.hear_of("settings")
        assert (await http.delete(f"/api/webrtc/offer/{camera.id}")).status_code == 204
        await camera.ends()
        await context.doors.emptied()
        assert live.clients == []
        assert (await http.delete(f"/api/webrtc/offer/{camera.id}")).status_code == 404
    async with filming(http, 100, token=token) as camera:
        welcome = await camera.hear_of("welcome")
        assert (welcome["token"], welcome["settings"]["prompt"]) == (token, "stained glass")


async def test_who_goes_without_a_word_leaves_its_place(
    http: httpx.AsyncClient, live: LiveAct, context: ServerContext, caplog: pytest.LogCaptureFixture
) -> None:
    async with filming(http, 100) as camera:
        await camera.sees(101)
        await camera.connection.close()
        await context.doors.emptied()
    assert live.clients == []
    assert "fault of ours" not in caplog.text


async def test_a_frame_that_is_too_large_is_refused_before_it_is_decoded(
    http: httpx.AsyncClient, live: LiveAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dreamwindow.server.rtc.sluice.MAX_PIXELS", 100)
    async with filming(http, 100) as camera:
        assert "64x48 is too large" in (await camera.hear_of("error"))["message"]
        (client,) = live.clients
        assert (client.drops["unreadable"] > 0, client.tally.spread("engine")) == (True, None)


async def test_an_offer_without_vp8_is_refused(http: httpx.AsyncClient) -> None:
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    video = connection.addTransceiver("video")
    known = RTCRtpSender.getCapabilities("video").codecs
    video.setCodecPreferences([codec for codec in known if codec.mimeType == "video/H264"])
    await connection.setLocalDescription(await connection.createOffer())
    refused = await http.post("/api/webrtc/offer", json={"type": "offer", "sdp": connection.localDescription.sdp})
    assert (refused.status_code, "VP8" in refused.json()["detail"]) == (422, True)
    await connection.close()


async def test_the_server_shows_cameras_out_when_it_closes(http: httpx.AsyncClient, context: ServerContext) -> None:
    async with filming(http, 100) as camera:
        await camera.sees(101)
        context.doors.close()
        await camera.ends()
        await context.doors.emptied()


async def test_one_more_than_there_are_places_is_told_so(http: httpx.AsyncClient) -> None:
    async with filming(http, 60), filming(http, 180):
        with pytest.raises(httpx.HTTPStatusError) as refused:
            async with filming(http, 90):
                pass
        assert refused.value.response.status_code == 503
        assert refused.value.response.json()["type"].endswith("live-full")


@pytest.mark.parametrize(
    "sdp",
    ["x", "v=0", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96", "v=0\r\nm=\r\n", "v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\n"],
)
async def test_what_is_no_offer_is_refused_and_takes_no_place(
    http: httpx.AsyncClient, live: LiveAct, sdp: str, context: ServerContext
) -> None:
    answer = await http.post("/api/webrtc/offer", json={"type": "offer", "sdp": sdp})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("invalid-offer")
    await context.doors.emptied()
    assert live.clients == []


async def test_candidates_come_one_by_one(http: httpx.AsyncClient) -> None:
    async with filming(http, 100) as camera:
        path = f"/api/webrtc/offer/{camera.id}"
        found = {"candidate": "candidate:1 1 udp 2130706431 192.0.2.7 50000 typ host", "sdpMid": "0"}
        assert (await http.patch(path, json=found)).status_code == 204
        assert (await http.patch(path, json={"candidate": ""})).status_code == 204
        assert (await http.patch(path, json={"candidate": "x", "sdpMid": "0"})).status_code == 422
        assert (await http.patch("/api/webrtc/offer/another", json={"candidate": ""})).status_code == 404


async def test_sound_goes_back(http: httpx.AsyncClient) -> None:
    async with filming(http, 100, sound=AudioStreamTrack()) as camera:
        assert (await camera.hears()).samples > 0
        await camera.sees(101)


async def test_who_never_connects_loses_its_place(
    http: httpx.AsyncClient, live: LiveAct, context: ServerContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dreamwindow.server.rtc.link.CONNECT_S", 0.01)
    monkeypatch.setattr("dreamwindow.server.rtc.link.SETTLE_S", 0.01)
    before = asyncio.all_tasks()
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    connection.addTransceiver("video")
    await connection.setLocalDescription(await connection.createOffer())
    offer = {"type": "offer", "sdp": connection.localDescription.sdp}
    assert (await http.post("/api/webrtc/offer", json=offer)).status_code == 201
    await context.doors.emptied()
    assert live.clients == []
    await connection.close()
    if left := asyncio.all_tasks() - before:  # aioice looks 20 ms later whether it was closed
        await asyncio.wait(left, timeout=WAIT_S)


async def test_links_count_among_the_sockets_of_an_address(http: httpx.AsyncClient, context: ServerContext) -> None:
    context.doors.per_address = 1
    async with filming(http, 100):
        with pytest.raises(httpx.HTTPStatusError) as refused:
            async with filming(http, 90):
                pass
        assert refused.value.response.status_code == 429


async def test_it_is_said_whether_there_is_webrtc(http: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await http.get("/api/webrtc")).json() == {"available": True, "why": None, "ice_servers": []}
    monkeypatch.setattr("dreamwindow.server.rtc.desk.find_spec", lambda _: None)
    missing = (await http.get("/api/webrtc")).json()
    assert (missing["available"], "dreamwindow[webrtc]" in missing["why"]) == (False, True)
    refused = await http.post("/api/webrtc/offer", json={"type": "offer", "sdp": "v=0"})
    assert (refused.status_code, refused.json()["remedy"]) == (503, "Install dreamwindow[webrtc].")
