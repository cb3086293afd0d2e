"""A page of a dream's own address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import free_port
from trials import picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[Page]:
    """A page of the dream's address, not opened yet; what its script throws fails the test."""
    context = browser.new_context(
        viewport={"width": picture.WIDTH, "height": picture.HEIGHT}, base_url=f"http://127.0.0.1:{port}"
    )
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.on("console", lambda said: thrown.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert thrown == []
