"""What a long run leaves in the log: a line of figures a minute, and nothing for each frame."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from tests.clock import VirtualClock

SMALL: dict[tuple[str, ...], float] = {
    ("generation", "width"): 64,
    ("generation", "height"): 64,
    ("output", "display_rate_hz"): 1.0,
    ("generation", "remedies", "enabled"): False,
    ("generation", "cache", "enabled"): False,
}
FIGURES = re.compile(r"(\d+) frames shown, \d+ recorded; (\d\.\d) frames/s; keyframes take last \d+ ms, .*p95 \d+ ms")


@pytest.fixture
def act(tmp_path: Path, virtual_clock: VirtualClock) -> DreamAct:
    """Of small pictures, one a second."""
    flags: dict[tuple[str, ...], tuple[str, float]] = {path: ("test", value) for path, value in SMALL.items()}
    return DreamAct(load(None, flags, {}, tmp_path), DreamOptions(frames=190), virtual_clock)


async def test_a_line_of_figures_a_minute(act: DreamAct, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="dreamwindow"):
        async with act:
            await act.start()
            await act.finished()
    figures = [found for found in map(FIGURES.fullmatch, caplog.messages) if found]
    assert len(figures) == 3
    assert all(float(found[2]) == pytest.approx(1.0, abs=0.1) for found in figures)
    assert [int(found[1]) // 55 for found in figures] == [1, 2, 3]
    assert len(caplog.messages) == 2 + 3


async def test_none_for_a_minute_in_which_nothing_was_shown(
    act: DreamAct, virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="dreamwindow"):
        async with act:
            await act.start()
            act.pause("manual")
            await virtual_clock.sleep(600)
            before = [message for message in caplog.messages if FIGURES.fullmatch(message)]
    assert len(before) <= 1
    assert "Paused: manual" in caplog.messages
