"""Errors between processes."""

from __future__ import annotations

import pickle

import pytest

from dreamwindow.engines.worker.failures import describe, revive
from dreamwindow.errors import DreamWindowError, EngineError, EngineUnavailable, GenerationFailed, InvalidRecipe


class TheirOwn(InvalidRecipe):
    """Of a class that is known only where it was raised."""


@pytest.mark.parametrize("error", [InvalidRecipe("No.", "Ask for less."), EngineUnavailable("Away."), EngineError("x")])
def test_ours_come_back_as_they_were(error: DreamWindowError) -> None:
    back = revive(pickle.loads(pickle.dumps(describe(error))), GenerationFailed)
    assert type(back) is type(error)
    assert (back.message, back.remedy) == (error.message, error.remedy)


def test_those_of_others_come_back_as_the_nearest_of_ours() -> None:
    assert type(revive(describe(TheirOwn("No.")), GenerationFailed)) is InvalidRecipe
    assert type(revive(describe(MemoryError()), GenerationFailed)) is EngineUnavailable


def test_a_bug_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        failure = describe(error)
    back = revive(failure, GenerationFailed)
    assert type(back) is GenerationFailed
    assert back.message == "ZeroDivisionError: a bug"
    assert "test_failures.py" in caplog.text
