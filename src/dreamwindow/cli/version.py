"""``dreamwindow version``."""

from __future__ import annotations

import json
import platform

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def version(as_json: bool) -> None:
    """Print the version, and what pictures depend on."""
    from dreamwindow.compose.versions import versions

    facts = versions()
    if as_json:
        click.echo(json.dumps(facts, indent=2))
        return
    click.echo(f"Dream Window {facts.pop('dreamwindow')}")
    facts["machine"] = f"{platform.machine()} {platform.system()}"
    width = max(map(len, facts))
    for name, value in facts.items():
        click.echo(f"  {name:{width}}  {value}")
