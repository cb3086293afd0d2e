"""Where a key is asked for: the page's login, with a server in this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.serving import listening, serving
from tests.browser.dreaming import LOOKS, START_S
from tests.server.toy import ToyAct, toy_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@contextmanager
def asking(keys: KeyFile, port: int) -> Iterator[None]:
    """A server at ``port`` that lets in who has one of ``keys``."""
    up, done = threading.Event(), threading.Event()
    config = ServerConfig(port=port, ask_for_key=True, close_timeout_s=1)

    async def serve() -> None:
        with listening("127.0.0.1", port) as listener:
            async with serving(toy_app(ToyAct(), config, keys=keys), listener):
                up.set()
                await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    try:
        assert up.wait(START_S)
        yield
    finally:
        done.set()
        thread.join(START_S)


def answers(page: Page) -> int:
    """What the server says to this browser, after a while."""
    page.wait_for_timeout(200)
    return int(page.evaluate("async () => (await fetch('api/health')).status"))


def test_a_key_opens_the_page_and_a_revoked_one_shuts_it(page: Page, port: int, tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "keys.json")
    key = keys.add("tablet", datetime.now(UTC))
    with asking(keys, port):
        page.goto("/")
        field = page.get_by_label("The key to this window")
        field.fill("dw_not_this_one")
        page.get_by_role("button", name="Come in").click()
        page.get_by_role("alert").get_by_text("no key of this server").wait_for()
        field.fill(f" {key} ")
        with page.expect_websocket() as socket:
            page.get_by_role("button", name="Come in").click()
        page.get_by_role("link", name="Live").wait_for()
        assert key not in socket.value.url
        page.reload()
        page.get_by_role("link", name="Live").wait_for()
        assert page.evaluate("document.cookie") == ""
        keys.revoke("tablet")
        assert any(answers(page) == 401 for _ in range(LOOKS)), "a revoked key ends within a second or two"
        page.reload()
        page.get_by_label("The key to this window").wait_for()
