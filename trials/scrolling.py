"""Scrolling through the library: no thumbnail in view stays blank for long.

Pictures in folders, as another program would have left them, are served and their thumbnails made; then the wall is
scrolled at a steady speed, and at every animation frame each picture in view is looked at. The trial fails if one stays
blank for more than `LONGEST_BLANK_MS`, or if nothing at all is in view. The control has a slow line, and must fail.
Where the machine draws less than `LEAST_RATE` frames a second nothing is judged, and the trial ends with 2.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from dreamwindow.imaging.codec import encode_png
from trials import chromium
from trials.launched import launched

SERVE = shlex.join((sys.executable, "-m", "dreamwindow", "serve", "--no-open", "--port", "0"))
START_S = 60.0
THUMBNAILS_S = 1800.0
LONGEST_BLANK_MS = 200.0
LEAST_RATE = 20.0
"""Frames a second: where fewer are drawn, one frame takes a good part of what a picture may be blank."""
SPEED = 2_000
"""Pixels a second: two screens and more, as a wheel that is spun."""
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
SHAPES = ((256, 256), (256, 384), (336, 256), (192, 320))
"""Height and width."""
SAMPLER = """({ speed, seconds }) => new Promise(done => {
  const wall = document.querySelector('.wall');
  const since = new Map(), seen = new Set();
  let worst = 0, frames = 0, began, last;
  const look = now => {
    began ??= last ??= now;
    const { top, bottom } = wall.getBoundingClientRect();
    const blank = new Set();
    let inView = 0;
    for (const item of wall.querySelectorAll('.item')) {
      const box = item.getBoundingClientRect();
      if (box.bottom <= top || box.top >= bottom) continue;
      inView += 1;
      const key = item.querySelector('a').dataset.key, image = item.querySelector('img');
      seen.add(key);
      if (!image?.complete || !image.naturalWidth) blank.add(key);
    }
    if (!inView) blank.add('nothing in view');
    for (const key of since.keys()) if (!blank.has(key)) since.delete(key);
    for (const key of blank) {
      if (!since.has(key)) since.set(key, now);
      worst = Math.max(worst, now - since.get(key));
    }
    frames += 1;
    wall.scrollTop += speed * (now - last) / 1000;
    last = now;
    if (now - began < seconds * 1000) requestAnimationFrame(look);
    else done({ worst_ms: worst, seen: seen.size, frames, seconds: (now - began) / 1000 });
  };
  requestAnimationFrame(look);
})"""


@dataclass(frozen=True, slots=True)
class Scrolled:
    """``worst_ms``: how long a picture in view was blank, at the worst; ``seen`` pictures came by in ``frames``."""

    worst_ms: float
    seen: int
    frames: int
    seconds: float

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.frames / self.seconds

    @property
    def holds(self) -> bool:
        """Whether none was blank for long."""
        return self.worst_ms <= LONGEST_BLANK_MS


def fill(folder: Path, pictures: int, per_session: int = 60) -> None:
    """``pictures`` PNGs of soft colours in folders of ``per_session``."""
    rng = np.random.default_rng(7)
    for number in range(pictures):
        session, name = folder / f"{number // per_session:05d}", f"{number:06d}.png"
        session.mkdir(parents=True, exist_ok=True)
        height, width = SHAPES[number // per_session % len(SHAPES)]
        seeds = rng.integers(0, 256, (4, 4, 3)).astype(np.uint8)
        soft = np.asarray(cv2.resize(seeds, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
        (session / name).write_bytes(encode_png(soft))


def settle(home: Path, pictures: Path) -> None:
    """A home whose library is this folder."""
    home.mkdir()
    (home / "dreamwindow.yaml").write_text(json.dumps({"library": {"roots": [str(pictures)]}}))


def wait_for_thumbnails(url: str, pictures: int) -> None:
    """Until all have theirs, and are described. Raises `TimeoutError`."""
    until = time.monotonic() + THUMBNAILS_S
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{url}/api/stats", timeout=START_S) as answer:
            if json.load(answer)["described"] >= pictures:
                return
        time.sleep(1.0)
    raise TimeoutError(f"{pictures} thumbnails took more than {THUMBNAILS_S:.0f} s")


def opened(browser: Browser, url: str) -> Page:
    """The wall, with its first pictures drawn."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{url}/#library")
    page.locator(".item img").first.wait_for()
    while not page.evaluate("() => [...document.querySelectorAll('.item img')].every(i => i.complete)"):
        page.wait_for_timeout(100)
    return page


def scroll(page: Page, seconds: float, *, slow: bool = False) -> Scrolled:
    """Scroll down for a while, over a slow line if ``slow``."""
    if slow:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
    return Scrolled(**page.evaluate(SAMPLER, {"speed": SPEED, "seconds": seconds}))


def main(argv: Sequence[str]) -> int:
    """Scroll over a good line and a slow one."""
    parser = argparse.ArgumentParser(prog="python -m trials scrolling", description=__doc__)
    parser.add_argument("--pictures", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=30.0)
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        fill(Path(place) / "pictures", wanted.pictures)
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        settle(home := Path(place) / "home", Path(place) / "pictures")
        with launched(SERVE, home, os.environ) as program:
            url = program.url(START_S)
            wait_for_thumbnails(url, wanted.pictures)
            good = scroll(opened(browser, url), wanted.seconds)
            slow = scroll(opened(browser, url), wanted.seconds, slow=True)
        browser.close()
    for name, one in (("as it is", good), ("control, slow line", slow)):
        print(
            f"{name}: {one.seen} pictures came by at {one.rate:.0f} frames/s; blank for {one.worst_ms:.0f} ms at most"
        )
    if good.rate < LEAST_RATE:
        print(f"NOT JUDGED: this machine draws less than {LEAST_RATE:.0f} frames/s now")
        return 2
    print("holds" if good.holds and not slow.holds else "FAILS")
    return 0 if good.holds and not slow.holds else 1
