"""``dreamwindow models list``."""

from __future__ import annotations

import json

import click


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def list_models(as_json: bool) -> None:
    """Say which models are known, which are here, and how large they are. Asks no network."""
    from dreamwindow.weights.inventory import inventory
    from dreamwindow.weights.places import shared_folder, size_text

    shared = shared_folder()
    found = inventory(shared)
    if as_json:
        click.echo(json.dumps([item.to_dict() for item in found], indent=2, ensure_ascii=False))
        return
    for item in found:
        colour = {"here": "green", "partly": "yellow"}.get(item.state)
        size = size_text(item.bytes) if item.state == "here" else f"~{size_text(item.model.about_bytes)}"
        mark = click.style(f"{item.state:8}", fg=colour)
        click.echo(f"{mark} {item.model.name:14} {size:>8}  {item.model.repo}\n{'':9}{item.model.what}")
    click.echo(f"In {shared}", err=True)
