"""Errors on their way between processes: never as objects, whose classes would have to be imported to be read."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass

from dreamwindow import errors
from dreamwindow.errors import DreamWindowError, EngineUnavailable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of ours by its class's name; ``kind`` is empty for a bug, whose ``trace`` is its traceback."""

    kind: str
    message: str
    remedy: str = ""
    trace: str = ""


BROKEN_OFF = Failure("GenerationFailed", "It was broken off.")


def describe(error: BaseException) -> Failure:
    """What is said of ``error``: as the nearest of our classes. To be out of memory is to be unavailable."""
    if isinstance(error, DreamWindowError):
        kind = next(kind for kind in type(error).__mro__ if kind.__module__ == errors.__name__)
        return Failure(kind.__name__, error.message, error.remedy)
    if isinstance(error, MemoryError):
        return Failure(EngineUnavailable.__name__, "The engine ran out of memory.", "Smaller pictures need less.")
    trace = "".join(traceback.format_exception(error))
    return Failure("", f"{type(error).__name__}: {error}", trace=trace)


def revive(failure: Failure, bug: type[DreamWindowError]) -> DreamWindowError:
    """The error that was described; a bug is logged with its traceback and becomes a ``bug``."""
    if not failure.kind:
        _log.error("The engine's process: %s", failure.trace or failure.message)
        return bug(failure.message)
    kind = getattr(errors, failure.kind)
    known = issubclass(kind, DreamWindowError) and kind is not errors.ProtocolError
    return (kind if known else bug)(failure.message, failure.remedy)
