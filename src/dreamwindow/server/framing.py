"""Frames as they travel: their header, and the same as JSON for who asked for that."""

from __future__ import annotations

import base64

from dreamwindow.live.frames import Styled
from dreamwindow.model.frame import ShownFrame
from dreamwindow.outputs.previews import Preview
from dreamwindow.wire.header import Flag, FrameHeader, Payload
from dreamwindow.wire.live import StyledFrame
from dreamwindow.wire.messages import FrameDown, PreviewDown


def dream_header(shown: ShownFrame, seq: int, received_us: int, ended_us: int) -> FrameHeader:
    """Of a dream's frame; times in µs on the server's clock."""
    frame = shown.frame
    return FrameHeader(
        kind=Payload.JPEG,
        flags=Flag.DREAM | Flag.CUT if shown.transition == "cut" else Flag.DREAM,
        seq=seq,
        settings_rev=frame.settings_rev,
        received_us=received_us,
        started_us=received_us,
        ended_us=ended_us,
        width=frame.width,
        height=frame.height,
        present_at_us=shown.present_at_us,
        duration_us=shown.duration_us,
    )


def styled_header(styled: Styled, seq: int, ended_us: int) -> FrameHeader:
    """Of a camera's frame, restyled."""
    height, width = styled.pixels.shape[:2]
    return FrameHeader(
        kind=Payload.JPEG,
        seq=seq,
        settings_rev=styled.settings_rev,
        capture_ts_us=styled.capture_ts_us,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
        width=width,
        height=height,
    )


def dream_message(header: FrameHeader, jpeg: bytes) -> FrameDown:
    """What a dream's frame is as JSON."""
    return FrameDown(
        seq=header.seq,
        settings_rev=header.settings_rev,
        present_at_us=header.present_at_us,
        duration_us=header.duration_us,
        cut=Flag.CUT in header.flags,
        width=header.width,
        height=header.height,
        image=_data_url(jpeg),
    )


def styled_message(header: FrameHeader, jpeg: bytes) -> StyledFrame:
    """What a camera's frame is as JSON."""
    return StyledFrame(
        image=_data_url(jpeg),
        seq=header.seq,
        settings_rev=header.settings_rev,
        capture_ts_us=header.capture_ts_us,
        received_us=header.received_us,
        started_us=header.started_us,
        ended_us=header.ended_us,
        width=header.width,
        height=header.height,
    )


def preview_message(preview: Preview, jpeg: bytes) -> PreviewDown:
    """What is told of a picture at work."""
    return PreviewDown(fraction=preview.fraction, width=preview.width, height=preview.height, image=_data_url(jpeg))


def _data_url(jpeg: bytes) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
