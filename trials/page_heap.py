"""An hour of dream in the page, as fast as it takes it: what its script holds on to does not grow.

The socket is played: frames as the server sends them, each as soon as the page acknowledged the one before the last.
After each tenth of the way the garbage is collected and what is left is measured; the trial fails if the second half
holds more than the first by `ALLOWED_BYTES`. The control keeps 8 kB of each frame, and must fail.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shlex
import sys
import tempfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page, WebSocketRoute, sync_playwright

from dreamwindow.model.settings import Settings
from dreamwindow.model.status import Status
from dreamwindow.wire.header import Flag, FrameHeader, Payload
from dreamwindow.wire.messages import Welcome
from dreamwindow.wire.views import SettingsView, StatusView
from trials import chromium
from trials.launched import launched

SERVE = shlex.join((sys.executable, "-m", "dreamwindow", "serve", "--no-open", "--port", "0"))
START_S = 60.0
RATE_HZ = 24
HOUR = 3600 * RATE_HZ
CONTROL = 4_000
TENTHS = 10
ALLOWED_BYTES = 400_000
"""Less than the headers of an hour would take."""
HOARD = """{
  window.hoard = [];
  const decode = window.createImageBitmap;
  window.createImageBitmap = blob => {
    window.hoard.push(Array.from({ length: 1000 }, Math.random));
    return decode(blob);
  };
}"""


def pictures(count: int = 12) -> list[bytes]:
    """JPEG bytes of some pictures that differ."""
    made = []
    for seed in range(count):
        noise = np.random.default_rng(seed).integers(0, 255, (32, 32, 3), dtype=np.uint8)
        buffer = io.BytesIO()
        Image.fromarray(noise).resize((256, 256)).save(buffer, "jpeg", quality=70)
        made.append(buffer.getvalue())
    return made


class Played:
    """A server's side of the socket: greets, and sends ``frames`` frames against the page's credit of two."""

    def __init__(self, frames: int) -> None:
        self.frames = frames
        self.acknowledged = 0
        self._sent = 0
        self._pictures = cycle(pictures())

    def meet(self, socket: WebSocketRoute) -> None:
        """Take the page's socket."""
        socket.on_message(lambda message: self._said(socket, json.loads(message)))

    def _said(self, socket: WebSocketRoute, message: dict[str, object]) -> None:
        if message["type"] == "hello":
            status = StatusView.of(Status(status="live", engine="played", fps=float(RATE_HZ)))
            welcome = Welcome(server_time_us=0, settings=SettingsView.of(Settings()), status=status)
            socket.send(welcome.model_dump_json())
            self._send(socket)
        if message["type"] == "ack":
            self.acknowledged = max(self.acknowledged, int(str(message["seq"])))
        self._send(socket)

    def _send(self, socket: WebSocketRoute) -> None:
        while self._sent < self.frames and self._sent - self.acknowledged < 2:
            self._sent += 1
            now_us = self._sent * 1_000_000 // RATE_HZ
            header = FrameHeader(
                kind=Payload.JPEG, flags=Flag.DREAM, seq=self._sent, ended_us=now_us, width=256, height=256,
                present_at_us=now_us, duration_us=1_000_000 // RATE_HZ,
            )  # fmt: skip
            socket.send(header.pack() + next(self._pictures))


def held_bytes(page: Page) -> int:
    """What the page's script holds after the garbage was collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = int(session.send("Runtime.getHeapUsage")["usedSize"])
    buffers = int(session.send("Runtime.getHeapUsage").get("backingStorageSize", 0))
    session.detach()
    return used + buffers


def watch(browser: Browser, url: str, frames: int, hoard: bool) -> list[int]:
    """Bytes held after each tenth of ``frames`` frames."""
    page = browser.new_page(viewport={"width": 640, "height": 400})
    played = Played(frames)
    if hoard:
        page.add_init_script(HOARD)
    page.route_web_socket("**/ws", played.meet)
    page.goto(url)
    held = []
    for tenth in range(1, TENTHS + 1):
        while played.acknowledged < frames * tenth // TENTHS:
            page.wait_for_timeout(50)
        held.append(held_bytes(page))
    page.close()
    return held


def growth(held: Sequence[int]) -> int:
    """How much more the end holds than the middle, by the least of each half: garbage yet to be found is no growth."""
    half = len(held) // 2
    return min(held[half:]) - min(held[1:half])


def main(argv: Sequence[str]) -> int:
    """The page as it is, and one that hoards."""
    parser = argparse.ArgumentParser(prog="python -m trials page_heap", description=__doc__)
    parser.add_argument("--frames", type=int, default=HOUR, help="how many; an hour by default")
    frames = parser.parse_args(argv).frames
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        with launched(SERVE, Path(folder), os.environ) as program:
            url = program.url(START_S)
            grown = growth(watch(browser, url, frames, hoard=False))
            control = growth(watch(browser, url, min(frames, CONTROL), hoard=True))
        browser.close()
    print(f"{frames} frames: the second half holds {grown:+,} bytes; a page that hoards, {control:+,}")
    return 0 if grown < ALLOWED_BYTES < control else 1
