"""How steeply something grows, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BATCHES = 20
_T_18 = 2.101
"""The 97.5 % quantile of Student's t with ``BATCHES - 2`` degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Slope:
    """``value`` in units of y per unit of x; its 95 % confidence interval reaches ``half_width`` to either side."""

    value: float
    half_width: float

    @property
    def may_be_flat(self) -> bool:
        """Whether 0, or a decline, lies in the interval."""
        return self.value <= self.half_width


def slope(points: Sequence[tuple[float, float]]) -> Slope | None:
    """The least-squares slope of a series (x, y); ``None`` of fewer than two points a batch.

    Points that follow each other are alike, which would make it look surer than it is: the line goes through the means
    of `BATCHES` equal stretches instead (the method of batch means, Law and Kelton).
    """
    if len(points) < 2 * BATCHES:
        return None
    x, y = np.array([batch.mean(axis=0) for batch in np.array_split(np.asarray(points, float), BATCHES)]).T
    away = x - x.mean()
    squares = float(away @ away)
    value = float(away @ y) / squares
    rest = y - y.mean() - value * away
    return Slope(value, _T_18 * float(np.sqrt(rest @ rest / (BATCHES - 2) / squares)))
