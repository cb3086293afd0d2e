"""A server for each test that asks for one."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.engines.comfyui.server.comfyui import ComfyUIServer


@pytest.fixture
async def server() -> AsyncIterator[ComfyUIServer]:
    """A ComfyUI server on a free port, where everything goes well."""
    async with ComfyUIServer() as server:
        yield server
