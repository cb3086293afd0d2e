"""A moving picture made steady: noise averaged away along the motion, and how far what is seen has moved.

The mean of what was seen is carried along by optical flow (Kroeger et al. 2016), and a place is believed to be the same
only as far as it still looks the same. Nothing is carried across a cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.restyle.grids import Grids, displaced, grown, shrunk
from dreamwindow.engines.procedural.style import Floats
from dreamwindow.model.frame import Pixels

_FLOW_SIDE = 128
"""Pixels of the shorter side where flow is looked for."""
_FRESH, _FRESH_MOVING = 0.16, 0.16
"""Share of a new picture in the mean where nothing has changed; what a moving place adds to it."""
_SAME, _OTHER = 7.0, 26.0
"""Change, of 255, up to which a place is the same, and from which it is another."""
_CUT_SHARE = 0.55
"""A picture of which more than this share is another is a cut."""
_STILL = 0.12
"""Pixels of flow, where it is looked for, that are noise."""
_RELAX, _FURTHEST = 0.97, 0.35
"""What is left of a bent drift after a picture; how far it may bend, of the shorter side."""
_TURN_BACK = 0.985
"""What is left of *turn* after a picture."""
_FORGET, _SLOW, _QUICK = 0.97, 0.6, 3.6
"""What is left of *moved* after a picture; pixels a picture beside the pan that are no motion, and that are plain."""


@dataclass(frozen=True, slots=True, eq=False)
class Steady:
    """What is known of a moving picture after one more of it. ``drift`` and ``moved`` are *small*, see `Grids`.

    - ``picture`` (h, w, 3): the mean along the motion.
    - ``seen``: its grey twin, in which flow is looked for.
    - ``drift`` (.., .., 2): pixels from a place to where what is seen there once was; its bends relax to ``pan``.
    - ``pan`` (2,): the drift of the picture as a whole, without end; ``turn`` (2,): what was lately added to it.
    - ``moved`` in [0, 1]: where something lately moved by itself.
    - ``back`` (.., .., 2): pixels from a place to where what is seen there was in the picture before.
    - ``other`` in [0, 1]: where something else is seen now.
    """

    picture: Pixels
    seen: Pixels
    drift: Floats
    pan: Floats
    turn: Floats
    moved: Floats
    back: Floats
    other: Floats

    @classmethod
    def first(cls, image: Pixels) -> Steady:
        """What is known after the first picture of a scene."""
        width, height = Grids.of(image.shape[1], image.shape[0]).small
        nowhere, nothing = np.zeros((height, width, 2), np.float32), np.zeros((height, width), np.float32)
        still = np.zeros(2, np.float32)
        return cls(image.copy(), _grey(image), nowhere, still, still, nothing, nowhere, nothing + 1)

    @property
    def cut(self) -> bool:
        """Whether nothing is known of what was before."""
        return bool(self.other.min() == 1)

    def then(self, image: Pixels) -> Steady:
        """What is known after ``image``, of any size."""
        if image.shape != self.picture.shape:
            return Steady.first(image)
        grids = Grids.of(image.shape[1], image.shape[0])
        flow = _flow(_grey(image), self.seen, grids)
        carried = displaced(self.picture, grown(flow, grids.whole))
        change = _change(carried, image, grids)
        if float((change > _OTHER).mean()) > _CUT_SHARE:
            return Steady.first(image)
        other = np.clip((change - _SAME) / (_OTHER - _SAME), 0, 1).astype(np.float32)
        pan = np.median(flow.reshape(-1, 2), axis=0)
        mean = _mean(carried, image, other, flow)
        return Steady(
            picture=mean,
            seen=_grey(mean),
            drift=self._drifted(flow, pan, grids),
            pan=self.pan + pan,
            turn=(self.turn + pan) * np.float32(_TURN_BACK),
            moved=np.maximum(self.moved * np.float32(_FORGET), _lively(flow - pan)),
            back=flow,
            other=other,
        )

    def _drifted(self, flow: Floats, pan: Floats, grids: Grids) -> Floats:
        """The drift, carried along and grown by ``flow``; its bends relax and have an end."""
        bent = displaced(self.drift - self.pan, flow * grids.small_scale)
        bent = (bent + flow - pan) * np.float32(_RELAX)
        furthest = _FURTHEST * grids.unit
        return np.asarray(np.clip(bent, -furthest, furthest) + (self.pan + pan), np.float32)


def steadied(now: Pixels, before: Pixels, steady: Steady, share: float) -> Pixels:
    """``now`` with a ``share`` in [0, 1) of what was shown ``before``, along the motion, where it is still the same."""
    whole = (now.shape[1], now.shape[0])
    weight = grown((1 - steady.other) * np.float32(share), whole)
    return np.asarray(cv2.blendLinear(displaced(before, grown(steady.back, whole)), now, weight, 1 - weight), np.uint8)


def _grey(image: Pixels) -> Pixels:
    height, width = image.shape[:2]
    factor = max(1, round(min(height, width) / _FLOW_SIDE))
    grey = cv2.cvtColor(shrunk(image, (width // factor, height // factor)), cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.8), np.uint8)


def _flow(now: Pixels, before: Pixels, grids: Grids) -> Floats:
    """Pixels of the whole from each *small* place of ``now`` to where it was; 0 where nothing plainly moves."""
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    search.setFinestScale(0)
    flow = shrunk(cv2.GaussianBlur(search.calc(now, before, None), (0, 0), 1.0), grids.small)  # type: ignore[call-overload]
    plain = np.clip(2 - 2 * _STILL / (np.hypot(flow[..., 0], flow[..., 1]) + 1e-6), 0, 1)
    return np.asarray(flow * plain[..., None] * (grids.whole[0] / now.shape[1]), np.float32)


def _change(carried: Pixels, image: Pixels, grids: Grids) -> Floats:
    """How another each *small* place looks, of 255."""
    worst = cv2.absdiff(shrunk(carried, grids.small), shrunk(image, grids.small)).max(axis=-1)
    wide = cv2.dilate(worst, np.ones((3, 3), np.uint8)).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), 1.0), np.float32)


def _mean(carried: Pixels, image: Pixels, other: Floats, flow: Floats) -> Pixels:
    fresh = _FRESH + _FRESH_MOVING * np.minimum(np.hypot(flow[..., 0], flow[..., 1]) / 2, 1)
    fresh += (1 - fresh) * other
    weight = grown(fresh, (image.shape[1], image.shape[0]))
    return np.asarray(cv2.blendLinear(image, carried, weight, 1 - weight), np.uint8)


def _lively(flow: Floats) -> Floats:
    speed = np.hypot(flow[..., 0], flow[..., 1])
    return np.asarray(np.clip((speed - _SLOW) / (_QUICK - _SLOW), 0, 1), np.float32)
