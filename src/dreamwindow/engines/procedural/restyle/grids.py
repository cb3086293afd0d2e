"""At which sizes a moving picture is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from dreamwindow.engines.procedural.style import Floats

_BRUSH_SIDE, _SMALL_STEP = 256, 4


@dataclass(frozen=True, slots=True)
class Grids:
    """Three sizes of one picture, (width, height) each.

    ``whole``: as it is. ``brush``: about 256 pixels on its shorter side, where strokes are made. ``small``: a quarter
    of that, for what is soft.
    """

    whole: tuple[int, int]
    brush: tuple[int, int]
    small: tuple[int, int]

    @classmethod
    def of(cls, width: int, height: int) -> Grids:
        """The sizes of a picture of ``width`` x ``height``."""
        factor = max(1, round(min(width, height) / _BRUSH_SIDE))
        brush = (width // factor, height // factor)
        return cls((width, height), brush, (brush[0] // _SMALL_STEP, brush[1] // _SMALL_STEP))

    @property
    def unit(self) -> int:
        """Pixels of the whole picture's shorter side."""
        return min(self.whole)

    @property
    def brush_scale(self) -> float:
        """Pixels of ``brush`` to one of ``whole``."""
        return self.brush[0] / self.whole[0]

    @property
    def small_scale(self) -> float:
        """Pixels of ``small`` to one of ``whole``."""
        return self.small[0] / self.whole[0]


def shrunk(image: Floats, size: tuple[int, int]) -> Floats:
    """``image`` at a smaller ``size``, each place the mean of what it covers."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))


def grown(image: Floats, size: tuple[int, int], *, sharp: bool = False) -> Floats:
    """``image`` at a larger ``size``."""
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC if sharp else cv2.INTER_LINEAR))


def displaced(image: Floats, by: Floats, *, border: int = cv2.BORDER_REPLICATE) -> Floats:
    """``image`` looked up ``by`` (h, w, 2) pixels away from each place."""
    return looked_up(image, by + places(image.shape[1], image.shape[0]), border=border)


def looked_up(image: Floats, at: Floats, *, border: int = cv2.BORDER_REPLICATE) -> Floats:
    """``image`` at places ``at`` (h, w, 2) in pixels, as float32."""
    return np.asarray(cv2.remap(image, at, None, cv2.INTER_LINEAR, borderMode=border))  # type: ignore[call-overload]


@lru_cache(maxsize=8)
def places(width: int, height: int) -> Floats:
    """x and y of each pixel, (h, w, 2), in pixels; read-only."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    both = np.stack([x, y], axis=-1)
    both.flags.writeable = False
    return both


def forget() -> None:
    """Drop what is kept for each size."""
    places.cache_clear()
