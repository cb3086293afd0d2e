"""Pictures between a video codec and us: YUV to RGB and back, with or without a stamp below."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import MAX_PIXELS
from dreamwindow.imaging.stamp import LARGEST, picture_height, read_stamp, stamped
from dreamwindow.model.frame import Pixels

CLOCK_RATE = 90_000
TIME_BASE = Fraction(1, CLOCK_RATE)


@dataclass(frozen=True, slots=True, eq=False)
class Filmed:
    """A video's frame, not converted yet; an `Undecoded`. ``cut`` takes the stamp's strip away."""

    frame: av.VideoFrame = field(repr=False)
    cut: bool

    def pixels(self) -> Pixels:
        """See `Undecoded.pixels`."""
        if self.frame.width * self.frame.height > MAX_PIXELS:
            return TooLarge(self.frame.width, self.frame.height).pixels()
        if self.cut and picture_height(self.frame.height) < 1:
            raise InvalidImage(f"A frame of {self.frame.height} rows is all strip.", "Send a larger one.")
        pixels = np.asarray(self.frame.to_ndarray(format="rgb24"), np.uint8)
        return np.ascontiguousarray(pixels[: picture_height(len(pixels))]) if self.cut else pixels

    def stamp(self) -> int:
        """What stands below the picture; 0 if that cannot be read, or nothing does. Blocks."""
        if not self.cut or self.frame.format.name not in ("yuv420p", "yuvj420p"):
            return 0
        luma, height = self.frame.planes[0], self.frame.height
        rows = np.frombuffer(memoryview(luma), np.uint8).reshape(-1, luma.line_size)[:height, : self.frame.width]
        return read_stamp(rows[picture_height(height) :]) or 0


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A frame that was not decoded; an `Undecoded`."""

    width: int
    height: int

    def pixels(self) -> Pixels:
        """See `Undecoded.pixels`."""
        raise InvalidImage(f"A frame of {self.width}x{self.height} is too large.", "Send a smaller one.")


def as_video(pixels: Pixels, stamp: int | None, at_us: int) -> av.VideoFrame:
    """``pixels`` for an encoder, due at ``at_us``, with ``stamp`` below unless that is `None`. Blocks."""
    if stamp is not None:
        pixels = stamped(pixels, stamp & LARGEST)
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24").reformat(format="yuv420p")
    frame.pts, frame.time_base = at_us * CLOCK_RATE // 1_000_000, TIME_BASE
    return frame
