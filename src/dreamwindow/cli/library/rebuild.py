"""``dreamwindow library rebuild``."""

from __future__ import annotations

from pathlib import Path

import click

from dreamwindow.cli.library.opening import as_json
from dreamwindow.cli.options import config_option


@click.command()
@as_json
@config_option
@click.pass_context
def rebuild(context: click.Context, as_json: bool, config_file: Path | None) -> None:
    """Take the catalogue away, whatever state it is in, and make it anew from the folders. Nothing you said is lost.

    Nothing else of Dream Window may be using it meanwhile.
    """
    from dreamwindow.cli.library.sync import sync
    from dreamwindow.compose.embedding import make_embedder
    from dreamwindow.compose.library import library_options
    from dreamwindow.config.load import load
    from dreamwindow.library.catalogue.database import sqlite_url
    from dreamwindow.library.catalogue.wiping import wipe

    loaded = load(config_file)
    make_embedder(loaded)  # what cannot be made anew is not taken away
    options = library_options(loaded)
    wipe(options.database_url or sqlite_url(options.places.folder))
    context.invoke(sync, depth="everything", as_json=as_json, config_file=config_file)
