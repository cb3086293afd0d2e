"""A frame is looked at before it is decoded: what is too large, or too much, never reaches the decoder."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest

pytest.importorskip("aiortc", reason="dreamwindow[webrtc] is not installed")
from aiortc.jitterbuffer import JitterFrame

from dreamwindow.errors import MissingExtra
from dreamwindow.imaging.codec import MAX_PIXELS
from dreamwindow.server.rtc.sluice import MOST_WAITING, Intake, Sluice, is_key, size_of

BETWEEN = b"\x31\x00\x00" + bytes(20)


def key(width: int, height: int) -> bytes:
    """The head of a frame that a decoder would make room for."""
    return b"\x10\x00\x00\x9d\x01\x2a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + bytes(20)


class Camera:
    """What it sends by a sluice, and what was said of it."""

    def __init__(self) -> None:
        self.large: list[tuple[int, int]] = []
        self.losses = 0
        self.untaken = 0
        self.sluice = Sluice(lambda *size: self.large.append(size), self.lose, lambda: self.untaken)

    def lose(self) -> None:
        self.losses += 1

    def sends(self, *frames: bytes) -> list[bytes]:
        """What of them gets to the decoder."""
        for data in frames:
            self.sluice.put((None, JitterFrame(data=data, timestamp=0)))
        return [self.sluice.get()[1].data for _ in range(self.sluice.qsize())]


def test_a_frame_that_is_too_large_is_not_decoded_nor_what_is_made_from_it() -> None:
    camera = Camera()
    assert camera.sends(key(64, 48), BETWEEN) == [key(64, 48), BETWEEN]
    assert camera.sends(key(16_383, 16_383), BETWEEN, BETWEEN) == []
    assert camera.large == [(16_383, 16_383)]
    assert camera.sends(key(64, 48), BETWEEN) == [key(64, 48), BETWEEN]


def test_the_largest_that_is_taken_is_taken() -> None:
    camera = Camera()
    assert len(camera.sends(key(MAX_PIXELS // 4_096, 4_096), key(4_097, 4_096))) == 1
    assert camera.large == [(4_097, 4_096)]


@pytest.mark.parametrize("data", [b"", b"\x10", b"\x10\x00\x00\x9d\x01\x2b" + bytes(20), key(64, 48)[:9]])
def test_what_is_no_frame_says_no_size(data: bytes) -> None:
    assert size_of(data) is None
    if data:
        assert Camera().sends(data, BETWEEN) == []


def test_more_than_the_decoder_keeps_up_with_is_left_out_up_to_the_next_key_frame() -> None:
    camera = Camera()
    assert len(camera.sends(key(64, 48), *[BETWEEN] * 20)) == MOST_WAITING
    assert camera.losses == 21 - MOST_WAITING
    assert camera.sends(BETWEEN) == []
    assert camera.sends(key(64, 48), BETWEEN) == [key(64, 48), BETWEEN]
    camera.untaken = MOST_WAITING
    assert camera.sends(key(64, 48)) == []


def test_its_end_always_passes() -> None:
    camera = Camera()
    camera.untaken = MOST_WAITING
    camera.sluice.put(None)
    assert camera.sluice.get() is None


def test_the_size_is_where_an_encoder_puts_it() -> None:
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = 130, 70, "yuv420p"
    encoder.time_base, encoder.framerate = Fraction(1, 30), Fraction(30)
    frames = [av.VideoFrame.from_ndarray(np.full((70, 130, 3), grey, np.uint8)) for grey in (50, 90)]
    packets = [packet for frame in frames for packet in encoder.encode(frame.reformat(format="yuv420p"))]
    data = [bytes(packet) for packet in [*packets, *encoder.encode(None)]]
    assert [is_key(one) for one in data] == [True, False]
    assert size_of(data[0]) == (130, 70)


def test_an_aiortc_that_is_built_otherwise_is_not_trusted() -> None:
    with pytest.raises(MissingExtra, match="aiortc"):
        Intake(object(), lambda *_: None)  # type: ignore[arg-type] # of some later version
