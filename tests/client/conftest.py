"""A real server in this process, for clients that know nothing of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.shelf import Shelf
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.app import create_app
from dreamwindow.server.serving import listening, serving
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.bookshelf import fill, shelf_in
from tests.server.toy import ToyAct


@dataclass(frozen=True)
class House:
    """A server and what stands behind it; ``live`` keeps its places, and its ``port``, when it is started again."""

    url: str
    act: ToyAct
    engine: ToyEngine
    live: LiveAct


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What to build a house with."""

    config: ServerConfig = field(default_factory=lambda: ServerConfig(port=0, close_timeout_s=1))
    keys: KeyFile | None = None
    shelf: Shelf | None = None


@asynccontextmanager
async def built(plot: Plot | None = None) -> AsyncIterator[House]:
    """A house, for as long as the block lasts."""
    plot, act, engine = plot or Plot(), ToyAct(), ToyEngine()
    async with AsyncExitStack() as stack:
        live = await stack.enter_async_context(LiveAct(cast(EngineRoom, ToyRoom(engine)), LiveConfig()))
        app = create_app(cast(DreamAct, act), plot.config, shelf=plot.shelf, live=live, keys=plot.keys)
        listener = stack.enter_context(listening("127.0.0.1", plot.config.port))
        url = await stack.enter_async_context(serving(app, listener))
        yield House(url, act, engine, live)


@pytest.fixture
async def house(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """A house that a client finds without being told."""
    async with built() as house:
        at_home(monkeypatch, house.url)
        yield house


@pytest.fixture
async def library_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """The same with five pictures in its library."""
    fill(tmp_path / "made")
    async with shelf_in(tmp_path / "made") as shelf, built(Plot(shelf=shelf)) as house:
        at_home(monkeypatch, house.url)
        yield house


def at_home(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DREAMWINDOW_URL", url)
    monkeypatch.delenv("DREAMWINDOW_KEY", raising=False)
