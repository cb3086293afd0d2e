"""``dreamwindow library watch``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.interrupts import EXIT_CODE, interrupts
from dreamwindow.cli.library.opening import with_library
from dreamwindow.cli.options import config_option
from dreamwindow.cli.terminal import say

if TYPE_CHECKING:
    from dreamwindow.library.library import Library


@click.command()
@config_option
def watch(config_file: Path | None) -> None:
    """Keep catalogue and thumbnails up with the folders, and say what changes, until Ctrl-C."""
    with_library(config_file, _watch)
    raise SystemExit(EXIT_CODE)


async def _watch(library: Library) -> None:
    from dreamwindow.library.keeping_up import keep_up

    await library.sight()  # what keeps it from being looked at is told before anything begins
    stop = asyncio.Event()
    with interrupts(lambda signal: stop.set()):
        async with asyncio.TaskGroup() as tasks:
            work = [
                tasks.create_task(keep_up(library), name="library"),
                tasks.create_task(_tell(library), name="library changes"),
            ]
            await stop.wait()
            for task in work:
                task.cancel()


async def _tell(library: Library) -> None:
    names = {"added": "new", "changed": "changed", "removed": "gone"}
    with library.feed.subscribe() as changes:
        say(f"Watching {', '.join(str(root.path) for root in library.options.roots)}")
        while True:
            for event in await changes.get():
                counts = [f"{getattr(event, name)} {word}" for name, word in names.items() if getattr(event, name)]
                if counts or event.annotated or event.gone:
                    say(f"{event.session}: {', '.join(counts) or 'other than it was'}")
