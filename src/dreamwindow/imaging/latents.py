"""Walks between latents: arithmetic on NumPy arrays and torch tensors alike, torch never imported."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np

Tensor = TypeVar("Tensor", bound=Any)
"""A floating `numpy.ndarray` or `torch.Tensor`."""

_STRAIGHT = 1e-4
"""Angles this close to 0 or pi, in radians, count as parallel or antipodal."""


def spherical_lerp(a: Tensor, b: Tensor, t: float | Sequence[float] | np.ndarray[Any, Any]) -> Tensor:
    """Slerp a→b, sample by sample. Both (B, ...) float, of one shape; norms are interpolated linearly (Shoemake 1985).

    ``t`` in [0, 1] gives (B, ...); n of them give (n, B, ...), all in-betweens in one call. ``t`` 0 and 1 give ``a``
    and ``b`` to the bit. Near-parallel samples are mixed linearly; a zero sample takes the other's direction;
    antipodal samples turn through a perpendicular that is the same every time. Never NaN while norms are finite.

    Raises `ValueError` when shapes differ or are empty, or ``t`` is out of range.
    """
    if a.shape != b.shape or len(a.shape) < 1 or 0 in a.shape:
        raise ValueError(f"latents of shapes {tuple(a.shape)} and {tuple(b.shape)} cannot be interpolated")
    times = np.asarray(t, dtype=np.float64)
    if times.ndim > 1 or not times.size or not np.all((times >= 0) & (times <= 1)):
        raise ValueError(f"t {t} is neither a number in [0, 1] nor a list of them")
    stack = np.stack if isinstance(a, np.ndarray) else sys.modules["torch"].stack
    arcs = [_arc(a[i], b[i]) for i in range(len(a))]
    steps = [stack([arc.at(float(u)) for arc in arcs]) for u in np.atleast_1d(times)]
    return cast(Tensor, stack(steps) if times.ndim else steps[0])


class _Arc(NamedTuple):
    """The way from sample ``a`` to ``b``; ``angle`` is None where it is straight, ``side`` where it needs none."""

    a: Any
    b: Any
    norm_a: float
    norm_b: float
    angle: float | None
    side: Any | None

    def at(self, t: float) -> Any:
        if t in (0.0, 1.0):
            return (self.b if t else self.a) * 1.0
        if self.angle is None:
            return self.a * (1.0 - t) + self.b * t
        norm = self.norm_a * (1.0 - t) + self.norm_b * t
        if self.side is not None:
            turn = math.pi * t
            return self.a * (math.cos(turn) * norm / self.norm_a) + self.side * (math.sin(turn) * norm)
        scale = norm / math.sin(self.angle)
        to_a, to_b = math.sin((1.0 - t) * self.angle), math.sin(t * self.angle)
        return self.a * (to_a * scale / self.norm_a) + self.b * (to_b * scale / self.norm_b)


def _arc(a: Any, b: Any) -> _Arc:
    wide_a, wide_b = _flat(a), _flat(b)
    norm_a, norm_b = _norm(wide_a), _norm(wide_b)
    if not norm_a or not norm_b:
        return _Arc(a, b, norm_a, norm_b, None, None)
    cosine = float(((wide_a / norm_a) * (wide_b / norm_b)).sum())
    angle = math.acos(min(1.0, max(-1.0, cosine)))
    if angle < _STRAIGHT or wide_a.shape[0] == 1:  # on a line there is no way around zero
        return _Arc(a, b, norm_a, norm_b, None, None)
    side = _perpendicular(wide_a).reshape(a.shape) * 1.0 if math.pi - angle < _STRAIGHT else None
    return _Arc(a, b, norm_a, norm_b, angle, None if side is None else _like(side, a))


def _flat(x: Any) -> Any:
    """``x`` as one row, wide enough to sum squares of half floats."""
    return x.reshape(-1).astype(np.float64) if isinstance(x, np.ndarray | np.generic) else x.reshape(-1).float()


def _like(x: Any, other: Any) -> Any:
    return x.astype(other.dtype) if isinstance(x, np.ndarray | np.generic) else x.to(other.dtype)


def _norm(row: Any) -> float:
    return math.sqrt(float((row * row).sum()))


def _perpendicular(row: Any) -> Any:
    """A unit row at right angles to ``row``: neighbours change places, one of them its sign."""
    side, even = row * 0.0, row.shape[0] // 2 * 2
    side[0:even:2], side[1:even:2] = -row[1:even:2], row[0:even:2]
    norm = _norm(side)
    if not norm:  # all of the row is in its odd last place
        side[0], norm = 1.0, 1.0
    return side / norm
