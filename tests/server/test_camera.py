from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.errors import MissingWeights
from dreamwindow.imaging.codec import decode_camera, encode_jpeg
from dreamwindow.live.scene import Scene
from dreamwindow.model.settings import Settings
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.wire.header import FrameHeader, Payload, unpack
from dreamwindow.wire.messages import ERROR_CODES
from tests.clock import VirtualClock
from tests.live.studio import ToyEngine, ToyRoom, picture
from tests.server.asgi_socket import HELLO, AsgiSocket, connected
from tests.server.toy import ToyAct, toy_app

CAMERA = HELLO | {"role": "camera"}


@pytest.fixture
def engine() -> ToyEngine:
    return ToyEngine()


@pytest.fixture
def room(engine: ToyEngine) -> ToyRoom:
    return ToyRoom(engine)


@pytest.fixture
async def live(room: ToyRoom, act: ToyAct, virtual_clock: VirtualClock) -> AsyncIterator[LiveAct]:
    dream = Scene("dream", Settings(prompt="the dream's own"))
    config = LiveConfig(clients=2, keep_s=30)
    async with LiveAct(cast(EngineRoom, room), config, dream=dream, clock=virtual_clock) as live:
        yield live


@pytest.fixture
def app(live: LiveAct, act: ToyAct, static: Path, virtual_clock: VirtualClock) -> DescribedApp:
    return toy_app(act, ServerConfig(port=0), clock=virtual_clock, static=static, live=live)


def as_message(value: int) -> dict[str, Any]:
    data = base64.b64encode(encode_jpeg(picture(value))).decode()
    return {"type": "frame", "image": f"data:image/jpeg;base64,{data}"}


def as_binary(value: int, capture_ts_us: int = 0) -> bytes:
    header = FrameHeader(kind=Payload.JPEG, seq=1, width=32, height=24, capture_ts_us=capture_ts_us)
    return header.pack() + encode_jpeg(picture(value))


def value_of(file: bytes) -> int:
    return round(float(decode_camera(file).mean()))


async def styled(socket: AsgiSocket) -> int:
    answer = await socket.hear_of("styled_frame")
    kind, _, data = answer["image"].partition(",")
    assert kind == "data:image/jpeg;base64"
    return value_of(base64.b64decode(data))


async def test_a_plain_client_gets_its_frame_restyled(app: DescribedApp) -> None:
    async with connected(app) as socket:
        for value in (50, 90):
            socket.say(as_message(value))
            assert await styled(socket) == value + 1


async def test_what_a_plain_client_wished_before_its_first_frame_is_its_own(
    app: DescribedApp, live: LiveAct, act: ToyAct, engine: ToyEngine
) -> None:
    async with connected(app) as socket:
        socket.say({"type": "prompt", "prompt": "glass"})
        assert await socket.hear() == {"type": "prompt_updated", "prompt": "glass"}
        socket.say(as_message(50))
        await styled(socket)
        socket.say({"type": "settings", "strength": 0.9})
        assert (await socket.hear_of("settings"))["strength"] == 0.9
    assert engine.asked[0][1].prompt == "glass"
    assert act.settings.strength != 0.9
    assert live.scene.settings.prompt == "artistic painting style"


async def test_who_names_a_scene_in_the_address_steers_nothing_but_itself(
    app: DescribedApp, live: LiveAct, act: ToyAct
) -> None:
    before = act.settings
    async with connected(app, query="scene=own") as socket:
        socket.say({"type": "prompt", "prompt": "glass"})
        assert (await socket.hear_of("prompt_updated"))["prompt"] == "glass"
    assert act.settings is before
    assert live.scene.settings.revision == 1


async def test_a_scene_that_is_not_there_is_refused(app: DescribedApp) -> None:
    async with connected(app, query="scene=No%20Stage") as socket:
        socket.say(as_message(1))
        assert (await socket.hear_of("error"))["code"] == "unknown_name"
        socket.say(CAMERA | {"scene": "own"})
        assert (await socket.hear_of("welcome"))["scene"] == "own"


async def test_binary_frames_come_back_with_their_stamp(app: DescribedApp, virtual_clock: VirtualClock) -> None:
    await virtual_clock.sleep(3)
    async with connected(app) as socket:
        socket.say(CAMERA)
        welcome = await socket.hear()
        assert (welcome["type"], welcome["scene"], len(welcome["token"]) >= 16) == ("welcome", "live", True)
        assert welcome["settings"]["prompt"] == "artistic painting style"
        socket.say(as_binary(70, capture_ts_us=2**63 + 7))
        header, file = unpack(await socket.hear_frame())
    assert (header.seq, header.capture_ts_us, header.settings_rev, header.flags) == (1, 2**63 + 7, 1, 0)
    assert (header.received_us, header.width, header.height) == (3_000_000, 32, 24)
    assert value_of(bytes(file)) == 71


async def test_only_two_frames_are_on_their_way_back(app: DescribedApp, virtual_clock: VirtualClock) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        for value in (10, 20, 30, 40, 50):
            socket.say(as_binary(value))
            await virtual_clock.sleep(0.1)
        frames = [message for message in socket.unheard() if isinstance(message, bytes)]
        assert [value_of(bytes(unpack(frame)[1])) for frame in frames] == [11, 21]
        socket.say({"type": "ack", "seq": 1})
        assert value_of(bytes(unpack(await socket.hear_frame())[1])) == 51


async def test_the_drops_and_stages_are_told_once_a_second(app: DescribedApp, virtual_clock: VirtualClock) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        for value in (10, 20, 30, 40):
            socket.say(as_binary(value))
            await virtual_clock.sleep(0.1)
        figures = await socket.hear_of("live")
    assert figures["drops"] == {"waited": 0, "unacknowledged": 1, "unreadable": 0, "engine": 0}
    assert (figures["engine"], figures["clients"]) == ("toy", 1)
    assert figures["engine_fps"] == pytest.approx(10)
    assert figures["stages"]["engine"] == {"p50": 0, "p95": 0}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (FrameHeader(kind=Payload.JPEG, seq=1, width=8, height=8).pack() + b"\xff\xd8", "invalid_image"),
        ({"type": "frame", "image": "data:image/jpeg;base64,%%"}, "invalid_image"),
        ({"type": "frame", "image": "data:image/svg+xml;base64,AA"}, "bad_message"),
        ({"type": "frame"}, "bad_message"),
    ],
)
async def test_a_frame_that_is_none_gets_an_error_and_the_next_is_restyled(
    app: DescribedApp, frame: object, code: str
) -> None:
    async with connected(app) as socket:
        socket.say(frame)
        assert (await socket.hear_of("error"))["code"] == code
        assert code in ERROR_CODES
        socket.say(as_message(7))
        assert await styled(socket) == 8


async def test_an_engine_that_was_started_anew_and_misses_its_weights_says_what_to_do(
    app: DescribedApp, engine: ToyEngine
) -> None:
    async with connected(app) as socket:
        engine.fault = MissingWeights("The model is gone.", "Fetch it again.")
        socket.say(as_message(7))
        told = await socket.hear_of("error")
        assert (told["code"], told["message"]) == ("missing_weights", "The model is gone.\nFetch it again.")
        assert told["code"] in ERROR_CODES
        engine.fault = None
        socket.say(as_message(7))
        assert await styled(socket) == 8


async def test_an_engine_that_is_away_is_said(app: DescribedApp, room: ToyRoom, engine: ToyEngine) -> None:
    room.engine = None
    async with connected(app) as socket:
        socket.say(as_message(7))
        assert (await socket.hear_of("error"))["code"] == "engine_unavailable"
        room.engine = engine
        socket.say(as_message(7))
        assert await styled(socket) == 8


async def test_one_camera_too_many_is_told_so(app: DescribedApp) -> None:
    async with connected(app) as a, connected(app) as b, connected(app) as c:
        for socket in (a, b):
            socket.say(CAMERA)
            await socket.hear_of("welcome")
        c.say(CAMERA)
        refusal = await c.hear_of("error")
        assert (refusal["code"], "All 2 places" in refusal["message"]) == ("live_full", True)
        c.say(as_message(1))
        assert (await c.hear_of("error"))["code"] == "live_full"
        assert "live_full" in ERROR_CODES


async def test_who_reconnects_with_its_token_finds_its_settings(app: DescribedApp, virtual_clock: VirtualClock) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        token = (await socket.hear_of("welcome"))["token"]
        socket.say({"type": "settings", "prompt": "glass", "strength": 0.8})
        await socket.hear_of("settings")
    await virtual_clock.sleep(29)
    async with connected(app) as socket:
        socket.say(CAMERA | {"token": token})
        welcome = await socket.hear_of("welcome")
    assert (welcome["token"], welcome["scene"], welcome["settings"]["prompt"]) == (token, "own", "glass")


async def test_the_old_line_of_who_came_back_is_closed(app: DescribedApp) -> None:
    async with connected(app) as old, connected(app) as new:
        old.say(CAMERA)
        token = (await old.hear_of("welcome"))["token"]
        new.say(CAMERA | {"token": token})
        assert (await new.hear_of("welcome"))["token"] == token
        with pytest.raises(EOFError, match="another socket"):
            await old.hear_of("never")
        assert old.close_code == 1008
        new.say(as_binary(3))
        assert value_of(bytes(unpack(await new.hear_frame())[1])) == 4


async def test_a_camera_hears_what_somebody_else_changed_in_its_scene(app: DescribedApp, live: LiveAct) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        await socket.hear_of("live")
        live.steer(prompt="by another hand")
        assert (await socket.hear_of("settings"))["prompt"] == "by another hand"


async def test_cameras_share_a_scene_by_its_name_and_its_settings_only(
    app: DescribedApp, live: LiveAct, engine: ToyEngine
) -> None:
    async with connected(app, query="scene=stage") as one, connected(app, query="scene=stage") as other:
        for socket in (one, other):
            socket.say(CAMERA)
            await socket.hear_of("live")
        one.say({"type": "settings", "prompt": "glass"})
        for socket in (one, other):
            assert (await socket.hear_of("settings"))["prompt"] == "glass"
        one.say(as_binary(1))
        other.say(as_binary(5))
        for socket, value in ((one, 2), (other, 6)):
            assert value_of(bytes(unpack(await socket.hear_frame())[1])) == value, "its own picture"
            assert not [message for message in socket.unheard() if isinstance(message, bytes)]
    assert {settings.prompt for _, settings in engine.asked} == {"glass"}
    assert live.scene.settings.revision == 1


async def test_a_scene_is_there_while_somebody_may_come_back_to_it(
    app: DescribedApp, virtual_clock: VirtualClock
) -> None:
    for later_s, prompt in ((0, "glass"), (29, "glass"), (31, "artistic painting style")):
        await virtual_clock.sleep(later_s)
        async with connected(app, query="scene=stage") as socket:
            socket.say(CAMERA)
            await socket.hear_of("welcome")
            socket.say({"type": "settings"} | ({"prompt": "glass"} if later_s == 0 else {}))
            assert (await socket.hear_of("settings"))["prompt"] == prompt


async def test_a_camera_can_follow_the_dream(app: DescribedApp, engine: ToyEngine) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA | {"scene": "dream"})
        assert (await socket.hear_of("welcome"))["settings"]["prompt"] == "the dream's own"
        socket.say(as_binary(1))
        await socket.hear_frame()
    assert engine.asked[0][1].prompt == "the dream's own"


async def test_a_viewer_is_no_camera(app: DescribedApp) -> None:
    async with connected(app) as socket:
        socket.say(HELLO)
        socket.say(as_binary(1))
        assert (await socket.hear_of("error"))["code"] == "not_a_camera"


@pytest.mark.parametrize("greet", [lambda s: s.say(CAMERA), lambda s: s.say(as_message(1))])
async def test_who_leaves_leaves_nothing_behind(
    app: DescribedApp, live: LiveAct, engine: ToyEngine, greet: Callable[[AsgiSocket], None]
) -> None:
    async with connected(app) as socket:
        greet(socket)
        await socket.hear()
        assert len(live.clients) == 1
    assert live.clients == []
    assert not any(stream.open for stream in engine.streams)


async def test_an_exchanged_engine_is_let_go_of_and_the_next_one_taken(
    app: DescribedApp, room: ToyRoom, engine: ToyEngine
) -> None:
    async with connected(app) as socket:
        socket.say(as_message(1))
        await styled(socket)
        room.engine = following = ToyEngine()
        for let_go in room.guests:
            await let_go()
        assert not engine.streams[0].open
        socket.say(as_message(2))
        assert await styled(socket) == 3
        assert following.streams[0].seen == [2]


async def test_a_camera_that_films_no_more_keeps_no_place(app: DescribedApp, live: LiveAct) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        with pytest.raises(EOFError, match="idle"):
            await socket.hear_of("never")
        assert (socket.close_code, live.clients) == (1008, [])


async def test_a_camera_that_does_not_read_is_let_go(app: DescribedApp, live: LiveAct) -> None:
    async with connected(app) as socket:
        socket.say(CAMERA)
        await socket.hear_of("welcome")
        assert len(live.clients) == 1
        socket.reading.clear()
        for _ in range(100):
            socket.say({"type": "frame"})
        with pytest.raises(EOFError, match="does not read"):
            await socket.hear_of("never")
        assert live.clients == []


async def test_a_camera_that_films_too_fast_loses_frames_and_nothing_else(
    live: LiveAct, act: ToyAct, static: Path, virtual_clock: VirtualClock
) -> None:
    config = ServerConfig(port=0, limits=ServerLimits(frames_per_second=10))
    app = toy_app(act, config, clock=virtual_clock, static=static, live=live)
    async with connected(app) as hasty, connected(app) as calm:
        hasty.say(CAMERA)
        for value in range(1, 12):
            hasty.say(as_binary(value))
        refused = await hasty.hear_of("error")
        assert (refused["code"], refused["message"].splitlines()[1]) == ("too_many_frames", "Send the next in 100 ms.")
        calm.say(as_message(50))
        assert await styled(calm) == 51
        await hasty.hear_frame()
        hasty.say({"type": "ack", "seq": 1})
        hasty.unheard()
        await virtual_clock.sleep(0.1)
        hasty.say(as_binary(90))
        assert value_of(bytes(unpack(await hasty.hear_frame())[1])) == 91
