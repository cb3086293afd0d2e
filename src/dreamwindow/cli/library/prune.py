"""``dreamwindow library prune``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.library.opening import as_json, counted, tell_json, with_library
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.library import Library
    from dreamwindow.library.pruning import Pruned


@click.command()
@click.option(
    "--keep-trash", type=click.FloatRange(0), default=30.0, show_default=True, help="Days that a picture stays there."
)
@as_json
@config_option
def prune(keep_trash: float, as_json: bool, config_file: Path | None) -> None:
    """Forget folders that are not there, remove thumbnails of nothing, and delete for good what lay long in the trash.

    Tags, ratings and favourites stay.
    """
    from dreamwindow.library import pruning

    async def work(library: Library) -> Pruned:
        return await library.in_thread(pruning.prune, library, keep_trash)

    done = with_library(config_file, work)
    if as_json:
        tell_json(done)
        return
    for name in done.forgotten:
        click.echo(f"Forgot {name!r}, which is not there.")
    click.echo(f"Removed the thumbnails of {counted(done.thumbnails, 'lost session')}.")
    click.echo(f"Deleted {counted(done.trashed, 'picture')} from the trash.")
