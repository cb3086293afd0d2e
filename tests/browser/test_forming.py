"""Who waits for a slow engine sees the next picture form."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.dreaming import WAIT_MS, comes_true, dreaming, pictured
from tests.cli.plugin import install

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SLOW = """
import asyncio
from pathlib import Path

import numpy as np
from dreamwindow.contracts.engine import EngineInfo, Progress


class Slow:
    info = EngineInfo(name="slow", model="slow-1", description="Takes its time.")

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def generate(self, recipe, init_image=None, on_event=None):
        picture = np.zeros((recipe.height, recipe.width, 3), np.uint8)
        picture[:, :, 0] = np.linspace(0, 255, recipe.width, dtype=np.uint8)
        while not Path("go").exists():
            on_event(Progress(0.4, picture))
            await asyncio.sleep(0.2)
        Path("go").unlink()
        return picture

    async def release(self):
        pass


def create(options):
    return Slow()
"""


@pytest.fixture
def go_on(tmp_path: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the engine ``slow`` finish the picture at work."""
    site = tmp_path / "site"
    install(site, "slow", "dreamwindow.engines", SLOW)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(site), *filter(None, [os.environ.get("PYTHONPATH")])]))
    return (workspace / "go").touch


def previews_in(data: str | bytes) -> list[str]:
    return [data] if isinstance(data, str) and '"type":"preview"' in data else []


def test_the_first_picture_and_the_next_are_seen_to_form_and_give_way_to_it(
    page: Page, port: int, workspace: Path, go_on: Callable[[], None]
) -> None:
    with dreaming(workspace, port, "--engine", "slow", "--mode", "img2img"):
        page.goto("/")
        forming = page.get_by_text("forming… 40 %")
        forming.wait_for(timeout=WAIT_MS)
        assert page.locator(".dusk img").evaluate("image => image.complete && image.naturalWidth") == 256
        go_on()
        assert pictured(page)
        expect(page.locator(".dusk")).to_have_count(0)
        page.mouse.move(40, 400)
        page.locator("figure img").wait_for(timeout=WAIT_MS)
        expect(page.locator("figure")).to_contain_text("forming… 40 %")
        go_on()
        expect(page.locator("figure")).to_have_count(0, timeout=WAIT_MS)


def test_a_kiosk_shows_the_dream_and_no_picture_beside_it(
    page: Page, port: int, workspace: Path, go_on: Callable[[], None]
) -> None:
    previews: list[str] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda data: previews.extend(previews_in(data))))
    with dreaming(workspace, port, "--engine", "slow", "--mode", "img2img"):
        page.goto("/?kiosk")
        page.get_by_text("forming… 40 %").wait_for(timeout=WAIT_MS)
        go_on()
        assert pictured(page)
        page.wait_for_function("() => document.body.innerText.trim() === ''", timeout=WAIT_MS)
        seen = len(previews)
        assert comes_true(page, lambda _: len(previews) > seen + 3), "and more come, twice a second"
        assert page.locator("figure").count() == 0
