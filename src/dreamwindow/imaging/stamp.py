"""A number that travels below a picture through a video codec: a strip of black and white cells.

A video's frames carry no stamp that a page could read back, so the picture gets one. The strip is about a 32nd of the
picture's height, across its whole width: 16 bits of the number from the highest to the lowest, then the same 16
inverted, which tells a strip that was blurred beyond reading from one that was read.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels

BITS = 16
CELLS = 2 * BITS
LARGEST = 2**BITS - 1
_BLACK, _WHITE = 16, 235
_THRESHOLD = 128.0
Luma: TypeAlias = npt.NDArray[np.uint8]


def strip_height(height: int) -> int:
    """Rows of the strip below a picture of ``height`` rows; always an even number."""
    return max(2, 2 * int(height / 64 + 0.5))


def picture_height(total: int) -> int:
    """Rows of the picture in an image of ``total`` rows that has a strip; the inverse of `strip_height`."""
    return total - max(2, 2 * int(total / 66 + 0.5))


def stamped(pixels: Pixels, number: int) -> Pixels:
    """``pixels`` (H, W, 3) with the strip for ``number`` in 0..`LARGEST` below; W of at least `CELLS`."""
    height, width = pixels.shape[:2]
    bits = np.array([number >> bit & 1 for bit in reversed(range(BITS))], bool)
    cells = np.where(np.concatenate([bits, ~bits]), np.uint8(_WHITE), np.uint8(_BLACK))
    row = cells[np.arange(width) * CELLS // width]
    strip = np.broadcast_to(row[None, :, None], (strip_height(height), width, 3))
    return np.concatenate([pixels, strip])


def read_stamp(strip: npt.NDArray[Any]) -> int | None:
    """The number in the strip's brightness (S, W), 0..255; `None` where it cannot be read."""
    height, width = strip.shape
    if width < CELLS or not height:
        return None
    middle = strip[height // 4 : max(height // 4 + 1, height * 3 // 4)].mean(axis=0)
    centres = ((np.arange(CELLS) + 0.5) * width / CELLS).astype(int)
    cells = middle[centres] > _THRESHOLD
    if (cells[:BITS] == cells[BITS:]).any():
        return None
    return int("".join("01"[bit] for bit in cells[:BITS].astype(int)), 2)
