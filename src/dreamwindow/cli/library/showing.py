"""How progress and pictures are shown in a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.terminal import say

if TYPE_CHECKING:
    from dreamwindow.library.model import ImageEntry

_LABELS = {"folders": "Folders read", "thumbnails": "Thumbnails made", "looks": "Looks described"}
_EVERY_S = 0.2
_WIDTH = 40


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Callable[[str, int], None]]:
    """A line on stderr that tells the stage and how many are done, if that is a terminal; else nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda stage, done: None
        return
    last = 0.0

    def tell(stage: str, done: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY_S:
            last = now
            click.echo(f"\r{_LABELS[stage]}: {done:,}".ljust(_WIDTH), nl=False, err=True)

    try:
        yield tell
    finally:
        click.echo("\r" + " " * _WIDTH + "\r", nl=False, err=True)


def image_lines(images: Iterable[ImageEntry]) -> Iterator[str]:
    """One picture a line: when, where, what a person said, and its words."""
    for image in images:
        when = datetime.fromtimestamp(image.mtime_ns / 1e9).astimezone()
        heart = "♥" if image.favourite else " "
        stars = "*" * (image.rating or 0)
        words = " ".join(image.prompt.split())[:100]
        yield f"{when:%Y-%m-%d %H:%M} {heart}{stars:5} {image.session}/{image.name}  {words}".rstrip()


def say_all(lines: Iterable[str]) -> None:
    """One after another; a pipe that nobody reads ends nothing."""
    for line in lines:
        say(line)
