"""The place Live, with Chromium's camera that shows something that moves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import click, dreaming

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SUMS = """() => {
  const canvas = document.querySelector('.live canvas');
  const small = document.createElement('canvas');
  small.width = small.height = 16;
  small.getContext('2d').drawImage(canvas, 0, 0, 16, 16);
  return JSON.stringify([...small.getContext('2d').getImageData(0, 0, 16, 16).data]);
}"""


def moves(page: Page) -> None:
    """Wait until the restyled picture has become another one."""
    page.wait_for_function(f"before => ({SUMS})() !== before", arg=page.evaluate(SUMS))


def test_the_camera_is_restyled_and_comes_back_by_itself_after_a_restart(
    page: Page, port: int, workspace: Path
) -> None:
    small = ("--size", "256")
    with dreaming(workspace, port, *small) as program:
        page.goto("/#live")
        click(page.get_by_role("button", name="Open the camera"))
        page.locator(".live canvas.shown").wait_for()
        moves(page)
        words = page.get_by_label("See it as")
        words.fill("stained glass")
        words.press("Enter")
        age = page.locator(".delay .age")
        page.wait_for_function("() => /^[\\d.]+ ms$/.test(document.querySelector('.delay .age').textContent)")
        click(age)
        page.get_by_text("camera to screen").wait_for()
        page.keyboard.press("c")
        divider = page.get_by_label("Divider")
        divider.press("End")
        assert divider.input_value() == "100"
        program.interrupt()
        page.locator(".delay .age").get_by_text("stale").wait_for()
        page.get_by_text("The server is away").wait_for()
    with dreaming(workspace, port, *small):
        page.wait_for_function("() => /^[\\d.]+ ms$/.test(document.querySelector('.delay .age').textContent)")
        moves(page)
        assert page.get_by_label("See it as").input_value() == "stained glass"
        page.keyboard.press("1")
        page.get_by_label("See it as").wait_for(state="detached")


def test_over_webrtc_it_is_restyled_as_well_and_comes_back_after_a_restart(
    page: Page, port: int, workspace: Path
) -> None:
    pytest.importorskip("aiortc", reason="dreamwindow[webrtc] is not installed")
    small = ("--size", "256")
    aged = "() => /^[\\d.]+ ms$/.test(document.querySelector('.delay .age').textContent)"
    with dreaming(workspace, port, *small) as program:
        page.goto("/#live")
        click(page.get_by_role("button", name="Open the camera"))
        page.locator(".live canvas.shown").wait_for()
        page.keyboard.press("d")
        with page.expect_response("**/api/webrtc/offer") as offered:
            click(page.get_by_label("WebRTC"))
        assert offered.value.status == 201
        page.wait_for_function(aged)
        moves(page)
        program.interrupt()
        page.get_by_text("The server is away").wait_for()
    with dreaming(workspace, port, *small), page.expect_response("**/api/webrtc/offer"):
        page.wait_for_function(aged)
        moves(page)
        assert page.get_by_label("WebRTC").is_checked()
