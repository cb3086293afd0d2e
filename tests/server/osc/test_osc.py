"""A program that speaks OSC steers the dream and the cameras, and what it says wrongly changes nothing."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.osc import OscConfig
from dreamwindow.errors import AddressInUse, ConfigError
from dreamwindow.server.osc.desk import OscDesk
from dreamwindow.server.osc.endpoint import OscEndpoint, osc_heard
from dreamwindow.server.osc.packets import Argument, Message, read, write
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.toy import ToyAct

HERE = ("127.0.0.1", 5_000)


class Wire(asyncio.DatagramTransport):
    """Remembers what is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[Message, object]] = []

    def sendto(self, data: object, addr: object = None) -> None:
        assert isinstance(data, bytes)
        self.sent += [(message, addr) for message in read(data)]


@pytest.fixture
def live() -> LiveAct:
    return LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig())


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def endpoint(act: ToyAct, live: LiveAct, wire: Wire) -> OscEndpoint:
    endpoint = OscEndpoint(OscDesk(cast(DreamAct, act), live), ("192.0.2.7",))
    endpoint.connection_made(wire)
    return endpoint


def say(endpoint: OscEndpoint, address: str, *arguments: Argument) -> None:
    endpoint.datagram_received(write(Message(address, arguments)), HERE)


def test_prompt_and_strength_steer_the_dream_and_the_cameras(endpoint: OscEndpoint, act: ToyAct, live: LiveAct) -> None:
    say(endpoint, "/prompt", "misty forest")
    say(endpoint, "/strength", 0.25)
    say(endpoint, "/guidance_scale", 3)
    say(endpoint, "/seed", 7)
    say(endpoint, "/mode", "hybrid")
    for settings in (act.settings, live.scene.settings):
        assert (settings.prompt, settings.strength, settings.guidance_scale, settings.seed) == (
            "misty forest", 0.25, 3.0, 7,
        )  # fmt: skip
    assert (act.settings.mode, endpoint.desk.tally.refused) == ("hybrid", 0)


def test_a_fader_goes_from_one_prompt_to_the_other(endpoint: OscEndpoint, act: ToyAct) -> None:
    say(endpoint, "/prompt/0", "a lake")
    assert act.settings.prompt == "a lake"
    say(endpoint, "/prompt/1", "embers")
    assert act.settings.prompt == "a lake"
    seen = []
    for blend in (0.0, 0.25, 0.5, 0.75, 1.0):
        say(endpoint, "/blend", blend)
        seen.append(act.settings.prompt)
    assert seen == [
        "a lake", "(a lake:1.00), (embers:0.50)", "(a lake:1.00), (embers:1.00)", "(a lake:0.50), (embers:1.00)",
        "embers",
    ]  # fmt: skip


def test_a_fader_that_trembles_makes_no_new_prompts(endpoint: OscEndpoint, act: ToyAct) -> None:
    say(endpoint, "/prompt/0", "a lake")
    say(endpoint, "/prompt/1", "embers")
    say(endpoint, "/blend", 0.5)
    revision = act.settings.revision
    for step in range(10):
        say(endpoint, "/blend", 0.5 + step / 1000)
    assert act.settings.revision == revision


def test_a_prompt_of_its_own_ends_the_blend(endpoint: OscEndpoint, act: ToyAct) -> None:
    for address, value in (("/prompt/0", "a lake"), ("/prompt/1", "embers"), ("/blend", 1.0), ("/prompt", "glass")):
        say(endpoint, address, value)
    assert act.settings.prompt == "glass"
    say(endpoint, "/blend", 1.0)
    assert act.settings.prompt == "embers"


def test_two_long_prompts_give_the_nearer(endpoint: OscEndpoint, act: ToyAct) -> None:
    say(endpoint, "/prompt/0", "a" * 1500)
    say(endpoint, "/prompt/1", "b" * 1500)
    say(endpoint, "/blend", 0.6)
    assert act.settings.prompt == "b" * 1500


@pytest.mark.parametrize("pressed", [(), (1,), (1.0,), (True,), ("now",)])
def test_buttons_pause_and_resume(endpoint: OscEndpoint, act: ToyAct, pressed: tuple[Argument, ...]) -> None:
    say(endpoint, "/pause", *pressed)
    assert act.status().paused
    say(endpoint, "/resume", *pressed)
    assert not act.status().paused


def test_a_button_that_is_let_go_does_nothing(endpoint: OscEndpoint, act: ToyAct) -> None:
    for let_go in (0, 0.0, False):
        say(endpoint, "/pause", let_go)
    assert not act.status().paused


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("/strength", ("much",)),
        ("/strength", ()),
        ("/strength", (0.1, 0.2)),
        ("/strength", (1.5,)),
        ("/strength", (float("nan"),)),
        ("/strength", (True,)),
        ("/blend", (-0.1,)),
        ("/prompt", (3,)),
        ("/prompt", ("",)),
        ("/prompt", ("\0",)),
        ("/prompt", ("a" * 2_001,)),
        ("/prompt/2", ("glass",)),
        ("/seed", (1.5,)),
        ("/seed", (-1,)),
        ("/mode", ("sideways",)),
        ("/", ()),
    ],
)
def test_what_cannot_be_done_is_said_counted_and_changes_nothing(
    endpoint: OscEndpoint, act: ToyAct, live: LiveAct, wire: Wire, address: str, arguments: tuple[Argument, ...]
) -> None:
    before = act.settings, live.scene.settings
    say(endpoint, address, *arguments)
    assert (act.settings, live.scene.settings) == before
    assert endpoint.desk.tally.refused == 1
    ((answer, to),) = wire.sent
    assert (answer.address, answer.arguments[0], to) == ("/error", address, HERE)


def test_garbage_is_counted_and_nothing_else(endpoint: OscEndpoint, act: ToyAct, wire: Wire) -> None:
    before = act.settings
    for data in (b"", b"\0", b"GET / HTTP/1.1\r\n\r\n", b"/strength\0\0\0,f\0\0", b"#bundle\0" * 9, b"\xff" * 65_507):
        endpoint.datagram_received(data, HERE)
    assert (endpoint.desk.tally.garbage, endpoint.desk.tally.heard, wire.sent) == (6, 0, [])
    assert act.settings is before


def test_who_asks_hears_how_it_goes(endpoint: OscEndpoint, act: ToyAct, wire: Wire) -> None:
    act.set_status(frame_number=12, fps=23.5)
    say(endpoint, "/strength", 2.0)
    endpoint.datagram_received(b"rubbish", HERE)
    say(endpoint, "/status")
    answer, to = wire.sent[-1]
    assert to == HERE
    assert answer.address == "/status"
    assert answer.arguments[:4] + answer.arguments[5:] == ("live", 12, 23.5, "", 0.0, 0, 2, 1, 1)
    assert answer.arguments[4] == pytest.approx(act.settings.strength)


def test_only_this_machine_and_who_is_named_may_steer(endpoint: OscEndpoint, act: ToyAct) -> None:
    for host, strength in (("192.0.2.8", 0.1), ("::1", 0.2), ("192.0.2.7", 0.3), ("fe80::1%eth0", 0.4)):
        endpoint.datagram_received(write(Message("/strength", (strength,))), (host, 9))
    assert act.settings.strength == pytest.approx(0.3)
    assert (endpoint.desk.tally.heard, endpoint.desk.tally.foreign) == (2, 2)


@contextmanager
def datagram_socket() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        sock.settimeout(10)
        yield sock


@pytest.fixture
async def address(act: ToyAct, live: LiveAct) -> AsyncIterator[tuple[str, int]]:
    async with osc_heard(cast(DreamAct, act), live, OscConfig(enabled=True, port=0)) as heard:
        assert heard is not None
        yield heard.address


async def test_it_is_heard_and_answered_over_udp(address: tuple[str, int], act: ToyAct) -> None:
    with datagram_socket() as sock:
        sock.sendto(write(Message("/strength", (0.5,))), address)
        sock.sendto(write(Message("/status")), address)
        data = await asyncio.to_thread(sock.recv, 65_536)
    (answer,) = read(data)
    assert (answer.address, answer.arguments[4], act.settings.strength) == ("/status", 0.5, 0.5)


async def test_a_foreign_program_steers(address: tuple[str, int], act: ToyAct) -> None:
    program = shutil.which("oscsend")
    if program is None:
        pytest.skip("there is no oscsend (Debian: liblo-tools)")
    for said in (["/prompt", "s", "glass"], ["/strength", "f", "0.25"], ["/strength", "s", "much"]):
        await asyncio.to_thread(subprocess.run, [program, "127.0.0.1", str(address[1]), *said], check=True, timeout=10)
    with datagram_socket() as sock:
        sock.sendto(write(Message("/status")), address)
        (answer,) = read(await asyncio.to_thread(sock.recv, 65_536))
    assert answer.arguments[3:5] == ("glass", 0.25)
    assert answer.arguments[8] == 1, "what is no number is refused"


async def test_it_is_off_until_it_is_asked_for(act: ToyAct, live: LiveAct) -> None:
    async with osc_heard(cast(DreamAct, act), live, OscConfig()) as heard:
        assert heard is None


async def test_a_port_that_is_taken_is_said(act: ToyAct, live: LiveAct) -> None:
    with datagram_socket() as sock:
        config = OscConfig(enabled=True, port=sock.getsockname()[1])
        with pytest.raises(AddressInUse, match="UDP port"):
            async with osc_heard(cast(DreamAct, act), live, config):
                raise AssertionError("it was heard all the same")


async def test_an_address_that_is_not_ours_is_said(act: ToyAct, live: LiveAct) -> None:
    config = OscConfig(enabled=True, host="192.0.2.1", senders=("192.0.2.7",))
    with pytest.raises(ConfigError, match=r"192\.0\.2\.1"):
        async with osc_heard(cast(DreamAct, act), live, config):
            raise AssertionError("it was heard all the same")


def test_a_wider_address_needs_senders() -> None:
    with pytest.raises(ValueError, match="senders"):
        OscConfig(host="0.0.0.0")
    assert OscConfig(host="0.0.0.0", senders=("192.168.1.20",)).senders == ("192.168.1.20",)
