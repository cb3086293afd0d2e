from __future__ import annotations

import math
import random
import tracemalloc
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dreamwindow.compose.plots import Line, plot, thinned
from dreamwindow.compose.slope import slope
from dreamwindow.compose.soak import SoakOptions, soak
from dreamwindow.compose.soak_course import Course, Spell
from dreamwindow.compose.soak_notes import Sample, Samples
from dreamwindow.compose.soak_report import write_report
from dreamwindow.config.load import load
from dreamwindow.config.root import Config
from dreamwindow.dream.health import Health


def small(tmp_path: Path) -> Config:
    size: dict[tuple[str, ...], tuple[str, int]] = {
        ("generation", "width"): ("test", 64),
        ("generation", "height"): ("test", 64),
    }
    return load(None, size, environ={}, cwd=tmp_path).config


@pytest.mark.parametrize("after", [0, 30, None])
async def test_a_soak_makes_every_frame_and_writes_nothing_of_its_own(tmp_path: Path, after: int | None) -> None:
    seen: list[int] = []
    course = await soak(small(tmp_path), SoakOptions(frames=80, interventions_after=after), seen.append)
    assert seen == list(range(1, 81))
    assert course.frames == 80
    assert [sample.frame for sample in course.samples] == [1, 21, 41, 61]
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240


async def test_the_report_has_its_plots_beside_it(tmp_path: Path) -> None:
    course = await soak(small(tmp_path), SoakOptions(frames=60))
    path = write_report(tmp_path / "soak", [course, Course("interventions off")], "hybrid")
    text = path.read_text()
    plots = [line.split("(")[1].rstrip(")") for line in text.splitlines() if line.startswith("![")]
    assert len(plots) == 7
    for name in plots:
        ElementTree.fromstring((path.parent / name).read_text())
    assert "| frames | 60 | 0 |" in text


def test_a_plot_of_nothing_is_a_plot() -> None:
    ElementTree.fromstring(plot("nothing <yet>", [Line("none", [])], None))


def test_a_line_that_is_thinned_keeps_its_lows_and_highs() -> None:
    points = [(float(x), math.sin(x / 50) + (x == 777) * 9) for x in range(5000)]
    thin = thinned(points, 200)
    assert len(thin) <= 200
    assert thin == sorted(thin)
    assert {max(points, key=lambda p: p[1]), min(points, key=lambda p: p[1])} <= set(thin)


def wandering(steps: int, growth: float) -> list[tuple[float, float]]:
    """A walk that forgets itself slowly, as resident memory does, on a rise of ``growth`` a step."""
    rng, now, points = random.Random(4), 0.0, []
    for x in range(steps):
        now = 0.9 * now + rng.gauss(0, 1)
        points.append((float(x), 100 + now + growth * x))
    return points


def test_memory_that_grows_is_told_from_memory_that_wanders() -> None:
    flat, grows = slope(wandering(800, 0.0)), slope(wandering(800, 0.02))
    assert flat is not None
    assert grows is not None
    assert flat.may_be_flat
    assert not grows.may_be_flat
    assert grows.value == pytest.approx(0.02, abs=grows.half_width)
    assert slope(wandering(10, 0.0)) is None


def test_a_recovery_is_counted_from_when_it_was_begun() -> None:
    course = Course("x", spells=[Spell(100, 50), Spell(300, 40)], frames=339)
    assert course.recovered_after(120) == 30
    assert course.recovered_after(200) == 0
    assert course.recovered_after(310) is None


def test_notes_that_were_expected_take_no_more_memory_and_those_that_were_not_are_kept_too() -> None:
    samples, figures = Samples(room=500), Health(entropy=4.5, spread=60.0, drift=3.25)

    def note(frames: range) -> int:
        before = tracemalloc.get_traced_memory()[0]
        for frame in frames:
            samples.append(Sample(frame, figures, 10**9))
        return tracemalloc.get_traced_memory()[0] - before

    tracemalloc.start()
    try:
        note(range(1, 101))  # what Python keeps of a first time
        within, beyond = note(range(101, 501)), note(range(501, 601))
    finally:
        tracemalloc.stop()
    assert within < 2000 < beyond
    assert list(samples) == [Sample(frame, figures, 10**9) for frame in range(1, 601)]
