"""The OpenAPI document: every answer of every route, errors included."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from dreamwindow.server.access.tickets import COOKIE
from dreamwindow.server.problems import title_of
from dreamwindow.wire.problem import MEDIA_TYPE, TYPE_PREFIX, Problem

Answers = dict[int | str, dict[str, Any]]

_SAID: dict[int, tuple[str, str]] = {
    400: ("The body is not JSON, or there is a key in the address.", "bad-json"),
    401: ("This server asks for a key.", "no-key"),
    403: ("A page of another site may not steer this one.", "foreign-origin"),
    404: ("There is no such thing.", "unknown-name"),
    409: ("annotations.json cannot be read.", "session-damaged"),
    413: ("The body is longer than 16,000,000 bytes.", "content-too-large"),
    415: ("A body has to be JSON.", "unsupported-media-type"),
    421: ("This server does not answer to that name.", "wrong-host"),
    422: ("strength 2.0 is not a number between 0 and 1.", "settings-rejected"),
    429: ("Too many requests from your address.", "too-many-requests"),
    500: ("Something went wrong inside Dream Window.", "internal-error"),
    503: ("No engine can make a frame now.", "engine-unavailable"),
    507: ("The disk has 0.4 GB left.", "disk-too-full"),
}
_WAYS_IN = {
    "key": {"type": "http", "scheme": "bearer", "description": "Where one is asked for: `dreamwindow key new`."},
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "The page's, after its login."},
}
ALWAYS = (400, 401, 421, 429, 500)
WHEN_CHANGING = (403,)
WITH_BODY = (413, 415, 422)


def answers(*statuses: int) -> Answers:
    """The problem documents that a route can answer with."""
    return {status: _problem_answer(status, *_SAID[status]) for status in statuses}


def refusal(status: int, detail: str, name: str) -> Answers:
    """One that is a route's own."""
    return {status: _problem_answer(status, detail, name)}


def binary(*media_types: str, headers: tuple[str, ...] = ()) -> Answers:
    """A 200 whose body is bytes of one of ``media_types``."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in media_types}
    said = {name: {"schema": {"type": "string"}} for name in headers}
    return {200: {"description": "The picture.", "content": content, "headers": said}}


def _problem_answer(status: int, detail: str, name: str) -> dict[str, Any]:
    example = {
        "type": f"{TYPE_PREFIX}{name}",
        "title": title_of(status),
        "status": status,
        "detail": detail,
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": detail, "content": {MEDIA_TYPE: {"schema": schema, "example": example}}}


class DescribedApp(FastAPI):
    """A FastAPI app whose document names the answers that no route gives itself."""

    def openapi(self) -> dict[str, Any]:
        """The document; made once."""
        if self.openapi_schema is None:
            self.openapi_schema = _completed(super().openapi())
        return self.openapi_schema


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _, problem = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    schemas |= problem["$defs"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path in document["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    document["components"]["securitySchemes"] = _WAYS_IN
    document["security"] = [{}, *({name: []} for name in _WAYS_IN)]
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _complete(method: str, operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422", "")):
        del responses["422"]
    asks = any(parameter["in"] == "query" for parameter in operation.get("parameters", ()))
    statuses = (
        ALWAYS
        + (WHEN_CHANGING if method != "get" else ())
        + (WITH_BODY if "requestBody" in operation else ())
        + ((422,) if asks else ())
    )
    for status in statuses:
        responses.setdefault(str(status), _problem_answer(status, *_SAID[status]))
    operation["responses"] = dict(sorted(responses.items()))
