"""The conversation alone: what is asked of its line, by a playbook, without a line."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from dreamwindow.client.camera import CameraTalk
from dreamwindow.client.flow import Command, Connect, Flow, LineBroken, Receive, Send, Sleep
from dreamwindow.client.talk import Patience, delays
from dreamwindow.client.viewer import ViewerTalk
from dreamwindow.errors import ServerBusy, ServerRefused, ServerUnreachable
from dreamwindow.model.settings import Settings
from dreamwindow.model.status import Status
from dreamwindow.wire.header import Flag, FrameHeader, Payload, unpack
from dreamwindow.wire.messages import ErrorReport, PromptUpdated, SettingsState, Welcome
from dreamwindow.wire.views import SettingsView, StatusView

T = TypeVar("T")
JPEG = b"\xff\xd8 a picture"
SETTINGS = Settings(prompt="glass")
GONE = LineBroken(1001, "the server closes")


def welcome(token: str | None = "one") -> str:
    return Welcome(
        server_time_us=1,
        settings=SettingsView.of(SETTINGS),
        status=StatusView.of(Status(status="live")),
        scene="live",
        token=token,
    ).model_dump_json()


def styled(stamp: int, seq: int = 1) -> bytes:
    return FrameHeader(kind=Payload.JPEG, seq=seq, capture_ts_us=stamp, width=8, height=8).pack() + b"styled"


def error(code: str, message: str = "No.\nTry.") -> str:
    return ErrorReport(code=code, message=message).model_dump_json()


@dataclass
class Playbook:
    """Plays a server: gives ``answers`` to whoever waits, raises those that are errors; keeps what was ``said``."""

    answers: Iterator[str | bytes | Exception]
    said: list[Any] = field(default_factory=list)

    def play(self, flow: Flow[T]) -> T:
        answer: str | bytes | None = None
        fault: Exception | None = None
        try:
            while True:
                command = flow.send(answer) if fault is None else flow.throw(fault)
                answer, fault = None, None
                try:
                    answer = self._do(command)
                except (LineBroken, ServerUnreachable) as raised:
                    fault = raised
        except StopIteration as over:
            result: T = over.value
            return result

    def _do(self, command: Command) -> str | bytes | None:
        match command:
            case Send(str() as message):
                self.said.append(json.loads(message))
            case Send(bytes() as message):
                self.said.append(unpack(message)[0].capture_ts_us)
            case Connect():
                self.said.append("connect")
            case Sleep(seconds):
                self.said.append(f"sleep {seconds:.2g}")
            case Receive():
                answer = next(self.answers)
                if isinstance(answer, Exception):
                    raise answer
                return answer
        return None


class Even(random.Random):
    """No jitter."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def camera(**wishes: object) -> CameraTalk:
    return CameraTalk(Patience(rng=Even()), None, wishes, monotonic=lambda: 1.0)


def book(*answers: str | bytes | Exception) -> Playbook:
    return Playbook(iter(answers))


FIRST = 1_000_000


def test_a_picture_goes_up_and_comes_back() -> None:
    play, talk = book(welcome(), styled(FIRST), styled(FIRST + 1, seq=2)), camera()
    play.play(talk.begin())
    assert [play.play(talk.restyle(JPEG)).header.capture_ts_us for _ in range(2)] == [FIRST, FIRST + 1]
    hello = {"type": "hello", "protocol": 1, "role": "camera", "encoding": "binary", "scene": None, "token": None}
    acks = [{"type": "ack", "seq": 1}, {"type": "ack", "seq": 2}]
    assert play.said == ["connect", hello, FIRST, acks[0], FIRST + 1, acks[1]]
    assert talk.under_way == 0


def test_wishes_are_told_to_who_does_not_know_them() -> None:
    play, talk = book(welcome(), SettingsState.of(SETTINGS).model_dump_json()), camera(prompt="glass")
    play.play(talk.begin())
    assert play.said[2:] == [{"type": "settings", "prompt": "glass"}]


def test_a_broken_line_is_opened_again_and_the_picture_sent_again() -> None:
    play, talk = book(welcome(), GONE, welcome(), styled(FIRST + 1)), camera()
    play.play(talk.begin())
    assert play.play(talk.restyle(JPEG)).header.capture_ts_us == FIRST + 1
    assert [said for said in play.said if isinstance(said, str)] == ["connect", "sleep 0.5", "connect"]
    assert [said["token"] for said in play.said if isinstance(said, dict) and said["type"] == "hello"] == [None, "one"]
    assert talk.lost == 1


def test_a_server_that_knows_the_token_is_not_told_again_and_a_new_one_is() -> None:
    told = SettingsState.of(SETTINGS).model_dump_json()
    play, talk = book(welcome(), told, GONE, welcome(), GONE, welcome("two"), told, styled(FIRST + 2)), camera(seed=1)
    play.play(talk.begin())
    play.play(talk.restyle(JPEG))
    kinds = [said["type"] for said in play.said if isinstance(said, dict)]
    assert kinds == ["hello", "settings", "hello", "hello", "settings", "ack"]


def test_what_was_steered_is_a_wish_for_later() -> None:
    told = SettingsState.of(SETTINGS).model_dump_json()
    play, talk = book(welcome(), told, GONE, welcome("two"), told, styled(FIRST + 1)), camera()
    play.play(talk.begin())
    play.play(talk.steer({"strength": 0.9}))
    play.play(talk.restyle(JPEG))
    assert [said["strength"] for said in play.said if isinstance(said, dict) and "strength" in said] == [0.9, 0.9]


def test_it_waits_longer_and_longer_and_gives_up() -> None:
    nobody = [ServerUnreachable("nobody")] * 9
    play, talk = book(welcome(), GONE, *nobody), camera()
    play.play(talk.begin())
    with pytest.raises(ServerUnreachable, match="could not be opened again within 30 s") as given_up:
        play.play(talk.restyle(JPEG))
    assert str(given_up.value.__cause__) == "nobody"
    waits = [said for said in play.said if isinstance(said, str) and said.startswith("sleep")]
    assert waits == ["sleep 0.5", "sleep 1", "sleep 2", "sleep 4", "sleep 8", "sleep 8", "sleep 8"]


def test_tries_are_spread() -> None:
    waits = list(delays(Patience(reconnect_s=100, rng=random.Random(1))))
    assert all(wait <= 8 * 1.25 for wait in waits)
    assert len(set(waits)) == len(waits)
    assert not list(delays(Patience(reconnect_s=0)))


@pytest.mark.parametrize("code", [1002, 1007, 1008, 1009])
def test_a_line_closed_for_what_we_did_is_not_opened_again(code: int) -> None:
    play, talk = book(welcome(), LineBroken(code, "too long")), camera()
    play.play(talk.begin())
    with pytest.raises(ServerRefused, match="too long") as refused:
        play.play(talk.restyle(JPEG))
    assert refused.value.name == f"closed-{code}"


def test_a_line_that_never_held_is_said() -> None:
    with pytest.raises(ServerUnreachable, match="the server closes"):
        book(GONE).play(camera().begin())


def test_an_error_that_comes_instead_of_a_picture_ends_the_wait_for_it() -> None:
    play, talk = book(welcome(), error("engine_unavailable"), styled(FIRST + 1)), camera()
    play.play(talk.begin())
    with pytest.raises(ServerBusy, match="No") as busy:
        play.play(talk.restyle(JPEG))
    assert (busy.value.name, busy.value.remedy) == ("engine-unavailable", "Try.")
    assert (talk.under_way, talk.lost) == (0, 1)
    assert play.play(talk.restyle(JPEG)).header.capture_ts_us == FIRST + 1


@pytest.mark.parametrize("code", ["too_many_frames", "too_many_messages"])
def test_who_was_too_fast_takes_a_breath_and_sends_it_again(code: str) -> None:
    play, talk = book(welcome(), error(code), styled(FIRST + 1)), camera()
    play.play(talk.begin())
    assert play.play(talk.restyle(JPEG)).header.capture_ts_us == FIRST + 1
    assert play.said[2:4] == [FIRST, "sleep 0.1"]
    assert talk.under_way == 0


def test_a_pictures_error_is_not_taken_for_an_answer_to_settings() -> None:
    told = SettingsState.of(SETTINGS).model_dump_json()
    play, talk = book(welcome(), error("generation_failed"), told), camera()
    play.play(talk.begin())
    play.play(talk.give(JPEG))
    assert play.play(talk.steer({"seed": 1})).prompt == "glass"
    assert (talk.under_way, talk.lost) == (0, 1)


def test_a_picture_that_comes_while_settings_are_awaited_is_kept() -> None:
    told = SettingsState.of(SETTINGS).model_dump_json()
    play, talk = book(welcome(), styled(FIRST), told), camera()
    play.play(talk.begin())
    play.play(talk.give(JPEG))
    play.play(talk.steer({"seed": 1}))
    taken = play.play(talk.take())
    assert taken is not None
    assert taken.header.capture_ts_us == FIRST


def test_one_that_was_dropped_for_a_newer_one_is_not_awaited() -> None:
    play, talk = book(welcome(), styled(FIRST + 1)), camera()
    play.play(talk.begin())
    for _ in range(2):
        play.play(talk.give(JPEG))
    assert talk.under_way == 2
    assert play.play(talk.take()) is not None
    assert (talk.under_way, talk.lost) == (0, 1)


def test_one_that_was_lost_with_the_line_is_not_awaited() -> None:
    play, talk = book(welcome(), GONE, welcome()), camera()
    play.play(talk.begin())
    play.play(talk.give(JPEG))
    assert play.play(talk.take()) is None
    assert (talk.under_way, talk.lost) == (0, 1)


def test_what_a_newer_server_says_is_passed_over() -> None:
    newer = '{"type":"weather","sun":1}'
    told = SettingsState.of(SETTINGS).model_dump_json()[:-1] + ',"mood":"blue"}'
    play, talk = book(newer, welcome(), newer, told), camera()
    play.play(talk.begin())
    assert play.play(talk.steer({})).prompt == "glass"


def test_what_is_no_answer_is_said() -> None:
    with pytest.raises(ServerRefused, match="does not understand"):
        book('{"type":"welcome","protocol":1}').play(camera().begin())
    with pytest.raises(ServerRefused, match="does not understand"):
        book("hello").play(camera().begin())


def test_a_viewer_acknowledges_and_keeps_what_it_is_told() -> None:
    frame = FrameHeader(kind=Payload.JPEG, flags=Flag.DREAM, seq=3, width=8, height=8, duration_us=500_000)
    told = SettingsState.of(SETTINGS).model_dump_json(), PromptUpdated(prompt="x").model_dump_json()
    play, talk = (
        book(welcome(None), *told, GONE, welcome(None), frame.pack() + b"x"),
        ViewerTalk(Patience(rng=Even())),
    )
    play.play(talk.begin())
    picture = play.play(talk.next())
    assert (picture.data, picture.fade_s) == (b"x", 0.5)
    assert play.said[-1] == {"type": "ack", "seq": 3}
    assert talk.settings is not None
    assert talk.settings.prompt == "glass"
