"""``GET /metrics``: figures for Prometheus."""

from __future__ import annotations

import asyncio

import psutil
from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response

from dreamwindow.server.context import context_of
from dreamwindow.server.metrics import exposition
from dreamwindow.server.openapi import Answers

router = APIRouter(tags=["health"])
_said: Answers = {
    200: {"description": "Prometheus' text format.", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


@router.head("/metrics", include_in_schema=False)
@router.get("/metrics", response_class=Response, responses=_said)
async def metrics(request: Request) -> Response:
    """Frames, drops by cause, stage times, viewers, memory and more, as Prometheus reads them."""
    resident_bytes = await asyncio.to_thread(_resident_bytes)
    return Response(exposition(context_of(request), resident_bytes), media_type=CONTENT_TYPE_LATEST)


def _resident_bytes() -> int:
    return int(psutil.Process().memory_info().rss)
