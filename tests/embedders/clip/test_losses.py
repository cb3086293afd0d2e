"""CLIP's process is lost again and again, or let go. Without torch, with a process of straw."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.embedders.clip import embedder as module
from dreamwindow.embedders.clip.child import Images, Question
from dreamwindow.embedders.clip.embedder import BATCH, FAILURES, FIRST_S, LONGEST_S, Clip
from dreamwindow.embedders.clip.process import ProcessLost
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.imaging.seeing import embed_each

PICTURE = np.zeros((8, 8, 3), np.uint8)
DEADLY = np.ones((8, 8, 3), np.uint8)
"""The process ends over this one."""


class Straw:
    """Lost while ``fails`` says so, for all of them, or ``refuses``; answers while ``answers`` is set."""

    started = 0
    ended = 0
    fails = True
    refuses = False
    asked = threading.Event()
    answers = threading.Event()
    pid = 1

    def __init__(self, folder: Path, device: str) -> None:
        Straw.started += 1

    def ask(self, question: Question) -> Vectors:
        Straw.asked.set()
        assert Straw.answers.wait(60)
        deadly = isinstance(question, Images) and any(np.array_equal(image, DEADLY) for image in question.images)
        if Straw.fails or deadly:
            raise ProcessLost("lost")
        if Straw.refuses:
            raise EmbedderUnavailable("no")
        return np.ones((len(question.images) if isinstance(question, Images) else 1, 1), np.float32)

    def kill(self) -> None:
        """Nothing to end."""

    def end(self) -> None:
        Straw.ended += 1


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(module, "ClipProcess", Straw)
    monkeypatch.setattr(Straw, "started", 0)
    monkeypatch.setattr(Straw, "ended", 0)
    monkeypatch.setattr(Straw, "fails", True)
    monkeypatch.setattr(Straw, "refuses", False)
    Straw.asked.clear()
    Straw.answers.set()
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


@pytest.fixture
def trusted(clip: Clip) -> Iterator[Clip]:
    """It answers, and has done so once."""
    Straw.fails = False
    clip.embed([PICTURE])
    yield clip
    clip.close()


def test_what_it_cannot_do_does_not_end_it(trusted: Clip) -> None:
    for _ in range(FAILURES):
        Straw.refuses = True
        assert lose(trusted, FAILURES - 1) == 0
        Straw.refuses = False
        assert trusted.embed([PICTURE]).shape == (1, 1)
    assert (Straw.started, Straw.ended) == (1, 0)


def test_one_that_can_do_nothing_any_more_is_started_anew(trusted: Clip) -> None:
    Straw.refuses = True
    assert lose(trusted, FAILURES) == 0
    assert (Straw.ended, trusted.pid) == (1, None)
    Straw.refuses = False
    assert trusted.embed([PICTURE]).shape == (1, 1)
    assert Straw.started == 2


def test_a_picture_over_which_it_ends_keeps_no_other_from_it(trusted: Clip) -> None:
    seen = embed_each([PICTURE, DEADLY, PICTURE], trusted)
    assert [vector is not None for vector in seen] == [True, False, True]
    assert Straw.started == 3  # after the batch, and after it alone


def test_it_is_let_go_when_it_was_not_used_for_so_long_and_comes_back_when_needed(trusted: Clip, clock: Clock) -> None:
    trusted.release(10)
    clock.seconds += 9
    trusted.embed([PICTURE])
    clock.seconds += 9
    trusted.release(10)
    assert (Straw.ended, trusted.pid) == (0, 1)
    clock.seconds += 1
    trusted.release(10)
    assert (Straw.ended, trusted.pid) == (1, None)
    trusted.release()
    assert trusted.embed([PICTURE, PICTURE]).shape == (2, 1)
    assert (Straw.started, Straw.ended) == (2, 1)


def test_who_is_inside_is_answered_before_it_is_let_go(trusted: Clip) -> None:
    """Two batches: it is wanted back in the first, and gone after the second, not between them."""
    Straw.asked.clear()
    Straw.answers.clear()
    heard: list[Vectors] = []
    inside = threading.Thread(target=lambda: heard.append(trusted.embed([PICTURE] * (BATCH + 1))))
    inside.start()
    assert Straw.asked.wait(60)
    trusted.release()
    trusted.release(10)
    assert (Straw.ended, trusted.pid) == (0, 1)
    Straw.answers.set()
    inside.join(60)
    assert (len(heard), Straw.started, Straw.ended, trusted.pid) == (1, 1, 1, None)


def test_who_is_inside_keeps_it_from_being_idle(trusted: Clip, clock: Clock) -> None:
    Straw.asked.clear()
    Straw.answers.clear()
    inside = threading.Thread(target=trusted.embed, args=([PICTURE],))
    inside.start()
    assert Straw.asked.wait(60)
    clock.seconds += 1000
    trusted.release(10)
    Straw.answers.set()
    inside.join(60)
    trusted.release(10)
    assert (Straw.ended, trusted.pid) == (0, 1)
