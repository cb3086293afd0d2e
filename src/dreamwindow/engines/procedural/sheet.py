"""Sheets: opaque things drawn once for a whole picture, back to front, then laid over it by the band.

A sheet is four planes of 8 bit, weighted by the mask that comes first: mask, tone, ink, light. Positions are the
canvas's x and y, lengths the same units; positions move by a sixteenth of a pixel, so that nothing jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.engines.procedural.canvas import Canvas
from dreamwindow.engines.procedural.scene import Rows
from dreamwindow.engines.procedural.style import Floats

_SHIFT = 4
_FAR = 1 << 14
"""Pixels beyond which nothing is drawn."""
_MOST_LIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Matter:
    """What a shape is of: ``tone`` and ``ink`` in [0, 1], ``light`` in [0, 2]."""

    tone: float
    ink: float
    light: float = 0.0

    def planes(self) -> tuple[int, int, int, int]:
        """As a sheet holds it."""
        tone, ink, light = (min(1.0, max(0.0, v)) for v in (self.tone, self.ink, self.light / _MOST_LIGHT))
        return 255, round(tone * 255), round(ink * 255), round(light * 255)


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """A part of a sheet, and its pixels' x (1, w) and y (n, 1) from the point it was opened around."""

    place: tuple[slice, slice]
    dx: Floats
    dy: Floats


class Sheet:
    """See the module."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.image = np.zeros((canvas.height, canvas.width, 4), np.uint8)

    def polygon(self, points: Floats, matter: Matter) -> None:
        """Fill the outline (n, 2), whose end is joined to its start."""
        self.polygons(points[None], [matter])

    def polygons(self, outlines: Floats, matters: Sequence[Matter]) -> None:
        """Fill outlines (k, n, 2), one over the other."""
        for outline, matter in zip(self._pixels(outlines), matters, strict=True):
            cv2.fillPoly(self.image, [outline], matter.planes(), cv2.LINE_AA, _SHIFT)

    def curve(self, points: Floats, width: float, matter: Matter) -> None:
        """Lines through points (..., n, 2), at least a pixel wide."""
        thickness = max(1, round(width * self.canvas.unit / 2))
        lines = list(self._pixels(points.reshape(-1, *points.shape[-2:])))
        cv2.polylines(self.image, lines, False, matter.planes(), thickness, cv2.LINE_AA, _SHIFT)

    def disc(self, place: Floats, radius: float, matter: Matter) -> None:
        """A filled circle around a point (2,)."""
        centre = self._pixels(place[None])[0].tolist()
        pixels = round(radius * self.canvas.unit / 2 * (1 << _SHIFT))
        cv2.circle(self.image, centre, pixels, matter.planes(), -1, cv2.LINE_AA, _SHIFT)

    def window(self, x: float, y: float, reach_x: float, reach_y: float) -> Window | None:
        """The pixels within reach of x, y; None if there are none."""
        canvas, unit = self.canvas, self.canvas.unit / 2
        left, right = _span(x * unit + canvas.width / 2, reach_x * unit, canvas.width)
        top, bottom = _span(y * unit + canvas.height / 2, reach_y * unit, canvas.height)
        if left >= right or top >= bottom:
            return None
        dx, dy = canvas.columns()[:, left:right] - x, canvas.rows()[top:bottom] - y
        return Window((slice(top, bottom), slice(left, right)), dx, dy)

    def stamp(
        self, window: Window, mask: Floats, tone: Floats, ink: Floats | float, light: Floats | float = 0.0
    ) -> None:
        """Lay shaded matter over what is in the window; all broadcast to the mask's (n, w)."""
        ink, light = np.broadcast_to(np.float32(ink), mask.shape), np.broadcast_to(np.float32(light), mask.shape)
        over = cv2.merge(
            [np.ones_like(mask), np.clip(tone, 0, 1), np.clip(ink, 0, 1), np.clip(light / _MOST_LIGHT, 0, 1)]
        )
        under, cover = self.image[window.place], cv2.merge([mask] * 4)
        under[:] = cv2.convertScaleAbs(under + (over * 255 - under) * cover)

    def lay(self, rows: Rows, amount: float = 1.0) -> None:
        """Over the layers of some rows."""
        planes = cv2.split(self.image[rows.top : rows.bottom])
        if not planes[0].any():
            return
        mask, tone, ink, light = (np.multiply(plane, np.float32(amount / 255), dtype=np.float32) for plane in planes)
        layers, rest = rows.layers, 1 - mask
        for layer, matter in ((layers.tone, tone), (layers.ink, ink), (layers.light, light * _MOST_LIGHT)):
            layer *= rest
            layer += matter

    def _pixels(self, points: Floats) -> npt.NDArray[np.int32]:
        middle = np.array([self.canvas.width / 2 - 0.5, self.canvas.height / 2 - 0.5])
        places = np.clip(points * (self.canvas.unit / 2) + middle, -_FAR, _FAR)
        return np.asarray(np.rint(places * (1 << _SHIFT)), np.int32)


def _span(middle: float, reach: float, pixels: int) -> tuple[int, int]:
    return max(0, int(middle - reach)), min(pixels, int(middle + reach) + 2)


def ribbon(spines: Floats, widths: Floats) -> Floats:
    """The outlines (..., 2n, 2) of bands of ``widths`` (..., n) along ``spines`` (..., n, 2)."""
    along = np.gradient(spines, axis=-2)
    along = along / (np.linalg.norm(along, axis=-1, keepdims=True) + 1e-6)
    side = np.stack([-along[..., 1], along[..., 0]], axis=-1) * (widths[..., None] / 2)
    return np.concatenate([spines + side, (spines - side)[..., ::-1, :]], axis=-2)


def turned(points: Floats, angle: float) -> Floats:
    """Points (n, 2) turned about 0; y runs down, so a positive angle turns clockwise."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]))


def smooth(points: Floats, steps: int = 6, *, closed: bool = True) -> Floats:
    """A curve through (n, 2) points (Catmull and Rom 1974), ``steps`` places for each."""
    ends = (points[-1:], points[:2]) if closed else (points[:1], points[-1:])
    p = np.concatenate([ends[0], points, ends[1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = [_spline(p[i : i + 4], t) for i in range(len(p) - 3)]
    return np.concatenate([*parts, points[:1] if closed else points[-1:]])


def _spline(p: Floats, t: Floats) -> Floats:
    steady, slope = 2 * p[1], (p[2] - p[0]) * t
    bend = (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3]) * t**2 + (3 * p[1] - p[0] - 3 * p[2] + p[3]) * t**3
    return np.asarray((steady + slope + bend) / 2)
