"""``dreamwindow library``: everything ever made, catalogued. One command a file."""

from __future__ import annotations

import click

from dreamwindow.cli.lazy import LazyGroup

_COMMANDS = {
    "sync": ("dreamwindow.cli.library.sync:sync", "Make catalogue and thumbnails agree with the folders."),
    "watch": ("dreamwindow.cli.library.watch:watch", "The same, and go on as pictures come."),
    "status": ("dreamwindow.cli.library.status:status", "Say what is known, and what is not there."),
    "search": ("dreamwindow.cli.library.search:search", "Find pictures."),
    "stats": ("dreamwindow.cli.library.stats:stats", "Count sessions, pictures, models and tags."),
    "verify": (
        "dreamwindow.cli.library.verify:verify",
        "Compare everything with the disk, and say what differs. Changes nothing.",
    ),
    "prune": ("dreamwindow.cli.library.prune:prune", "Forget what is gone, and empty the trash."),
    "rebuild": ("dreamwindow.cli.library.rebuild:rebuild", "Make the catalogue anew from the folders."),
    "thumbnails": ("dreamwindow.cli.library.thumbnails:thumbnails", "Make thumbnails of one folder of sessions."),
}


@click.group(cls=LazyGroup, lazily=_COMMANDS)
def library() -> None:
    """Everything ever made, found in an instant. The pictures stay where they are."""
