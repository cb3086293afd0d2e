"""CLIP's process is lost again and again: it is started later each time. Without torch, with a process of straw."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.embedders.clip import embedder as module
from dreamwindow.embedders.clip.child import Question
from dreamwindow.embedders.clip.embedder import FIRST_S, LONGEST_S, Clip
from dreamwindow.errors import EmbedderUnavailable

PICTURE = np.zeros((8, 8, 3), np.uint8)


class Straw:
    """Fails while ``fails`` says so, for all of them."""

    started = 0
    fails = True
    pid = 1

    def __init__(self, folder: Path, device: str) -> None:
        Straw.started += 1

    def ask(self, question: Question) -> Vectors:
        if Straw.fails:
            raise EmbedderUnavailable("lost")
        return np.ones((1, 1), np.float32)

    def kill(self) -> None:
        """Nothing to end."""

    def end(self) -> None:
        """Nothing to let go of."""


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(module, "ClipProcess", Straw)
    monkeypatch.setattr(Straw, "started", 0)
    monkeypatch.setattr(Straw, "fails", True)
    return Clock()


@pytest.fixture
def clip(clock: Clock, tmp_path: Path) -> Clip:
    (tmp_path / "config.json").write_text('{"projection_dim": 1}')
    return Clip(tmp_path, "cpu", clock)


def lose(clip: Clip, times: int) -> int:
    """Ask so often; how many processes were started for it."""
    before = Straw.started
    for _ in range(times):
        with pytest.raises(EmbedderUnavailable):
            clip.embed([PICTURE])
    return Straw.started - before


def test_it_is_started_again_at_once_and_then_later_each_time(clip: Clip, clock: Clock) -> None:
    assert lose(clip, 2) == 2
    assert lose(clip, 100) == 0
    clock.seconds += FIRST_S
    assert lose(clip, 100) == 1
    clock.seconds += FIRST_S
    assert lose(clip, 100) == 0
    clock.seconds += FIRST_S
    assert lose(clip, 100) == 1


def test_it_is_never_left_alone_for_longer_than_that(clip: Clip, clock: Clock) -> None:
    for _ in range(50):
        lose(clip, 1)
        clock.seconds += LONGEST_S
    assert Straw.started == 50


def test_one_answer_and_it_is_trusted_again(clip: Clip, clock: Clock) -> None:
    lose(clip, 2)
    clock.seconds += FIRST_S
    Straw.fails = False
    assert clip.embed([PICTURE]).shape == (1, 1)
    Straw.fails = True
    assert lose(clip, 1) == 0  # the one that is there
    assert lose(clip, 1) == 1
