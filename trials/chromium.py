"""Where Chromium is, and how it is started where nobody looks."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",  # Chromium refuses its sandbox to root, which containers run as
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera that shows something that moves
    "--use-fake-ui-for-media-stream",  # and whose use is allowed
)
MISSING = f"no Chromium: install one, or name it in DREAMWINDOW_TEST_CHROMIUM (looked for {', '.join(NAMES)})"


def find() -> Path | None:
    """The one that ``DREAMWINDOW_TEST_CHROMIUM`` names, else the first on the PATH."""
    asked_for = os.environ.get("DREAMWINDOW_TEST_CHROMIUM")
    found = asked_for or next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None
