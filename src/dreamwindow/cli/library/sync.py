"""``dreamwindow library sync``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.library.opening import TROUBLE, as_json, counted, tell_json, with_library
from dreamwindow.cli.library.showing import shown_progress
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.library import Library
    from dreamwindow.library.synchronising import Synced


@click.command()
@click.option("--full", "depth", flag_value="everything", default="touched", help="Compare every file and thumbnail.")
@as_json
@config_option
def sync(depth: str, as_json: bool, config_file: Path | None) -> None:
    """Make catalogue and thumbnails agree with the folders. Ends with 1 when something could not be read."""
    from dreamwindow.library.synchronising import synchronise

    async def work(library: Library) -> Synced:
        await library.sight()  # what keeps it from being looked at is told before anything begins
        return await synchronise(library, "everything" if depth == "everything" else "touched", tell)

    with shown_progress(quiet=as_json) as tell:
        done = with_library(config_file, work)
    if as_json:
        tell_json(done)
    else:
        _say(done)
    if done.folders.trouble or done.folders.away or done.thumbnails.errors:
        raise SystemExit(TROUBLE)


def _say(done: Synced) -> None:
    folders, thumbnails = done.folders, done.thumbnails
    came = f"{counted(folders.added, 'new picture')}, {folders.changed:,} changed, {folders.removed:,} gone"
    click.echo(f"Folders: {counted(folders.read, 'folder')} read in {folders.seconds:.1f} s: {came}.")
    made = f"{thumbnails.processed:,} made, {thumbnails.removed:,} removed in {thumbnails.seconds:.1f} s"
    click.echo(f"Thumbnails: {made}. Looks: {counted(done.described, 'picture')} described.")
    if done.unreadable:
        said = counted(done.unreadable, "picture")
        click.echo(f"Of {said} the file cannot be read; `dreamwindow library verify` says why.", err=True)
    for name in folders.away:
        click.echo(f"Root {name!r} is not there now; what is known of it is kept.", err=True)
    troubles = {str(path): reason for path, reason in folders.trouble.items()} | thumbnails.errors
    for name, reason in list(troubles.items())[:20]:
        click.echo(f"{name}: {reason}", err=True)
    if len(troubles) > 20:
        click.echo(f"... and {len(troubles) - 20:,} more; --json names them all.", err=True)
