"""What is seen between two pictures."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.film.options import Interpolation

Field: TypeAlias = npt.NDArray[Any]
"""(H, W, 2) float32: where each pixel goes, in pixels to the right and down."""
_DISAGREES = 0.1
_SLACK_PX = 1.0


class Between(Protocol):
    """``share`` in [0, 1) of the way from ``a`` to ``b``, of one size; at 0 it is ``a`` itself."""

    def __call__(self, a: Pixels, b: Pixels, share: float) -> Pixels:
        """The picture there."""
        ...


def between(interpolation: Interpolation) -> Between:
    """The way of that name."""
    if interpolation == "flow":
        return Flow()
    return fade if interpolation == "fade" else hold


def hold(a: Pixels, b: Pixels, share: float) -> Pixels:
    """Nothing is: ``a`` stays until ``b`` comes."""
    return a


def fade(a: Pixels, b: Pixels, share: float) -> Pixels:
    """The one over the other, as the page fades."""
    if share <= 0:
        return a
    return np.asarray(cv2.addWeighted(a, 1 - share, b, share, 0), np.uint8)


class Flow:
    """What moved is moved along, where the motion can be told; elsewhere it fades.

    Motion is told by DIS optical flow (Kroeger et al. 2016), both ways; it is believed as far as going there and back
    again leads home.
    """

    def __init__(self) -> None:
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
        self._pair: tuple[Pixels, Pixels] | None = None
        self._there = self._back = self._trust = np.empty((0, 0, 2), np.float32)

    def __call__(self, a: Pixels, b: Pixels, share: float) -> Pixels:
        """See `Between`."""
        if share <= 0:
            return a
        if self._pair is None or self._pair[0] is not a or self._pair[1] is not b:
            self._look(a, b)
        moved = fade(_moved(a, -share * self._there), _moved(b, -(1 - share) * self._back), share)
        faded = fade(a, b, share)
        return np.asarray(faded + self._trust * (moved.astype(np.float32) - faded) + 0.5, np.uint8)

    def _look(self, a: Pixels, b: Pixels) -> None:
        grey = [cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) for pixels in (a, b)]
        none: Any = None
        self._there = np.asarray(self._flow.calc(grey[0], grey[1], none))
        self._back = np.asarray(self._flow.calc(grey[1], grey[0], none))
        self._trust = np.minimum(_trust(self._there, self._back), _trust(self._back, self._there))
        self._pair = a, b


def _trust(there: Field, back: Field) -> Field:
    """(H, W, 1) in [0, 1]."""
    home = there + _sampled(back, there)
    allowed = _DISAGREES * np.linalg.norm(there, axis=2) + _SLACK_PX
    return np.asarray(np.exp(-((np.linalg.norm(home, axis=2) / allowed) ** 2)), np.float32)[:, :, None]


def _moved(pixels: Pixels, by: Field) -> Pixels:
    return np.asarray(_sampled(pixels, by), np.uint8)


def _sampled(values: npt.NDArray[Any], at: Field) -> npt.NDArray[Any]:
    """``values`` as found ``at`` so far from each pixel."""
    y, x = np.mgrid[0 : at.shape[0], 0 : at.shape[1]].astype(np.float32)
    return np.asarray(cv2.remap(values, x + at[..., 0], y + at[..., 1], cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE))
