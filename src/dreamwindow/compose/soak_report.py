"""What a soak says: a page of Markdown with its plots beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from dreamwindow.compose.plots import Line, plot
from dreamwindow.compose.slope import slope
from dreamwindow.compose.soak_course import Course
from dreamwindow.compose.soak_notes import Sample
from dreamwindow.dream.health import Limits
from dreamwindow.files import atomic_write, ensure_directory_exists

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
WARM_UP = 0.2
"""The share of a soak after which memory is judged."""


def write_report(folder: Path, courses: Sequence[Course], settings: str) -> Path:
    """``report.md`` and one SVG a figure. Blocks. Raises `OSError`."""
    ensure_directory_exists(folder)
    for name, title, read, limit in _FIGURES:
        lines = [Line(course.title, _points(course, read)) for course in courses]
        atomic_write(plot(title, lines, limit).encode(), folder / f"{name}.svg")
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
        ("stretches outside, and for what", _spells),
        *((f"worst: {title}", _worst(name)) for name, title, _, limit in _FIGURES if limit is not None),
        ("gap between frames p50, p99", lambda c: " / ".join(f"{1e3 * _gap(c, q):.1f} ms" for q in (0.5, 0.99))),
        ("memory, first to last", _memory),
        ("memory, slope after the first fifth", _slope),
        ("interventions", lambda c: str(len(c.interventions))),
        ("of which", lambda c: _kinds(c) or "none"),
    ]
    lines += [f"| {name} | " + " | ".join(say(course) for course in courses) + " |" for name, say in rows]
    lines += ["", *(f"![{title}]({name}.svg)" for name, title, _, _ in _FIGURES), ""]
    return "\n".join(lines)


def _worst(figure: str) -> Callable[[Course], str]:
    def say(course: Course) -> str:
        value, frame = course.worst.get(figure, (None, 0))
        return "unknown" if value is None else f"{value:.3g} at {frame:,}"

    return say


def _spells(course: Course) -> str:
    if not course.spells:
        return "none"
    counts = Counter(figure for spell in course.spells for figure in spell.figures)
    return f"{len(course.spells)}: " + ", ".join(f"{figure} {count}" for figure, count in counts.most_common())


def _gap(course: Course, q: float) -> float:
    return float(np.quantile(course.gaps_s, q)) if len(course.gaps_s) else 0.0


def _memory(course: Course) -> str:
    sizes = [sample.rss / 1e6 for sample in course.samples]
    return f"{sizes[0]:.0f} to {sizes[-1]:.0f} MB" if sizes else "unknown"


def _slope(course: Course) -> str:
    points = [(sample.frame / 1000, sample.rss / 1e6) for sample in course.samples]
    found = slope(points[int(WARM_UP * len(points)) :])
    return "unknown" if found is None else f"{found.value:+.2f} ± {found.half_width:.2f} MB per 1,000 frames"


def _kinds(course: Course) -> str:
    counts = Counter((told.remedy, told.why) for told in course.interventions)
    return ", ".join(f"{remedy} for {why} {count}" for (remedy, why), count in counts.most_common())
