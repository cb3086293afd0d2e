"""From a painting to pixels: the words' colours and light, over the camera's own colours."""

from __future__ import annotations

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import Canvas, bands
from dreamwindow.engines.procedural.light import Developer
from dreamwindow.engines.procedural.render import Checkpoint
from dreamwindow.engines.procedural.restyle.backdrop import Backdrop
from dreamwindow.engines.procedural.restyle.forms import Forms
from dreamwindow.engines.procedural.restyle.grids import grown
from dreamwindow.engines.procedural.restyle.painting import Painting
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

_EXPOSED = (1.0, 0.0)
"""Gain and lift of tones that have been given their light already."""
_GRAIN = 0.0
"""Grain stands still, and would lie before what moves like a dirty pane."""
_SOON, _LATE = 2.0, 4.0
"""Exponents by which the words' colours come in, where words say something, and where they do not."""


def develop(
    painting: Painting, picture: Pixels, forms: Forms, backdrop: Backdrop, strength: float, checkpoint: Checkpoint
) -> Pixels:
    """The pixels of a painting of ``picture``, both (h, w, 3); ``strength`` in (0, 1]."""
    canvas = Canvas(picture.shape[1], picture.shape[0])
    own = _own(painting.touch, picture, forms, strength)
    out = np.empty_like(picture)
    developer = Developer(canvas, backdrop.style, painting.layers, _EXPOSED, _GRAIN)
    share = _colour_share(backdrop, strength)
    for top, bottom in bands(canvas):
        developer.develop(top, bottom, out)
        part = out[top:bottom]
        cv2.addWeighted(own[top:bottom], 1 - share, part, share, 0, dst=part)
        checkpoint(0.6 + 0.4 * bottom / canvas.height)
    return out


def _own(touch: Floats, picture: Pixels, forms: Forms, strength: float) -> Pixels:
    """The camera's own colours, painted; at low strength not even that."""
    steps = touch * np.float32(255)
    painted = cv2.add(grown(forms.oil, picture.shape[1::-1]), cv2.merge((steps, steps, steps)), dtype=cv2.CV_8U)
    share = min(1.0, 3 * strength)
    return np.asarray(cv2.addWeighted(picture, 1 - share, painted, share, 0), np.uint8)


def _colour_share(backdrop: Backdrop, strength: float) -> float:
    """How much of the words' colour there is; words without a meaning bring theirs late."""
    soon, late = 1 - (1 - strength) ** _SOON, strength**_LATE
    return float(late + (soon - late) * backdrop.worded)
