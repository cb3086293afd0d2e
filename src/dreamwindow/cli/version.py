"""``dreamwindow version``."""

from __future__ import annotations

import json
import platform

import click

import dreamwindow


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def version(as_json: bool) -> None:
    """Print the version, and what pictures depend on."""
    from dreamwindow.compose.versions import versions

    facts = versions()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    click.echo(f"Dream Window {dreamwindow.__version__}")
    for name, value in facts.items():
        if name != "dreamwindow":
            click.echo(f"  {name:14} {value}")
    click.echo(f"  {'machine':14} {platform.machine()} {platform.system()}")
