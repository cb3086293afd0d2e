from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.errors import ProtocolError
from dreamwindow.wire.header import BASE_BYTES, DREAM_BYTES, NO_FLAGS, Flag, FrameHeader, Payload, unpack

U16, U32, U64 = (st.integers(0, 2**bits - 1) for bits in (16, 32, 64))


@st.composite
def headers(draw: st.DrawFn) -> FrameHeader:
    flags = draw(st.sampled_from([NO_FLAGS, Flag.CUT, Flag.DREAM, Flag.DREAM | Flag.CUT]))
    dream = bool(flags & Flag.DREAM)
    return FrameHeader(
        kind=draw(st.sampled_from(Payload)),
        flags=flags,
        seq=draw(U32),
        settings_rev=draw(U32),
        capture_ts_us=draw(U64),
        received_us=draw(U64),
        started_us=draw(U64),
        ended_us=draw(U64),
        width=draw(U16),
        height=draw(U16),
        present_at_us=draw(U64) if dream else 0,
        duration_us=draw(U32) if dream else 0,
    )


@given(headers(), st.binary(max_size=20))
def test_what_was_packed_is_unpacked(header: FrameHeader, picture: bytes) -> None:
    again, rest = unpack(header.pack() + picture)
    assert (again, bytes(rest)) == (header, picture)


@given(st.binary(max_size=100) | st.binary(max_size=100).map(lambda tail: b"DW\x01" + tail))
def test_any_bytes_are_a_frame_or_a_protocol_error(message: bytes) -> None:
    header, code = _read(message)
    if header is None:
        assert code in {"bad_header", "bad_version", "bad_kind", "bad_flags"}
    else:
        assert header.pack() == message[: len(header.pack())]


def _read(message: bytes) -> tuple[FrameHeader | None, str]:
    try:
        return unpack(message)[0], ""
    except ProtocolError as error:
        return None, error.code


def test_the_layout_is_the_documented_one() -> None:
    header = FrameHeader(
        kind=Payload.WEBP,
        flags=Flag.DREAM,
        seq=3,
        settings_rev=4,
        capture_ts_us=5,
        received_us=6,
        started_us=7,
        ended_us=8,
        width=9,
        height=10,
        present_at_us=11,
        duration_us=12,
    )
    assert header.pack() == b"DW" + struct.pack("<BBIIIQQQQHHQI", 1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    assert (BASE_BYTES, DREAM_BYTES) == (52, 12)


def test_counters_wrap_around() -> None:
    header, _ = unpack(FrameHeader(kind=Payload.JPEG, seq=2**32 + 5, settings_rev=2**32, width=1, height=1).pack())
    assert (header.seq, header.settings_rev) == (5, 0)


def test_half_a_dreams_header_is_refused() -> None:
    dream = FrameHeader(kind=Payload.JPEG, flags=Flag.DREAM, seq=1, width=1, height=1).pack()
    with pytest.raises(ProtocolError, match="64 byte header"):
        unpack(dream[:60])
