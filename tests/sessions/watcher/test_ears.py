from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dreamwindow.sessions.watcher.ears import Ears, Mode
from dreamwindow.sessions.watcher.polling import Polled
from dreamwindow.sessions.watcher.settling import Settling


class Looks:
    """A poll that says what it is told to, and lets something happen meanwhile."""

    def __init__(self, *answers: Callable[[], Polled]) -> None:
        self._answers = iter(answers)

    def poll(self) -> Polled:
        return next(self._answers)()


@pytest.fixture
def ears(tmp_path: Path) -> Iterator[Ears]:
    ears = Ears(tmp_path, Mode.NATIVE, Settling(1.0), lambda: None)
    ears.open()
    yield ears
    ears.close()


def nothing() -> Polled:
    return Polled()


def look(ears: Ears, *answers: Callable[[], Polled]) -> Mode:
    ears._poll = Looks(*answers)  # type: ignore[assignment]
    for _ in answers:
        ears.look()
    return ears.mode


def test_what_is_heard_while_a_look_passes_by_is_not_held_against_the_events(ears: Ears) -> None:
    def passed_by() -> Polled:
        ears._hear(ears.root / "a.png", False)
        return Polled()

    assert look(ears, passed_by, lambda: Polled([ears.root]), nothing) is Mode.NATIVE


def test_an_event_that_comes_late_is_not_held_against_them(ears: Ears) -> None:
    def late() -> Polled:
        ears._hear(ears.root / "a.png", False)
        return Polled()

    assert look(ears, lambda: Polled([ears.root]), late, nothing) is Mode.NATIVE


def test_events_that_never_come_are(ears: Ears) -> None:
    assert look(ears, lambda: Polled([ears.root]), nothing) is Mode.POLLING
