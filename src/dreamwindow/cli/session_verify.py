"""``dreamwindow session``: what can be asked of a run's record."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from dreamwindow.cli.options import config_option

_COLOURS = {"same": "green", "changed": "red", "missing": "yellow"}


@click.group()
def session() -> None:
    """Look at the record of a run."""


@session.command()
@click.argument("session", metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@config_option
def verify(session: str, as_json: bool, config_file: Path | None) -> None:
    """Say whether the inputs, outputs and code of a run are still the same. Ends with 1 when something is not."""
    from dreamwindow.config.load import load
    from dreamwindow.experiments.verifying import verify as look
    from dreamwindow.sessions.reader import find_session

    loaded = load(config_file)
    findings = look(find_session(loaded.folder(loaded.config.system.sessions_dir), session, "experiment"))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for one in findings:
            mark = click.style(f"{one.state:7}", fg=_COLOURS[one.state])
            click.echo(f"{mark} {one.what} {one.name}{f': {one.says}' if one.says else ''}")
    if any(one.state != "same" for one in findings):
        raise SystemExit(1)
