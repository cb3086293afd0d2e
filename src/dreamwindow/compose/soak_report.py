"""What a soak says: a page of Markdown with its plots beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import numpy as np

from dreamwindow.compose.soak import Course, Sample
from dreamwindow.dream.health import Limits
from dreamwindow.files import atomic_write, ensure_directory_exists

_WIDTH, _HEIGHT, _MARGIN = 720, 180, 44
_INKS = ("#0b7285", "#c2255c")
_LIMITS = Limits()
_FIGURES: tuple[tuple[str, str, Callable[[Sample], float | None], float | None], ...] = (
    ("diversity", "embedding spread, as a share of the first frames'", lambda s: s.health.diversity,
     _LIMITS.least_diversity),
    ("drift", "ΔE to the slow colour reference", lambda s: s.health.drift, _LIMITS.most_drift),
    ("entropy", "bits of the colour histogram", lambda s: s.health.entropy, _LIMITS.least_entropy),
    ("spread", "standard deviation of the values", lambda s: s.health.spread, _LIMITS.least_spread),
    ("neighbours", "SSIM of neighbours", lambda s: s.health.neighbours, _LIMITS.least_neighbours),
    ("second_apart", "SSIM a second apart", lambda s: s.health.second_apart, _LIMITS.most_second_apart),
    ("memory", "resident memory, MB", lambda s: s.rss / 1e6, None),
)  # fmt: skip


def write_report(folder: Path, courses: Sequence[Course], settings: str) -> Path:
    """``report.md`` and one SVG a figure. Blocks. Raises `OSError`."""
    ensure_directory_exists(folder)
    for name, title, read, limit in _FIGURES:
        series = [(course.title, _points(course, read)) for course in courses]
        atomic_write(plot(title, series, limit).encode(), folder / f"{name}.svg")
    path = folder / "report.md"
    atomic_write(_text(courses, settings).encode(), path)
    return path


def _points(course: Course, read: Callable[[Sample], float | None]) -> list[tuple[float, float]]:
    values = ((sample.frame, read(sample)) for sample in course.samples)
    return [(float(frame), value) for frame, value in values if value is not None]


def _text(courses: Sequence[Course], settings: str) -> str:
    lines = ["# Soak", "", settings, ""]
    lines += ["| | " + " | ".join(course.title for course in courses) + " |", "|---" * (len(courses) + 1) + "|"]
    rows: list[tuple[str, Callable[[Course], str]]] = [
        ("frames", lambda c: f"{c.frames:,}"),
        ("longest stretch outside *healthy*, frames", lambda c: str(c.sick)),
        ("frames outside", lambda c: f"{c.sick_frames:,} ({100 * c.sick_frames / max(1, c.frames):.2f} %)"),
        ("gap between frames p50, p99", lambda c: " / ".join(f"{1e3 * _gap(c, q):.1f} ms" for q in (0.5, 0.99))),
        ("memory, first to last", _memory),
        ("interventions", lambda c: str(len(c.interventions))),
        ("of which", lambda c: _kinds(c) or "none"),
    ]
    lines += [f"| {name} | " + " | ".join(say(course) for course in courses) + " |" for name, say in rows]
    lines += ["", *(f"![{title}]({name}.svg)" for name, title, _, _ in _FIGURES), ""]
    return "\n".join(lines)


def _gap(course: Course, q: float) -> float:
    return float(np.quantile(course.gaps_s, q)) if course.gaps_s else 0.0


def _memory(course: Course) -> str:
    sizes = [sample.rss / 1e6 for sample in course.samples]
    return f"{sizes[0]:.0f} to {sizes[-1]:.0f} MB" if sizes else "unknown"


def _kinds(course: Course) -> str:
    counts = Counter((remedy, why) for _, remedy, why in course.interventions)
    return ", ".join(f"{remedy} for {why} {count}" for (remedy, why), count in counts.most_common())


def plot(title: str, series: Sequence[tuple[str, Sequence[tuple[float, float]]]], limit: float | None) -> str:
    """An SVG of lines over frames, the limit dashed; empty series are named all the same."""
    points = [point for _, line in series for point in line]
    xs = [x for x, _ in points] or [0.0, 1.0]
    ys = [y for _, y in points] + ([limit] if limit is not None else []) or [0.0, 1.0]
    x_of, y_of = _scale(min(xs), max(xs), _MARGIN, _WIDTH - 8), _scale(min(ys), max(ys), _HEIGHT - 24, 24)
    parts = [f'<text x="{_MARGIN}" y="14">{escape(title)}</text>']
    parts += [f'<text x="2" y="{y_of(y):.0f}">{y:.3g}</text>' for y in (min(ys), max(ys))]
    parts += [f'<text x="{x_of(x) - 20:.0f}" y="{_HEIGHT - 6}">{x:.0f}</text>' for x in (min(xs), max(xs))]
    if limit is not None:
        y = f"{y_of(limit):.1f}"
        parts.append(f'<path d="M{_MARGIN},{y} H{_WIDTH - 8}" stroke="#868e96" stroke-dasharray="4 4"/>')
    for (name, line), ink in zip(series, _INKS * len(series), strict=False):
        path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="1.2"/>')
        at = _WIDTH - 150
        parts.append(f'<text x="{at}" y="{14 + 14 * _INKS.index(ink)}" fill="{ink}">{escape(name)}</text>')
    about = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" style="font:11px sans-serif;background:#fff"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {about}>{"".join(parts)}</svg>\n'


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: start + (value - low) / span * (end - start)
