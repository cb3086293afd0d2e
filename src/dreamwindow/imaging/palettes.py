"""The few colours that a picture is made of, and how much of it each takes, in Oklab: 0.02 apart is noticeable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from dreamwindow.imaging import oklab
from dreamwindow.model.frame import Pixels

COLOURS = 6
PACKED_BYTES = 4 * COLOURS
_SIDE = 48
_CELL = np.array([0.125, 0.06, 0.06])
"""Of Oklab: pixels within one count as one colour."""
_SCALES = np.array([255, 300, 300, 255], np.float32)
_ZEROS = np.array([0, 128, 128, 0], np.float32)

Swatches: TypeAlias = npt.NDArray[Any]
"""(..., 6, 4) float32: L, a, b and the share of the picture in [0, 1], the largest first; no share is no colour."""


def swatches(image: Pixels) -> Swatches:
    """(6, 4): the most frequent colours of a picture (H, W, 3), the means of the fullest cells of a grid over Oklab."""
    import cv2  # whoever only reads palettes need not load it

    small = cv2.resize(image, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    lab = oklab.from_srgb(small.reshape(-1, 3) / 255.0)
    cells = np.floor(lab / _CELL).astype(np.int64) @ np.array([10_000, 100, 1])
    _, places, counts = np.unique(cells, return_inverse=True, return_counts=True)
    found = np.zeros((COLOURS, 4), np.float32)
    for row, cell in zip(found, np.argsort(-counts, kind="stable"), strict=False):
        row[:3] = lab[places == cell].mean(axis=0)
        row[3] = counts[cell] / len(lab)
    return found


def pack(found: Swatches) -> bytes:
    """24 bytes a picture: L, a, b and share of each colour, a byte a number."""
    return np.clip(np.round(found * _SCALES + _ZEROS), 0, 255).astype(np.uint8).tobytes()


def unpack(packed: bytes) -> Swatches:
    """(n, 6, 4) of the n palettes that `pack` packed, one after another."""
    numbers = np.frombuffer(packed, np.uint8).reshape(-1, COLOURS, 4).astype(np.float32)
    return np.asarray((numbers - _ZEROS) / _SCALES)


def codes(packed: bytes | None) -> tuple[str, ...]:
    """The colours of one packed palette as ``rrggbb``, the most frequent first; none for ``None``."""
    return codes_of([packed])[0]


def codes_of(packed: Sequence[bytes | None]) -> list[tuple[str, ...]]:
    """The same of many at once, which a page of pictures is."""
    found = unpack(b"".join(palette for palette in packed if palette))
    shown = np.rint(oklab.to_srgb(found[..., :3]) * 255).astype(np.uint8)
    hexes = shown.tobytes().hex()
    some = (found[..., 3] > 0).tolist()
    names = iter(
        tuple(hexes[6 * at : 6 * at + 6] for at, is_there in enumerate(row, first * COLOURS) if is_there)
        for first, row in enumerate(some)
    )
    return [next(names) if palette else () for palette in packed]
