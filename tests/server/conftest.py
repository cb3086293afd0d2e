"""An act to steer, an app around it, and clients of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.server.openapi import DescribedApp
from tests.server.toy import ToyAct, toy_app

MakeApp: TypeAlias = Callable[..., DescribedApp]


@pytest.fixture
def act() -> ToyAct:
    return ToyAct()


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A page as Vite builds it."""
    folder = tmp_path / "static"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Dream Window</title>")
    (folder / "favicon.svg").write_text("<svg/>")
    (folder / "assets" / "index-4f3a.js").write_text("export {}")
    return folder


@pytest.fixture
def make_app(act: ToyAct, static: Path) -> MakeApp:
    def make(config: ServerConfig | None = None, clock: Clock | None = None) -> DescribedApp:
        return toy_app(act, config or ServerConfig(port=0), clock=clock, static=static)

    return make


@pytest.fixture
async def http(make_app: MakeApp) -> AsyncIterator[httpx.AsyncClient]:
    """A client that is no browser."""
    async with client_of(make_app()) as client:
        yield client


def client_of(app: DescribedApp, address: str = "127.0.0.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 50_000))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000")
