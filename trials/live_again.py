"""The server is killed and started again: the page's camera is live again by itself, over the socket and over WebRTC.

Headless Chromium films with its fake camera. The server gets SIGKILL, is started again at once on the same port, and
from the moment it tells its address the page, untouched, has ten seconds until the restyled picture moves again. The
control takes the page's second try away (no socket opens after the first ones): it has to stay dead.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from tests.browser.dreaming import click, dreaming, free_port, opened
from trials import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Way = Literal["binary", "webrtc"]
WITHIN_S = 10.0
LOOK_S = 0.25
MOVES = """() => {
  const canvas = document.querySelector('.live canvas');
  const small = document.createElement('canvas');
  small.width = small.height = 16;
  small.getContext('2d').drawImage(canvas, 0, 0, 16, 16);
  return small.toDataURL();
}"""
ONE_TRY = """() => {
  const Real = WebSocket;
  window.WebSocket = class { constructor() { this.readyState = 0; } close() {} send() {} };
  window.WebSocket.OPEN = Real.OPEN;
}"""


@dataclass(slots=True)
class Outcome:
    """Seconds from the new server's address to a picture that moves, one a restart; `None` where none came in time."""

    way: Way
    again_s: list[float | None] = field(default_factory=list)

    def wrong(self) -> list[str]:
        """In words; empty when all is well."""
        late = [each for each in self.again_s if each is None]
        return [f"{self.way}: {len(late)} of {len(self.again_s)} not live within {WITHIN_S:g} s"] if late else []


def run(browser: Browser, way: Way, restarts: int, *, one_try: bool = False) -> Outcome:
    """Film over ``way``, and kill the server ``restarts`` times. ``one_try`` is the defect."""
    outcome = Outcome(way)
    port = free_port()
    with TemporaryDirectory() as folder, opened(browser, port) as page:
        for number in range(restarts + 1):
            with dreaming(Path(folder), port, "--size", "256"):  # killed at the end of the block
                if number:
                    outcome.again_s.append(_until_it_moves(page))
                else:
                    _film(page, way)
                    if one_try:
                        page.evaluate(ONE_TRY)
    return outcome


def _film(page: Page, way: Way) -> None:
    page.goto("/#live")
    click(page.get_by_role("button", name="Open the camera"))
    page.locator(".live canvas.shown").wait_for()
    if way == "webrtc":
        page.keyboard.press("d")
        with page.expect_response("**/api/webrtc/offer"):
            click(page.get_by_label("WebRTC"))
    _until_it_moves(page)


def _until_it_moves(page: Page) -> float | None:
    """Seconds; what stood still before the first look is what it has to differ from."""
    began = time.monotonic()
    first = page.evaluate(MOVES)
    while (passed := time.monotonic() - began) < WITHIN_S:
        page.wait_for_timeout(LOOK_S * 1e3)
        if page.evaluate(MOVES) != first:
            return passed
    return None


def main(argv: Sequence[str]) -> int:
    """Both ways, then the control."""
    parser = argparse.ArgumentParser(prog="python -m trials live_again", description=__doc__)
    parser.add_argument("-n", type=int, default=10, help="restarts over each way")
    asked = parser.parse_args(argv)
    from playwright.sync_api import sync_playwright

    executable = chromium.find()
    if executable is None:
        print(chromium.MISSING)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(chromium.FLAGS))
        ways: tuple[Way, ...] = ("binary", "webrtc")
        outcomes = [run(browser, way, asked.n) for way in ways]
        control = run(browser, "binary", 1, one_try=True)
        browser.close()
    for outcome in outcomes:
        seconds = sorted(each for each in outcome.again_s if each is not None)
        print(f"{outcome.way}: {len(outcome.again_s)} restarts, live again after {_shown(seconds)}")
    wrong = [line for outcome in outcomes for line in outcome.wrong()]
    if not control.wrong():
        wrong.append("the control, a page that tries once, came back: this trial sees nothing")
    print("\n".join(wrong) or "all well, and the control stayed dead")
    return bool(wrong)


def _shown(seconds: list[float]) -> str:
    return (
        f"{seconds[0]:.1f} to {seconds[-1]:.1f} s, half within {seconds[len(seconds) // 2]:.1f} s" if seconds else "–"
    )
