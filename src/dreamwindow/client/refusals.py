"""From what a server says when it says no, to an error."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from dreamwindow.errors import ServerBusy, ServerRefused, ServerUnreachable
from dreamwindow.wire.messages import ErrorReport
from dreamwindow.wire.problem import TYPE_PREFIX, Problem

LATER = frozenset({429, 503})
BUSY = frozenset({"live-full", "engine-unavailable", "too-many-messages", "too-many-frames"})
"""Codes on the socket that may pass."""


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> ServerRefused:
    """The error for an answer that is none of 2xx: a problem document, or what another program answers there."""
    try:
        problem = Problem.model_validate_json(body, extra="ignore")
    except ValidationError:
        problem = Problem(type="", title="", status=status, detail=f"The answer was {status}, and no reason.")
    name, kind = problem.type.removeprefix(TYPE_PREFIX), ServerBusy if status in LATER else ServerRefused
    error = kind(problem.detail, problem.remedy or "", name=name, status=status)
    if isinstance(error, ServerBusy):
        error.retry_after_s = _seconds(headers.get("Retry-After"))
    return error


def complaint(report: ErrorReport) -> ServerRefused:
    """The error for a message of the socket that says what was wrong."""
    message, _, remedy = report.message.partition("\n")
    name = report.code.replace("_", "-")
    return (ServerBusy if name in BUSY else ServerRefused)(message, remedy, name=name)


def not_understood() -> ServerRefused:
    """The answer is none that this client knows."""
    return ServerRefused(
        "The server answered what this client does not understand.",
        "Take both from one release, and see that the address is a Dream Window's.",
        name="not-understood",
    )


def unreachable(url: str, why: str) -> ServerUnreachable:
    """Nobody is there."""
    return ServerUnreachable(f"No server answers at {url}: {why}.", "Start it with `dreamwindow run`, or give its url.")


def too_late(url: str, seconds: float) -> ServerUnreachable:
    """Somebody is there, and says nothing."""
    return ServerUnreachable(f"{url} did not answer within {seconds:g} s.", "Try again, or give a longer timeout_s.")


def _seconds(text: str | None) -> float | None:
    return float(text) if text is not None and text.isascii() and text.isdigit() else None
