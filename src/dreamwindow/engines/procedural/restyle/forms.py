"""Forms: what of a camera's picture has to stay readable."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.restyle import strokes
from dreamwindow.engines.procedural.restyle.grids import Grids, grown, shrunk
from dreamwindow.engines.procedural.restyle.steady import Steady
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

_PLAIN, _MOST = 1.2, 1.6
"""Energy, over the picture's mean, of a form that is plain; what counts as most, of such."""
_MOVING = 0.9


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """What is seen in a picture.

    - ``oil`` (h, w, 3), *brush*: its colours, smeared along its forms and the backdrop's.
    - ``relief`` (h, w), *brush*: what the bristles leave, of deviation .16.
    - ``weight`` in [0, 1], *small*: where there is much to see, or something moves.
    """

    oil: Pixels
    relief: Floats
    weight: Floats

    @classmethod
    def of(cls, steady: Steady, grain: Floats, grids: Grids) -> Forms:
        """The forms of a steady picture before a backdrop that runs along ``grain``."""
        picture = shrunk(steady.picture, grids.brush)
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) * np.float32(1 / 255)
        directions = strokes.directions(grey, 2.0)
        way = strokes.along(directions, grain)
        drift = grown(steady.drift, grids.brush) * np.float32(grids.brush_scale)
        oil, relief = strokes.brushed(picture, drift, way)
        return cls(oil, relief, _weight(directions[..., 2], steady, grids))


def _weight(energy: Floats, steady: Steady, grids: Grids) -> Floats:
    edges = cv2.GaussianBlur(shrunk(np.sqrt(np.maximum(energy, 0)), grids.small), (0, 0), 2.5)
    much = np.minimum(edges / (float(edges.mean()) * _PLAIN + 0.05), _MOST) / _MOST
    return np.asarray(cv2.GaussianBlur(np.maximum(much, steady.moved * _MOVING), (0, 0), 3.0), np.float32)
