"""The place Live, with Chromium's camera that shows something that moves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import click, dreaming

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SUMS = """() => {
  const canvas = document.querySelector('.live canvas');
  const small = document.createElement('canvas');
  small.width = small.height = 16;
  small.getContext('2d').drawImage(canvas, 0, 0, 16, 16);
  return JSON.stringify([...small.getContext('2d').getImageData(0, 0, 16, 16).data]);
}"""

ASKED_FOR_LONG = """() => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    await new Promise((allow) => (window.allow = allow));
    return (window.given = await open(wanted));
  };
}"""

UNPLUGGED = """() => {
  for (const track of document.querySelector('.live video').srcObject.getTracks()) {
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }
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


def test_sound_moves_the_strength_what_is_seen_is_kept_and_the_dream_is_let_go(
    page: Page, port: int, workspace: Path
) -> None:
    sockets: list[WebSocket] = []
    page.on("websocket", lambda socket: sockets.append(socket))
    with dreaming(workspace, port, "--size", "256"):
        page.goto("/#live")
        click(page.get_by_role("button", name="Open the camera"))
        page.locator(".live canvas.shown").wait_for()
        dreams, cameras = sockets[:2]
        assert closed(dreams)
        assert not cameras.is_closed()
        page.keyboard.press("h")
        page.get_by_role("meter").wait_for(state="detached")  # nobody listens before somebody asks
        click(page.get_by_role("button", name="Listen"))
        page.wait_for_function("() => document.querySelector('.strength output').value !== '0.50'")
        click(page.get_by_role("button", name="Record"))
        page.get_by_text(re.compile(r"Recording \d+:(?!00)\d\d")).wait_for()
        page.evaluate(UNPLUGGED)
        page.get_by_text("The camera is gone").wait_for()
        page.evaluate("() => navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
        page.get_by_text("The camera is gone").wait_for(state="detached")
        moves(page)
        click(page.get_by_role("button", name="End the recording"))
        page.get_by_text("It is in the library").wait_for()
        with page.expect_websocket():
            click(page.get_by_role("button", name="Close the camera"))
        page.get_by_role("button", name="Open the camera").wait_for()
        page.evaluate(ASKED_FOR_LONG)
        click(page.get_by_role("button", name="Open the camera"))
        page.wait_for_function("() => window.allow")
        page.keyboard.press("1")
        page.get_by_role("button", name="Open the camera").wait_for(state="detached")
        page.evaluate("() => window.allow()")
        page.wait_for_function("() => window.given?.getTracks().every((track) => track.readyState === 'ended')")


def closed(socket: WebSocket) -> bool:
    """Whether it is closed, or soon."""
    if not socket.is_closed():
        socket.wait_for_event("close")
    return socket.is_closed()
