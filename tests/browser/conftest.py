"""A page of a dream's own address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import WAIT_MS, free_port, opened
from trials import picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(autouse=True, scope="session")
def patience() -> None:
    """What is waited for may take long on a busy machine; what never comes fails all the same."""
    playwright = pytest.importorskip("playwright.sync_api")
    playwright.expect.set_options(timeout=WAIT_MS)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def page(browser: Browser, port: int) -> Iterator[Page]:
    """A page of the dream's address, not opened yet; what its script throws fails the test."""
    with opened(browser, port, viewport={"width": picture.WIDTH, "height": picture.HEIGHT}) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, port: int) -> Iterator[Page]:
    """The same on a phone, held upright, which has fingers and no mouse."""
    with opened(browser, port, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as page:
        yield page
