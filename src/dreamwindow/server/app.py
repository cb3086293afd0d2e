"""The application: routes, and the rules that every request passes on its way to them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

import dreamwindow
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.errors import DreamWindowError
from dreamwindow.server import websocket
from dreamwindow.server.access.check import KeyCheck
from dreamwindow.server.access.entrance import Entrance, asks_for_key, is_loopback
from dreamwindow.server.access.gate import Gate, is_address
from dreamwindow.server.access.keys import KeyFile, keys_file
from dreamwindow.server.context import ServerContext
from dreamwindow.server.doors import Doors
from dreamwindow.server.headers import SecurityHeaders
from dreamwindow.server.limits import BodyRules, Rate, RateLimit, is_anything_else, is_picture
from dreamwindow.server.meter import Meter
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.server.problems import UnexpectedErrors, on_http_error, on_invalid_request, on_own_error
from dreamwindow.server.ranges import UnderstoodRanges
from dreamwindow.server.routes import config as config_routes
from dreamwindow.server.routes import (
    dream,
    engines,
    entering,
    health,
    history,
    metrics,
    page,
    pictures,
    recordings,
    settings,
    sinks,
    sources,
    taste,
    themes,
    webrtc,
    words,
)
from dreamwindow.server.routes import library as library_routes
from dreamwindow.server.routes import runs as runs_routes
from dreamwindow.server.routes.library import search
from dreamwindow.server.rtc.desk import RtcDesk

if TYPE_CHECKING:
    from dreamwindow.compose.dream import DreamAct
    from dreamwindow.compose.films import Films
    from dreamwindow.compose.launched.desk import RunDesk
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.compose.shelf import Shelf
    from dreamwindow.compose.studio import Studio
    from dreamwindow.server.osc.desk import OscTally

STATIC = Path(__file__).parent / "static"


def create_app(
    act: DreamAct,
    config: ServerConfig,
    *,
    shelf: Shelf | None = None,
    runs: RunDesk | None = None,
    live: LiveAct | None = None,
    studio: Studio | None = None,
    films: Films | None = None,
    osc: OscTally | None = None,
    version: str = dreamwindow.__version__,
    clock: Clock | None = None,
    static: Path = STATIC,
    keys: KeyFile | None = None,
) -> DescribedApp:
    """The ASGI application that steers and shows ``act`` and what is beside it; starts none of it."""
    app = routed(version, static)
    clock = clock or SystemClock()
    doors = Doors(config.limits.sockets_per_address)
    entrance = Entrance(keys or KeyFile(keys_file()), clock.monotonic)
    app.state.context = ServerContext(
        act=act,
        config=config,
        version=version,
        clock=clock,
        doors=doors,
        entrance=entrance,
        meter=Meter(),
        shelf=shelf,
        runs=runs,
        live=live,
        studio=studio,
        films=films,
        osc=osc,
    )
    app.state.rtc = RtcDesk(app.state.context)
    _add_rules(app, config, clock, entrance, page.open_to_all(static))
    return app


def routed(version: str, static: Path = STATIC) -> DescribedApp:
    """The routes without an act behind them: enough to describe the interface."""
    app = DescribedApp(
        title="Dream Window",
        summary="Software that dreams in pictures: look on, and steer.",
        version=version,
        docs_url=None,  # they load from another host
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
    )
    for router in (
        settings.router,
        config_routes.router,
        dream.router,
        words.router,
        history.router,
        themes.router,
        taste.router,
        engines.router,
        pictures.router,
        recordings.router,
        sinks.router,
        sources.router,
        health.router,
        entering.router,
        metrics.router,
        *library_routes.routers,
        runs_routes.router,
        webrtc.router,
        websocket.router,
    ):
        app.include_router(router)
    app.include_router(page.page_routes(static))
    app.mount("/assets", page.Assets(directory=static / "assets", check_dir=False))
    app.add_exception_handler(DreamWindowError, on_own_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    return app


def _add_rules(
    app: DescribedApp, config: ServerConfig, clock: Clock, entrance: Entrance, open_to_all: Callable[[Scope], bool]
) -> None:
    """Innermost first: a request meets them from the last to the first."""
    limits = config.limits
    app.add_middleware(UnderstoodRanges)
    app.add_middleware(BodyRules, most=limits.body_bytes, pictures_at=(history.FORK, search.PATH))
    if asks_for_key(config):
        app.add_middleware(KeyCheck, entrance=entrance, open_to_all=open_to_all)
    for rate in (
        Rate(limits.requests_per_minute, limits.requests_at_once, is_anything_else, "requests_per_minute"),
        Rate(limits.pictures_per_minute, limits.pictures_at_once, is_picture, "pictures_per_minute"),
    ):
        app.add_middleware(RateLimit, rate=rate, monotonic=clock.monotonic)
    hosts = (config.host, *config.allowed_hosts)
    if is_loopback(config.host):
        app.add_middleware(Gate, hosts=hosts, origins=config.allowed_origins)
    else:
        name = socket.gethostname()
        app.add_middleware(Gate, hosts=(*hosts, name, f"{name}.local"), origins=config.allowed_origins, also=is_address)
    if config.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(config.allowed_origins),
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
        )
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(SecurityHeaders)
    if config.behind_proxy:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(config.behind_proxy))
