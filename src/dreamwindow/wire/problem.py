"""What goes wrong over HTTP, as a client reads it: a problem document (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:dreamwindow:problem:"


class FieldProblem(BaseModel):
    """One value that was refused."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    pointer: str
    """JSON Pointer into the body (``#/strength``), or the query parameter's name."""
    detail: str


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    type: str
    """``urn:dreamwindow:problem:`` and a name that is stable, for programs."""
    title: str
    status: int
    detail: str
    """What happened."""
    remedy: str | None = None
    """What to do about it."""
    errors: list[FieldProblem] | None = None
    """The values that were refused."""
    reference: str | None = None
    """Of an internal error: what to look for in the log."""
