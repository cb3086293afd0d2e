"""Packets by the letter of OSC 1.0: its own examples, and whatever else may come over UDP."""

from __future__ import annotations

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.server.osc.packets import MOST_MESSAGES, BadPacket, Message, read, write

ARGUMENTS = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.integers(-(2**31), 2**31 - 1),
    st.floats(width=32, allow_nan=False),
    st.booleans(),
    st.none(),
)
ADDRESSES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])).map("/".__add__)


def bundle(*elements: bytes) -> bytes:
    return b"#bundle\0" + b"\0" * 7 + b"\1" + b"".join(struct.pack(">i", len(one)) + one for one in elements)


@pytest.mark.parametrize(
    ("packet", "message"),
    [  # the specification's two, byte for byte
        (
            b"/oscillator/4/frequency\0,f\0\0\x43\xdc\0\0",
            Message("/oscillator/4/frequency", (440.0,)),
        ),
        (
            b"/foo\0\0\0\0,iisff\0\0\0\0\x03\xe8\xff\xff\xff\xffhello\0\0\0\x3f\x9d\xf3\xb6\x40\xb5\xb2\x2d",
            Message("/foo", (1000, -1, "hello", struct.unpack(">f", b"\x3f\x9d\xf3\xb6")[0],
                             struct.unpack(">f", b"\x40\xb5\xb2\x2d")[0])),
        ),
        (b"/pause\0\0", Message("/pause")),
        (b"/a\0\0,TFNI\0\0\0", Message("/a", (True, False, None, True))),
    ],
)  # fmt: skip
def test_the_specifications_examples(packet: bytes, message: Message) -> None:
    assert read(packet) == [message]


@given(ADDRESSES, st.lists(ARGUMENTS, max_size=8))
def test_what_is_written_is_read(address: str, arguments: list[str | int | float | bool | None]) -> None:
    message = Message(address, tuple(arguments))
    packet = write(message)
    assert len(packet) % 4 == 0
    assert read(packet) == [message]


def test_bundles_are_read_in_order_at_any_depth_that_somebody_sends() -> None:
    a, b, c = (write(Message(f"/{name}")) for name in "abc")
    assert [message.address for message in read(bundle(a, bundle(b, bundle(c)), a))] == ["/a", "/b", "/c", "/a"]
    assert read(bundle()) == []


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"/",
        b"/abc",
        b"/a\0\0,f\0\0\0\0",
        b"/a\0\0,s\0\0abc",
        b"/a\0\0f\0\0\0",
        b"/a\0\0,b\0\0\0\0\0\0",
        b"/a\0\0,\0\0\0more",
        b"/\xff\0\0,\0\0\0",
        b"/a\0x,\0\0\0",
        b"#bundle\0",
        b"#bundle\0\0\0\0\0\0\0\0\1\0\0",
        b"#bundle\0\0\0\0\0\0\0\0\1\0\0\0\x10/a\0\0",
        b"#bundle\0\0\0\0\0\0\0\0\1\xff\xff\xff\xff",
        bundle(bundle(bundle(bundle(bundle())))),
        bundle(*[write(Message("/a"))] * (MOST_MESSAGES + 1)),
    ],
)
def test_what_is_no_packet_is_said(packet: bytes) -> None:
    with pytest.raises(BadPacket):
        read(packet)


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda data: bundle(data, b"/a\0\0" + data)))
def test_any_bytes_are_a_packet_or_said_to_be_none(data: bytes) -> None:
    try:
        messages = read(data)
    except BadPacket:
        return
    assert all(message.address.startswith("/") for message in messages)


def test_numbers_that_do_not_fit_go_as_floats() -> None:
    (message,) = read(write(Message("/a", (2**40, math.inf))))
    assert message.arguments == (float(2**40), math.inf)
