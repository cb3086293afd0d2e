"""A server that others can reach, and a key to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.openapi import DescribedApp
from tests.server.toy import ToyAct, toy_app

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OpenApp: TypeAlias = Callable[..., DescribedApp]


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "config" / "keys.json")


@pytest.fixture
def key(keys: KeyFile) -> str:
    return keys.add("phone", NOW)


@pytest.fixture
def open_app(act: ToyAct, static: Path, keys: KeyFile) -> OpenApp:
    """An app as for a wide bind: everybody is asked for a key."""

    def make(config: ServerConfig | None = None, clock: Clock | None = None) -> DescribedApp:
        return toy_app(act, config or ServerConfig(host="0.0.0.0"), clock=clock, static=static, keys=keys)

    return make
