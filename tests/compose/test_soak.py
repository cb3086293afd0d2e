from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from dreamwindow.compose.soak import Course, SoakOptions, soak
from dreamwindow.compose.soak_report import plot, write_report
from dreamwindow.config.load import load
from dreamwindow.config.root import Config


def small(tmp_path: Path) -> Config:
    size: dict[tuple[str, ...], tuple[str, int]] = {
        ("generation", "width"): ("test", 64),
        ("generation", "height"): ("test", 64),
    }
    return load(None, size, environ={}, cwd=tmp_path).config


@pytest.mark.parametrize("interventions", [True, False])
async def test_a_soak_makes_every_frame_and_writes_nothing_of_its_own(tmp_path: Path, interventions: bool) -> None:
    seen: list[int] = []
    course = await soak(small(tmp_path), SoakOptions(frames=80, interventions=interventions), seen.append)
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
    ElementTree.fromstring(plot("nothing <yet>", [("none", [])], None))
