"""Does the picture in a page change? Judged by what Chromium shows, not by what the program says of itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cv2
import numpy as np
import numpy.typing as npt

from trials import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 1024, 768
LEFT, TOP, RIGHT, BOTTOM = WIDTH // 4, HEIGHT // 4, 3 * WIDTH // 4, HEIGHT // 2
"""The part of the window that is looked at: no control lies on it."""
DIFFERENT = 3.0
"""Mean difference of two looks, in levels of 255: a dream passes it within seconds, a still picture has 0."""
LOOK_EVERY_MS = 250
TRIES = 4

Look = npt.NDArray[np.float32]


@contextmanager
def page(url: str) -> Iterator[Page]:
    """``url`` in headless Chromium. Raises `FileNotFoundError` where there is none."""
    from playwright.sync_api import sync_playwright

    executable = chromium.find()
    if executable is None:
        raise FileNotFoundError(chromium.MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(chromium.FLAGS))
        try:
            opened = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            opened.goto(url)
            yield opened
        finally:
            browser.close()


def shows_something(page: Page, within_s: float) -> bool:
    """Whether anything but one flat colour appears in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        if look(page).std(axis=(0, 1)).max() > DIFFERENT:
            return True
        page.wait_for_timeout(LOOK_EVERY_MS)
    return False


def change(page: Page, within_s: float) -> float:
    """How far the picture gets from what it was, as a mean over its pixels in [0, 255]; ends once that is plain."""
    first, farthest = look(page), 0.0
    deadline = time.monotonic() + within_s
    while farthest < DIFFERENT and time.monotonic() < deadline:
        page.wait_for_timeout(LOOK_EVERY_MS)
        farthest = max(farthest, float(np.abs(look(page) - first).mean()))
    return farthest


def look(page: Page) -> Look:
    """What the window shows now, (H, W, 3) float32 in [0, 255]."""
    window = cv2.imdecode(np.frombuffer(_screenshot(page), np.uint8), cv2.IMREAD_COLOR)
    assert window is not None, "Chromium gave no picture of its window"
    return window[TOP:BOTTOM, LEFT:RIGHT].astype(np.float32)


def _screenshot(page: Page) -> bytes:
    """As Playwright takes it; Chromium has moments on a busy machine in which it cannot."""
    from playwright.sync_api import Error

    for _ in range(TRIES - 1):
        try:
            return page.screenshot()
        except Error as error:
            if "Unable to capture" not in error.message:
                raise
            page.wait_for_timeout(LOOK_EVERY_MS)
    return page.screenshot()
