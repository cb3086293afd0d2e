"""Previews on the socket: what is being made, shown to those who wait, and never in a frame's way."""

from __future__ import annotations

import base64
from unittest.mock import patch

import numpy as np
import pytest

from dreamwindow.flow.credit import Credit
from dreamwindow.imaging.codec import decode_image
from dreamwindow.wire.header import unpack
from tests.clock import VirtualClock
from tests.server.asgi_socket import HELLO, connected
from tests.server.conftest import MakeApp
from tests.server.toy import ToyAct

SEEN = np.full((300, 600, 3), 90, np.uint8)


@pytest.mark.parametrize("encoding", ["binary", "json"])
async def test_a_viewer_that_waits_sees_what_is_being_made(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock, encoding: str
) -> None:
    async with connected(make_app(clock=virtual_clock)) as viewer:
        viewer.say(HELLO | {"encoding": encoding})
        await viewer.hear_of("welcome")
        await virtual_clock.sleep(0.1)
        act.previews.give(0.25, SEEN)
        told = await viewer.hear_of("preview")
    kind, _, data = told.pop("image").partition(",")
    assert told == {"type": "preview", "fraction": 0.25, "width": 256, "height": 128}
    assert kind == "data:image/jpeg;base64"
    assert abs(decode_image(base64.b64decode(data)).astype(int) - 90).max() < 4


async def test_who_does_not_look_on_is_sent_none(act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock)) as other:
        other.say({"type": "settings"})
        await other.hear()
        assert act.previews.watchers == 0
        act.previews.give(0.25, SEEN)
        await virtual_clock.sleep(1)
        assert other.unheard() == []


async def owing(act: ToyAct, make_app: MakeApp, clock: VirtualClock) -> tuple[int, int]:
    """Previews heard while a frame was not acknowledged, and after it was."""
    async with connected(make_app(clock=clock)) as viewer:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        await act.show(1)
        header, _ = unpack(await viewer.hear_frame())
        counts = []
        for acknowledges in (False, True):
            if acknowledges:
                viewer.say({"type": "ack", "seq": header.seq})
            await clock.sleep(0.5)
            act.previews.give(0.5, SEEN)
            await clock.sleep(0.5)
            counts.append(sum('"preview"' in str(message) for message in viewer.unheard()))
        return counts[0], counts[1]


async def test_no_preview_is_sent_while_a_frame_is_on_its_way(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    assert await owing(act, make_app, virtual_clock) == (0, 1)
    with patch.object(Credit, "in_flight", 0):  # the defect: nobody looks whether one is
        assert (await owing(act, make_app, virtual_clock))[0] == 1


async def test_a_preview_takes_none_of_the_credit_of_frames(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as viewer:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        await virtual_clock.sleep(0.1)
        for _ in range(5):
            act.previews.give(0.5, SEEN)
            await viewer.hear_of("preview")
        for number in (1, 2):
            await act.show(number)
            header, _ = unpack(await viewer.hear_frame())
            assert header.seq == number


async def test_a_viewer_that_does_not_read_is_kept_one_preview_for(
    act: ToyAct, make_app: MakeApp, virtual_clock: VirtualClock
) -> None:
    async with connected(make_app(clock=virtual_clock)) as viewer:
        viewer.say(HELLO)
        await viewer.hear_of("welcome")
        await virtual_clock.sleep(0.1)
        viewer.reading.clear()
        for step in range(1, 100):
            act.previews.give(step / 100, SEEN)
            await virtual_clock.sleep(0.1)
        viewer.reading.set()
        told = [(await viewer.hear_of("preview"))["fraction"] for _ in range(2)]
        await virtual_clock.sleep(1)
    assert told == [0.01, 0.99]
    assert not [message for message in viewer.unheard() if '"preview"' in str(message)]
