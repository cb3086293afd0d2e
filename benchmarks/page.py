"""The page in Chromium: first paint, layout shift, size of its script, script a frame while it fades at 30 frames/s.

Beside it the naive way to show the same dream: an ``<img>`` on ``/stream.mjpeg``, which never fades.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

import dreamwindow.server
from benchmarks.measure import Figure, verdict
from trials import chromium
from trials.launched import launched

STATIC = Path(dreamwindow.server.__file__).parent / "static"
START_S = 60.0
FRAMES_A_SECOND = 30
WATCHED_MS = 4_000
UNDER_PAINT_MS = 1_000.0
UNDER_SCRIPT_MS = 4.0
UNDER_SCRIPT_KB = 150.0
SHIFTS = """
  window.shifted = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
BARE = "/api/health"
"""A document of the same origin without any script."""
MJPEG = "document.body.replaceChildren(Object.assign(new Image(), { src: '/stream.mjpeg' }))"


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """The page in a fresh context, nothing cached, with a picture on show."""
    context = browser.new_context(viewport={"width": 1024, "height": 768})
    page = context.new_page()
    page.add_init_script(SHIFTS)
    page.goto(url)
    page.wait_for_timeout(WATCHED_MS)
    yield page
    context.close()


def script_ms(page: Page) -> float:
    """Milliseconds of script on the page's main thread for each frame of the dream."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def spent_s() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(metric["value"]) for metric in metrics if metric["name"] == "ScriptDuration")

    before = spent_s()
    page.wait_for_timeout(WATCHED_MS)
    return (spent_s() - before) * 1e6 / WATCHED_MS / FRAMES_A_SECOND


def script_kb() -> float:
    """Kilobytes of all scripts, compressed as a server would."""
    return sum(len(gzip.compress(path.read_bytes())) for path in STATIC.glob("assets/*.js")) / 1000


def measure(browser: Browser, url: str, n: int) -> tuple[Figure, Figure, Figure, Figure]:
    """First paint, layout shift, script a frame of ours and of an ``<img>``, in turns."""
    paints, shifts, ours, naive = [], [], [], []
    for _ in range(n):
        with opened(browser, url) as page:
            paints.append(float(page.evaluate(PAINT)))
            shifts.append(float(page.evaluate("window.shifted")))
            ours.append(script_ms(page))
        with opened(browser, f"{url}{BARE}") as page:
            page.evaluate(MJPEG)
            naive.append(script_ms(page))
    return (
        Figure("first contentful paint", paints),
        Figure("layout shift", shifts, ""),
        Figure(f"script a frame, {FRAMES_A_SECOND} frames/s", ours),
        Figure("script a frame, <img> on MJPEG, no fade", naive),
    )


def main(argv: Sequence[str]) -> None:
    """Print each beside what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks page", description=__doc__)
    parser.add_argument("--n", type=int, default=5, help="turns of each")
    n = parser.parse_args(argv).n
    options = ("run", "--no-open", "--record", "none", "--port", "0")
    command = shlex.join((sys.executable, "-m", "dreamwindow", *options))
    environment = {**os.environ, "DREAMWINDOW_OUTPUT__DISPLAY_RATE_HZ": str(FRAMES_A_SECOND)}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=list(chromium.FLAGS))
        with launched(command, Path(folder), environment) as dream:
            paint, shift, ours, naive = measure(browser, dream.url(START_S), n)
        browser.close()
    size = Figure("scripts, gzipped", [script_kb()], "kB")
    print(f"{paint}\n{shift}\n{ours}\n{naive}\n{size}")
    for figure, most in ((paint, UNDER_PAINT_MS), (ours, UNDER_SCRIPT_MS), (size, UNDER_SCRIPT_KB)):
        print(verdict(figure, most))
