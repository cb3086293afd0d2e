"""``dreamwindow library verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.library.opening import TROUBLE, as_json, counted, tell_json, with_library
from dreamwindow.cli.library.showing import say_all, shown_progress
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.library import Library
    from dreamwindow.library.verifying import Difference

_SHOWN = 100


@click.command()
@as_json
@config_option
def verify(as_json: bool, config_file: Path | None) -> None:
    """Compare everything with the disk, and say what differs. Changes nothing. Ends with 1 when something does."""
    from dreamwindow.library.verifying import differences

    async def work(library: Library) -> list[Difference]:
        return await library.in_thread(lambda: list(differences(library, lambda folders: tell("folders", folders))))

    with shown_progress(quiet=as_json) as tell:
        found = with_library(config_file, work)
    if as_json:
        tell_json({"differences": found})
    else:
        say_all(f"{one.where}: {one.what}" for one in found[:_SHOWN])
        if len(found) > _SHOWN:
            click.echo(f"... and {len(found) - _SHOWN:,} more; --json names them all.")
        click.echo(f"{counted(len(found), 'difference')}." if found else "All is as the disk says.")
    if found:
        raise SystemExit(TROUBLE)
