"""``dreamwindow serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dreamwindow.cli.options import config_option, server_options


@click.command()
@server_options
@config_option
def serve(config_file: Path | None, no_open: bool, **flags: Any) -> None:
    """Serve the page with the library; the dream begins when somebody presses start."""
    from dreamwindow.cli.run import config_flags
    from dreamwindow.cli.session import Beginning, serve_dream
    from dreamwindow.compose.dream import DreamOptions
    from dreamwindow.config.load import load

    loaded = load(config_file, config_flags(flags))
    raise SystemExit(serve_dream(loaded, DreamOptions(), Beginning(dream=False, browse=not no_open)))
