"""Plots as SVG, drawn by hand: lines over frames, and a limit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

_WIDTH, _HEIGHT, _MARGIN = 720, 180, 44
_INKS = ("#0b7285", "#c2255c", "#e67700", "#5f3dc4")
MOST_POINTS = 500
"""A line is thinned to about so many points, each stretch to its lowest and highest, so that a file stays small."""


@dataclass(frozen=True, slots=True)
class Line:
    """A named series of (x, y), x ascending."""

    name: str
    points: Sequence[tuple[float, float]]


def plot(title: str, lines: Sequence[Line], limit: float | None = None) -> str:
    """An SVG of lines over frames, the limit dashed; empty series are named all the same."""
    points = [point for line in lines for point in line.points]
    xs = [x for x, _ in points] or [0.0, 1.0]
    ys = [y for _, y in points] + ([limit] if limit is not None else []) or [0.0, 1.0]
    x_of, y_of = _scale(min(xs), max(xs), _MARGIN, _WIDTH - 8), _scale(min(ys), max(ys), _HEIGHT - 24, 24)
    parts = [f'<text x="{_MARGIN}" y="14">{escape(title)}</text>']
    parts += [f'<text x="2" y="{y_of(y):.0f}">{y:.3g}</text>' for y in (min(ys), max(ys))]
    parts += [
        f'<text x="{x_of(x):.0f}" y="{_HEIGHT - 6}" text-anchor="{at}">{x:,.0f}</text>'
        for x, at in ((min(xs), "start"), (max(xs), "end"))
    ]
    if limit is not None:
        parts.append(f'<path d="M{_MARGIN},{y_of(limit):.1f} H{_WIDTH - 8}" stroke="#868e96" stroke-dasharray="4 4"/>')
    for place, line in enumerate(lines):
        parts += _drawn(line, place, x_of, y_of)
    about = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" style="font:11px sans-serif;background:#fff"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {about}>{"".join(parts)}</svg>\n'


def _drawn(line: Line, place: int, x_of: Callable[[float], float], y_of: Callable[[float], float]) -> list[str]:
    ink = _INKS[place % len(_INKS)]
    path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in thinned(line.points))
    return [
        f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="1.2"/>',
        f'<text x="{_WIDTH - 8}" y="{14 + 13 * place}" text-anchor="end" fill="{ink}">{escape(line.name)}</text>',
    ]


def thinned(points: Sequence[tuple[float, float]], most: int = MOST_POINTS) -> list[tuple[float, float]]:
    """At most ``most`` points that show the same lows and highs."""
    if len(points) <= most:
        return list(points)
    stretches = most // 2
    edges = [len(points) * n // stretches for n in range(stretches + 1)]
    kept: list[tuple[float, float]] = []
    for start, end in pairwise(edges):
        stretch = points[start:end]
        ends = {min(stretch, key=lambda p: p[1]), max(stretch, key=lambda p: p[1])}
        kept += sorted(ends)
    return kept


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)
