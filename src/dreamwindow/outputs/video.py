"""Video: pictures with their times as an MP4 that plays everywhere."""

from __future__ import annotations

import io
from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from dreamwindow.model.frame import Pixels

if TYPE_CHECKING:
    from av.video.stream import VideoStream

TIME_BASE = Fraction(1, 90_000)
"""MPEG's clock: every display time can be said in it."""
CRF = "18"
"""x264's constant quality; visually lossless."""


def encode_mp4(frames: Iterable[tuple[Pixels, float]], *, title: str = "", comment: str = "") -> bytes:
    """H.264 in MP4 from (pixels, seconds since the first) in rising order, all of one even-sided size. Blocks.

    Each picture stays until the next one's time. ``title`` and ``comment`` become the file's metadata. Raises
    `ValueError` where there is no frame.
    """
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as container:
        container.metadata.update({"title": title, "comment": comment})
        stream: VideoStream | None = None
        for pixels, at_s in frames:
            if stream is None:
                stream = container.add_stream("libx264", options={"crf": CRF, "preset": "veryfast"})
                stream.height, stream.width = pixels.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.time_base = TIME_BASE
                stream.codec_context.time_base = TIME_BASE
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts = round(at_s / TIME_BASE)
            frame.time_base = TIME_BASE
            container.mux(stream.encode(frame))
        if stream is None:
            raise ValueError("a video needs a frame")
        container.mux(stream.encode())
    return buffer.getvalue()
