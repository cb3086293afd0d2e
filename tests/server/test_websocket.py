from __future__ import annotations

import base64
from typing import Any

import pytest

from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.wire.header import Flag, FrameHeader, Payload, unpack
from dreamwindow.wire.messages import ERROR_CODES
from tests.clock import VirtualClock
from tests.server.asgi_socket import HELLO, connected
from tests.server.conftest import MakeApp
from tests.server.toy import ToyAct


async def test_a_plain_client_sets_the_prompt(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say({"type": "prompt", "prompt": "  misty\nforest "})
        assert await socket.hear() == {"type": "prompt_updated", "prompt": "misty forest"}
    assert act.settings.prompt == "misty forest"


async def test_a_prompt_of_null_brings_the_themes_back(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    act.steer(prompt="x")
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say({"type": "prompt", "prompt": None})
        assert await socket.hear() == {"type": "prompt_updated", "prompt": None}
    assert act.settings.prompt is None


async def test_settings_are_answered_whole(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say({"type": "settings", "strength": 0.7, "mode": "img2img"})
        assert await socket.hear() == {"type": "settings", **act.settings.to_dict()}
    assert (act.settings.strength, act.settings.mode, act.settings.revision) == (0.7, "img2img", 2)


async def test_settings_without_a_change_are_a_question(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say({"type": "settings"})
        assert (await socket.hear())["revision"] == 1
    assert act.settings.revision == 1


HEADER = FrameHeader(kind=Payload.JPEG, seq=1, width=8, height=8).pack()
MALFORMED: dict[str, tuple[object, str]] = {
    "nothing": ("", "bad_json"),
    "half an object": ('{"type":', "bad_json"),
    "ten thousand brackets": ("[" * 10_000, "bad_json"),
    "half a surrogate": ('{"type":"prompt","prompt":"\\ud800"}', "bad_json"),
    "a list": ([], "bad_message"),
    "a number": (7, "bad_message"),
    "no type": ({"prompt": "x"}, "unknown_type"),
    "an unknown type": ({"type": "sudo"}, "unknown_type"),
    "a type that is a list": ({"type": ["prompt"]}, "unknown_type"),
    "no prompt": ({"type": "prompt"}, "bad_message"),
    "a prompt that is a number": ({"type": "prompt", "prompt": 7}, "bad_message"),
    "an empty prompt": ({"type": "prompt", "prompt": ""}, "invalid_prompt"),
    "a prompt of control characters": ({"type": "prompt", "prompt": "\x00\x01"}, "invalid_prompt"),
    "a long prompt": ({"type": "prompt", "prompt": "x" * 2_001}, "invalid_prompt"),
    "an unknown field": ({"type": "prompt", "prompt": "x", "admin": True}, "bad_message"),
    "an unknown setting": ({"type": "settings", "colour": 1}, "bad_message"),
    "strength as text": ({"type": "settings", "strength": "0.5"}, "bad_message"),
    "strength that is not a number": ('{"type":"settings","strength":NaN}', "bad_message"),
    "strength without end": ('{"type":"settings","strength":1e999}', "bad_message"),
    "strength of two": ({"type": "settings", "strength": 2}, "bad_message"),
    "strength of null": ({"type": "settings", "strength": None}, "bad_message"),
    "a seed with a fraction": ({"type": "settings", "seed": 1.5}, "bad_message"),
    "a seed below zero": ({"type": "settings", "seed": -1}, "bad_message"),
    "an unknown mode": ({"type": "settings", "mode": "warp"}, "unknown_name"),
    "one setting right, one wrong": ({"type": "settings", "strength": 0.9, "speed": 99}, "bad_message"),
    "another protocol": (HELLO | {"protocol": 2}, "unknown_protocol"),
    "a role that is not there": (HELLO | {"role": "director"}, "unknown_role"),
    "a viewer with a camera's token": (HELLO | {"token": "x"}, "bad_message"),
    "a viewer in a scene": (HELLO | {"scene": "live"}, "bad_message"),
    "an encoding that is not there": (HELLO | {"encoding": "xml"}, "unknown_encoding"),
    "an acknowledgement of nothing": ({"type": "ack", "seq": 1}, "not_a_viewer"),
    "an acknowledgement of less": ({"type": "ack", "seq": -1}, "bad_message"),
    "a camera's frame": ({"type": "frame", "image": "data:image/jpeg;base64,"}, "no_live_act"),
    "a camera where nothing is restyled": (HELLO | {"role": "camera"}, "no_live_act"),
    "a camera's picture that is none": ({"type": "frame", "image": "data:text/html;base64,"}, "bad_message"),
    "a camera's binary frame": (HEADER + b"\xff\xd8", "no_live_act"),
    "no bytes": (b"", "bad_header"),
    "bytes of something else": (b"\x89PNG" + bytes(60), "bad_header"),
    "half a header": (HEADER[:40], "bad_header"),
    "another version": (b"DW\x09" + HEADER[3:], "bad_version"),
}


@pytest.mark.parametrize(("message", "code"), MALFORMED.values(), ids=MALFORMED.keys())
async def test_what_is_wrong_gets_an_error_and_the_socket_stays_open(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock, message: object, code: str
) -> None:
    before = act.settings
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(message)
        answer = await socket.hear()
        assert (answer["type"], answer["code"]) == ("error", code)
        assert code in ERROR_CODES
        assert 0 < len(answer["message"]) < 300
        assert act.settings is before
        socket.say({"type": "prompt", "prompt": "still here"})
        assert (await socket.hear())["type"] == "prompt_updated"


async def test_hello_is_answered_with_how_things_are(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    await virtual_clock.sleep(2.5)
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        assert await socket.hear() == {
            "type": "welcome",
            "protocol": 1,
            "server_time_us": 2_500_000,
            "settings": act.settings.to_dict(),
            "status": act.status().to_dict(),
            "scene": None,
            "token": None,
        }


async def test_a_second_hello_is_refused(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        socket.say(HELLO)
        assert (await socket.hear_of("error"))["code"] == "already_greeted"


async def test_a_frame_comes_with_its_header(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    shown = await act.show(1, "cut")
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        header, picture = unpack(await socket.hear_frame())
    assert (header.seq, header.kind, header.flags) == (1, Payload.JPEG, Flag.DREAM | Flag.CUT)
    assert (header.present_at_us, header.duration_us) == (shown.present_at_us, shown.duration_us)
    assert (header.width, header.height, header.settings_rev) == (64, 48, 1)
    assert bytes(picture) == await act.encoder.encode(shown.frame, "jpeg")


async def test_a_json_viewer_gets_the_same_frame(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    shown = await act.show(1)
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO | {"encoding": "json"})
        frame = await socket.hear_of("frame")
    assert (
        frame.pop("image").partition(",")[2] == base64.b64encode(await act.encoder.encode(shown.frame, "jpeg")).decode()
    )
    assert frame == {
        "type": "frame",
        "seq": 1,
        "settings_rev": 1,
        "present_at_us": 1000,
        "duration_us": 40_000,
        "cut": False,
        "width": 64,
        "height": 48,
    }


@pytest.mark.parametrize("encoding", ["binary", "json"])
async def test_without_acknowledgement_two_frames_come_and_no_more(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock, encoding: str
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO | {"encoding": encoding})
        await socket.hear_of("welcome")
        for number in range(1, 20):
            await act.show(number)
            await virtual_clock.sleep(0.04)
        frames = [message for message in socket.unheard() if _is_frame(message)]
        assert len(frames) == 2
        socket.say({"type": "ack", "seq": 1})
        assert _seq_of(await _next_frame(socket)) == 3


async def test_with_credit_again_the_newest_two_frames_come(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        await socket.hear_of("welcome")
        for number in range(1, 20):
            await act.show(number)
            await virtual_clock.sleep(0.04)
        socket.say({"type": "ack", "seq": 2})
        await socket.hear_frame()
        await socket.hear_frame()
        headers = [unpack(await socket.hear_frame())[0] for _ in range(2)]
        assert [(header.seq, header.present_at_us) for header in headers] == [(3, 18_000), (4, 19_000)]


async def test_an_acknowledgement_of_a_frame_never_sent_gives_no_credit(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        await act.show(1)
        await socket.hear_frame()
        socket.say({"type": "ack", "seq": 2})
        assert (await socket.hear_of("error"))["code"] == "bad_ack"


async def test_another_persons_change_is_told_to_viewers(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    app = make_app(clock=virtual_clock)
    async with connected(app) as viewer, connected(app) as other:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        other.say({"type": "settings", "speed": 2})
        assert await viewer.hear_of("settings") == {"type": "settings", **act.settings.to_dict()}


async def test_a_viewers_own_change_is_told_once(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as viewer:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        viewer.say({"type": "settings", "speed": 2})
        await viewer.hear_of("settings")
        await virtual_clock.sleep(5)
        assert not [message for message in viewer.unheard() if '"revision"' in str(message)]


async def test_status_comes_at_most_twice_a_second_and_ends_with_the_last(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as viewer:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        for number in range(100):
            act.set_status(frame_number=number)
            await virtual_clock.sleep(0.04)
        await virtual_clock.sleep(1)
        told = [message for message in viewer.unheard() if '"frame_number"' in str(message)]
        assert 8 <= len(told) <= 10
        assert '"frame_number":99' in told[-1]


async def test_a_peer_that_does_not_read_is_let_go(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    config = ServerConfig(limits=ServerLimits(unread_messages=4))
    async with connected(make_app(config, virtual_clock)) as socket:
        socket.reading.clear()
        for _ in range(10):
            socket.say({"type": "settings"})
        with pytest.raises(EOFError, match="does not read"):
            await socket.hear()
        assert socket.close_code == 1008


async def test_a_flood_of_messages_is_held_back_and_not_obeyed(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    config = ServerConfig(limits=ServerLimits(messages_per_second=5, unread_messages=1000))
    async with connected(make_app(config, virtual_clock)) as socket:
        for number in range(100):
            socket.say({"type": "settings", "seed": number})
        answers = [await socket.hear() for _ in range(100)]
    assert [answer["type"] for answer in answers].count("settings") == 10
    assert answers[-1]["code"] == "too_many_messages"
    assert act.settings.seed == 9


async def test_a_socket_that_says_nothing_is_closed(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        with pytest.raises(EOFError, match="idle"):
            await socket.hear()
    assert virtual_clock.monotonic() == pytest.approx(300)


async def test_a_viewer_of_a_paused_dream_is_not_idle(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        await socket.hear_of("welcome")
        await virtual_clock.sleep(10_000)
        await act.show(1)
        assert await socket.hear_frame()


async def test_a_viewer_that_owes_an_acknowledgement_is_idle(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say(HELLO)
        await act.show(1)
        await socket.hear_frame()
        with pytest.raises(EOFError, match="idle"):
            await socket.hear_of("never")


async def test_one_address_has_only_so_many_sockets(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    app = make_app(ServerConfig(limits=ServerLimits(sockets_per_address=2)), virtual_clock)
    async with connected(app) as first, connected(app) as second:
        for socket in (first, second):
            socket.say({"type": "settings"})
            await socket.hear()
        async with connected(app) as third:
            with pytest.raises(EOFError):
                await third.hear()
            assert third.status == 429
    async with connected(app) as fourth:
        fourth.say({"type": "settings"})
        assert (await fourth.hear())["type"] == "settings"


async def test_a_stalled_viewer_does_not_slow_another(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    app = make_app(clock=virtual_clock)
    async with connected(app) as stalled, connected(app) as lively:
        for socket in (stalled, lively):
            socket.say(HELLO)
            await socket.hear_of("welcome")
        stalled.reading.clear()
        for number in range(1, 51):
            await act.show(number)
            header, _ = unpack(await lively.hear_frame())
            assert header.present_at_us == number * 1000
            lively.say({"type": "ack", "seq": header.seq})
        assert not [message for message in stalled.unheard() if isinstance(message, bytes)]


async def test_a_frame_is_encoded_once_however_many_look_on(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    app = make_app(clock=virtual_clock)
    async with connected(app) as a, connected(app) as b, connected(app) as c:
        for socket in (a, b, c):
            socket.say(HELLO)
            await socket.hear_of("welcome")
        for number in (1, 2, 3):
            await act.show(number)
            for socket in (a, b, c):
                header, _ = unpack(await socket.hear_frame())
                socket.say({"type": "ack", "seq": header.seq})
    assert act.encoder.encodes == 3


async def test_who_hung_up_is_forgotten(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    app = make_app(clock=virtual_clock)
    async with connected(app) as socket:
        socket.say(HELLO)
        await socket.hear_of("welcome")
        await virtual_clock.sleep(0.1)
        assert (act.fanout.watchers, act.changed.listeners, app.state.context.doors.inside) == (1, 2, 1)
    assert (act.fanout.watchers, act.changed.listeners, app.state.context.doors.inside) == (0, 0, 0)


@pytest.mark.parametrize("fault", [OSError("gone"), RuntimeError("after websocket.close")], ids=["gone", "closed"])
async def test_a_peer_that_is_gone_ends_its_conversation_in_silence(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    app = make_app(clock=virtual_clock)
    async with connected(app) as socket:
        socket.say(HELLO)
        await socket.hear_of("welcome")
        socket.reading.clear()
        socket.say({"type": "settings"})
        await act.show(1)
        act.set_status(frame_number=1)
        await virtual_clock.sleep(1)
        socket.fault = fault
        socket.reading.set()
        await app.state.context.doors.emptied()
    assert (act.fanout.watchers, act.changed.listeners, caplog.records) == (0, 0, [])


async def test_a_bug_of_ours_ends_the_socket_and_is_logged(
    make_app: MakeApp,
    virtual_clock: VirtualClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(self: ToyAct, **changes: object) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr(ToyAct, "steer", broken)
    async with connected(make_app(clock=virtual_clock)) as socket:
        socket.say({"type": "prompt", "prompt": "x"})
        with pytest.raises(EOFError, match=r"^internal error$"):
            await socket.hear()
    assert socket.close_code == 1011
    assert "the secret" in caplog.text


def _is_frame(message: Any) -> bool:
    return isinstance(message, bytes) or '"image"' in message


async def _next_frame(socket: Any) -> Any:
    while True:
        message = await socket.hear()
        if isinstance(message, bytes) or message["type"] == "frame":
            return message


def _seq_of(frame: Any) -> int:
    return unpack(frame)[0].seq if isinstance(frame, bytes) else int(frame["seq"])
