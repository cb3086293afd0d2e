"""``GET /``: the page for a browser, a few words of JSON for anyone else; and the page's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dreamwindow.server.context import context_of
from dreamwindow.server.openapi import answers
from dreamwindow.server.problems import problem
from dreamwindow.server.routes.entering import LOGIN

IMMUTABLE = "public, max-age=31536000, immutable"


class ServiceInfo(BaseModel):
    """What runs here."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    service: Literal["dreamwindow"] = "dreamwindow"
    version: str
    engine: str | None
    docs: str = "/openapi.json"
    """The OpenAPI document."""


class Assets(StaticFiles):
    """Files whose names carry their hash: they never change."""

    async def check_config(self) -> None:
        """The page may not be built: then each of its files is a 404, and no more."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """As `StaticFiles`, kept for a year."""
        if "\0" in path:  # which Starlette before 1.0 hands to the system
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = IMMUTABLE
        return response


def page_routes(static: Path) -> APIRouter:
    """The routes for the built page in ``static``; they are there, and say so, when it is not built."""
    router = APIRouter(tags=["page"])

    @router.head("/", include_in_schema=False)
    @router.get("/", response_model=ServiceInfo, responses=answers(503))
    async def root(request: Request) -> Response:
        """The page for a browser; service info as JSON for anyone else."""
        if "text/html" in request.headers.get("accept", ""):
            return _page(static)
        return JSONResponse(_info(request).model_dump(), headers={"Vary": "Accept"})

    for file in sorted(static.glob("*")):
        if file.is_file() and file.name != "index.html":
            _serve(router, file)
    return router


def open_to_all(static: Path) -> Callable[[Scope], bool]:
    """Which requests need no key, where one is asked for: the page's own files, and the login."""
    files = frozenset(f"/{file.name}" for file in static.glob("*") if file.is_file() and file.name != "index.html")

    def is_open(scope: Scope) -> bool:
        if scope["type"] != "http":
            return False
        if scope["method"] == "POST":
            return bool(scope["path"] == LOGIN)
        path: str = scope["path"]
        asks_for_page = path == "/" and "text/html" in Headers(scope=scope).get("accept", "")
        return scope["method"] in ("GET", "HEAD") and (asks_for_page or path in files or path.startswith("/assets/"))

    return is_open


def _serve(router: APIRouter, file: Path) -> None:
    """Icons and the like, beside the page: asked for again each time."""

    @router.head(f"/{file.name}", include_in_schema=False)
    @router.get(f"/{file.name}", include_in_schema=False)
    async def serve() -> FileResponse:
        return FileResponse(file, headers={"Cache-Control": "no-cache"})


def _page(static: Path) -> Response:
    index = static / "index.html"
    if not index.is_file():
        return problem(503, "The page is not built into this installation.", "Run `npm ci && npm run build` in web/.")
    return FileResponse(index, headers={"Cache-Control": "no-cache", "Vary": "Accept"})


def _info(request: Request) -> ServiceInfo:
    context = context_of(request)
    engine = context.act.engine_info
    return ServiceInfo(version=context.version, engine=engine.name if engine else None)
