"""Problem documents (RFC 9457): every error of the HTTP interface has this one shape."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dreamwindow.errors import (
    AlreadyRecorded,
    CatalogueUnusable,
    DiskTooFull,
    DreamWindowError,
    EmbedderUnavailable,
    EngineUnavailable,
    FolderNotWritable,
    ImageNotFound,
    LiveFull,
    MissingExtra,
    MissingWeights,
    NotDeletable,
    NotRemembered,
    ProgramFailed,
    SessionDamaged,
    SessionNotFound,
    StorageError,
    TooManyFilms,
    UnknownName,
    UserError,
)
from dreamwindow.server.doors import TooManySockets
from dreamwindow.wire.problem import MEDIA_TYPE, TYPE_PREFIX, FieldProblem, Problem

_log = logging.getLogger(__name__)


class ProblemResponse(JSONResponse):
    """A problem document as a response."""

    media_type = MEDIA_TYPE

    def __init__(self, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        fixed = {"Cache-Control": "no-store"}
        super().__init__(problem.model_dump(exclude_none=True), problem.status, fixed | dict(headers or {}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As `JSONResponse`; a refused WebSocket gets its length from uvicorn, which sent two before 0.54."""
        if scope["type"] == "websocket":
            del self.headers["content-length"]
        await super().__call__(scope, receive, send)


def problem(
    status: int,
    detail: str,
    remedy: str = "",
    *,
    name: str | None = None,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    """The response for one error; ``name`` defaults to that of the status."""
    title = title_of(status)
    kind = name or title.lower().replace(" ", "-")
    document = Problem(
        type=f"{TYPE_PREFIX}{kind}",
        title=title,
        status=status,
        detail=detail,
        remedy=remedy or None,
        errors=list(errors) or None,
    )
    return ProblemResponse(document, headers)


_RENAMED = {413: "Content Too Large", 422: "Unprocessable Content"}


def title_of(status: int) -> str:
    """What RFC 9110 calls it; Python before 3.13 has older names for some."""
    return _RENAMED.get(status) or HTTPStatus(status).phrase


def name_of(error: Exception) -> str:
    """``InvalidPrompt`` → ``invalid-prompt``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


_STATUSES: tuple[tuple[type[DreamWindowError], int], ...] = (
    (UnknownName, 404),
    (NotRemembered, 404),
    (SessionNotFound, 404),
    (ImageNotFound, 404),
    (NotDeletable, 403),
    (SessionDamaged, 409),
    (AlreadyRecorded, 409),
    (ProgramFailed, 409),
    (CatalogueUnusable, 503),
    (LiveFull, 503),
    (TooManyFilms, 503),
    (MissingExtra, 503),
    (MissingWeights, 503),
    (DiskTooFull, 507),
    (FolderNotWritable, 503),
    (UserError, 422),
    (TooManySockets, 429),
    (EngineUnavailable, 503),
    (EmbedderUnavailable, 503),
    (StorageError, 503),
)


async def on_own_error(_: Request, error: Exception) -> Response:
    """An error of `dreamwindow.errors`: it carries its own words. One that is nobody's fault but ours is re-raised."""
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return problem(status, error.message, error.remedy, name=name_of(error))
    raise error


SEE_DOCUMENT = "GET /openapi.json says what can be asked for, and how."


async def on_http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses: no such route, no such method, a body that is not JSON."""
    error = cast(HTTPException, error)
    if error.status_code == 400:
        return _bad_json()
    detail = {
        404: f"There is nothing at {request.url.path}.",
        405: f"{request.method} is not possible at {request.url.path}.",
    }.get(error.status_code, str(error.detail))
    if error.status_code == 405:
        return _wrong_method(request, detail, (error.headers or {}).get("Allow", ""))
    remedy = "Send less." if error.status_code == 413 else SEE_DOCUMENT
    return problem(error.status_code, detail, remedy, headers=error.headers)


def _wrong_method(request: Request, detail: str, known: str) -> ProblemResponse:
    """``known`` are the methods of the first route at this path; each has its own, and the document knows them all."""
    described = described_at(request.url.path, request.app.openapi()["paths"])
    allowed = ", ".join(sorted(described)) or known
    return problem(405, detail, f"Send {allowed}.", headers={"Allow": allowed})


def described_at(path: str, described: Mapping[str, Mapping[str, object]]) -> set[str]:
    """The methods that the document has for a path: by its own words, or else by a pattern that it fits."""
    if path in described:
        return {method.upper() for method in described[path]}
    fitting = [said for pattern, said in described.items() if re.fullmatch(_expression(pattern), path)]
    return {method.upper() for said in fitting for method in said}


def _expression(pattern: str) -> str:
    return re.sub(r"\\{\w+\\}", "[^/]+", re.escape(pattern))


async def on_invalid_request(request: Request, error: Exception) -> Response:
    """A value of the wrong type, out of range, or unknown. What was sent is not echoed."""
    error = cast(RequestValidationError, error)
    if any(item["loc"][0] == "path" for item in error.errors()):
        return problem(404, f"There is nothing at {request.url.path}.", SEE_DOCUMENT)
    faults = [_fault(item) for item in error.errors()]
    if any(item["type"] == "json_invalid" for item in error.errors()):
        return _bad_json()
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:3])
    return problem(422, f"{detail}.", SEE_DOCUMENT, errors=faults[:20], name="invalid-request")


def _bad_json() -> ProblemResponse:
    return problem(400, "The body is not JSON.", 'Send an object, as in {"prompt": "misty forest"}.', name="bad-json")


def _fault(item: Mapping[str, Any]) -> FieldProblem:
    place, *path = item["loc"]
    pointer = "#" + "".join(f"/{part}" for part in path) if place == "body" else "/".join(map(str, path))
    return FieldProblem(pointer=pointer[:200], detail=item["msg"])


class UnexpectedErrors:
    """Turns a bug into a 500 that says nothing but where in the log it stands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, and catch what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            reference = secrets.token_hex(6)
            _log.exception("internal error %s at %s %s", reference, scope["method"], scope["path"])
            if started:
                raise RuntimeError(f"internal error {reference}, after the answer had begun") from error
            await _internal_error(reference)(scope, receive, send)


def _internal_error(reference: str) -> ProblemResponse:
    return ProblemResponse(
        Problem(
            type=f"{TYPE_PREFIX}internal-error",
            title=title_of(500),
            status=500,
            detail="Something went wrong inside Dream Window.",
            remedy=f"Look for {reference} in the log.",
            reference=reference,
        )
    )
