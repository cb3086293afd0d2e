"""A dream of one test's own, and a browser that looks at it."""

from __future__ import annotations

import os
import random
import shlex
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from trials import picture
from trials.launched import Launched, launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

START_S = 60.0
WAIT_MS = 60_000
"""For what the machine may take its time over."""
LOOKS = 240
FRAMES_BETWEEN_LOOKS = 6


def free_port() -> int:
    """A port that nobody listens on now; the same one serves again after a restart.

    Below those that a system gives to whoever asks for any, so that nobody gets it meanwhile.
    """
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


@contextmanager
def dreaming(folder: Path, port: int, *options: str) -> Iterator[Launched]:
    """`dreamwindow run` with ``options`` in ``folder``; it has told its address. Nothing of it is left afterwards."""
    fixed = ("run", "--no-open", "--record", "none", "--port", str(port), "--seed", "7")
    command = shlex.join((sys.executable, "-m", "dreamwindow", *fixed, *options))
    with launched(command, folder, os.environ) as program:
        program.url(START_S)
        yield program


@contextmanager
def opened(browser: Browser, port: int, **context_options: Any) -> Iterator[Page]:
    """A page of the dream's address in a context of its own, not opened yet; what its script throws is an error."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}", **context_options)
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.on("console", lambda said: thrown.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert thrown == []


def click(of: Locator) -> None:
    """Click a control as a person does, who moves first: those that nobody has touched for a while are gone."""
    of.click(force=True)


def refreshes(page: Page, count: int) -> None:
    """Let the browser draw ``count`` times."""
    counting = (
        "left => new Promise(done => { const next = () => left-- ? requestAnimationFrame(next) : done(); next() })"
    )
    page.evaluate(counting, count)


def comes_true(page: Page, holds: Callable[[picture.Look], bool]) -> bool:
    """Whether the picture on show becomes one for which ``holds``; looks again and again, but not for ever."""
    for _ in range(LOOKS):
        if holds(picture.look(page)):
            return True
        refreshes(page, FRAMES_BETWEEN_LOOKS)
    return False


def pictured(page: Page) -> bool:
    """Whether a picture of the dream comes on show: the sky that waits for it is gone."""
    page.locator(".dusk").wait_for(state="detached")
    return comes_true(page, shows_something)


def moved(page: Page, refreshed: int) -> float:
    """Mean difference, in levels of 255, of the picture before and after the browser drew ``refreshed`` times."""
    before = picture.look(page)
    refreshes(page, refreshed)
    return float(np.abs(picture.look(page) - before).mean())


def shows_something(look: picture.Look) -> bool:
    """Whether there is anything but one flat colour."""
    return float(look.std(axis=(0, 1)).max()) > picture.DIFFERENT
