"""A data channel as a peer, without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest

pytest.importorskip("aiortc", reason="dreamwindow[webrtc] is not installed")
from aiortc import InvalidStateError, RTCDataChannel

from dreamwindow.server.peer import Leave
from dreamwindow.server.rtc.channel import MOST_BUFFERED, MOST_UNREAD, POLICY, TOO_LONG, ChannelPeer
from dreamwindow.wire.messages import ErrorReport
from tests.live.studio import picture

WORD = ErrorReport(code="x", message="y")


class Film:
    """A picture that nobody decodes."""

    def pixels(self) -> Any:
        return picture(7)


class Channel:
    """What of an `RTCDataChannel` is used. ``fault`` is what a send raises."""

    def __init__(self) -> None:
        self.bufferedAmount = 0
        self.bufferedAmountLowThreshold = 0
        self.said: list[str | bytes] = []
        self.closed = False
        self.fault: Exception | None = None
        self.handlers: dict[str, Callable[..., object]] = {}

    def on(self, event: str, handler: Callable[..., object]) -> None:
        self.handlers[event] = handler

    def send(self, data: str | bytes) -> None:
        if self.fault is not None:
            raise self.fault
        self.said.append(data)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def peer(channel: Channel) -> ChannelPeer:
    peer = ChannelPeer(100, expected=True)
    peer.opened(cast(RTCDataChannel, channel))
    return peer


async def test_it_hears_words_and_pictures_in_their_order(peer: ChannelPeer, channel: Channel) -> None:
    film = Film()
    channel.handlers["message"]('{"type": "settings"}')
    peer.film(film, 3)
    assert (await peer.hear())["text"] == '{"type": "settings"}'
    heard = await peer.hear()
    assert (heard["picture"], heard["stamp"]) == (film, 3)


async def test_who_sends_too_much_leaves(peer: ChannelPeer, channel: Channel) -> None:
    channel.handlers["message"]("x" * 101)
    with pytest.raises(Leave) as left:
        await peer.hear()
    assert left.value.code == TOO_LONG


async def test_pictures_that_wait_keep_no_word_out(peer: ChannelPeer, channel: Channel) -> None:
    for _ in range(2 * MOST_UNREAD):
        peer.film(Film(), 0)
    channel.handlers["message"]("{}")
    while "picture" in (heard := await peer.hear()):
        pass
    assert heard["text"] == "{}"


async def test_a_flood_of_words_ends_it(peer: ChannelPeer, channel: Channel) -> None:
    for _ in range(MOST_UNREAD + 1):
        channel.handlers["message"]("{}")
    for _ in range(MOST_UNREAD - 1):
        await peer.hear()
    with pytest.raises(Leave) as left:
        await peer.hear()
    assert left.value.code == POLICY


async def test_it_waits_while_much_is_on_its_way(peer: ChannelPeer, channel: Channel) -> None:
    channel.bufferedAmount = MOST_BUFFERED + 1
    async with asyncio.TaskGroup() as tasks:
        telling = tasks.create_task(peer.tell(WORD))
        await asyncio.sleep(0)
        assert not telling.done()
        channel.bufferedAmount = 0
        channel.handlers["bufferedamountlow"]()
    assert channel.said == [WORD.model_dump_json()]


@pytest.mark.parametrize("fault", [InvalidStateError(), ConnectionError()])
async def test_a_channel_that_is_gone_is_left(peer: ChannelPeer, channel: Channel, fault: Exception) -> None:
    channel.fault = fault
    with pytest.raises(Leave):
        await peer.tell(WORD)


async def test_once_it_is_over_nobody_hears_or_tells(peer: ChannelPeer, channel: Channel) -> None:
    channel.handlers["close"]()
    with pytest.raises(Leave):
        await peer.hear()
    with pytest.raises(Leave):
        await peer.give(b"x")
    assert channel.said == []


async def test_a_second_channel_is_shut(peer: ChannelPeer) -> None:
    second = Channel()
    peer.opened(cast(RTCDataChannel, second))
    assert second.closed


async def test_where_there_is_no_channel_nothing_is_waited_for() -> None:
    await ChannelPeer(100, expected=False).tell(WORD)
