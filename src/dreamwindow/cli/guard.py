"""``dreamwindow guard``: what each probe sees now, or why it cannot see here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.config.load import Loaded
    from dreamwindow.guard.look import Look

_MARKS = {
    "clear": ("clear", "green"),
    "slow": ("SLOW", "yellow"),
    "hold": ("PAUSE", "yellow"),
    "unavailable": ("blind", None),
    "failed": ("FAIL", "red"),
}


@click.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def guard(config_file: Path | None, as_json: bool) -> None:
    """Look through each probe once: would the dream pause now, and why? A probe that cannot see here says why not."""
    from dreamwindow.compose.probes import switched_off
    from dreamwindow.config.load import load

    loaded = load(config_file)
    config = loaded.config.game_detection
    looks, off = _look(loaded), switched_off(config)
    if as_json:
        said = {"enabled": config.enabled, "off": off, "probes": {name: asdict(look) for name, look in looks.items()}}
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
        return
    for line in _lines(looks, off):
        click.echo(line)
    if not config.enabled:
        click.echo("The dream does not pause for any of it: game_detection.enabled is false.")


def _look(loaded: Loaded) -> dict[str, Look]:
    from dreamwindow.compose.probes import probe_options, switched_off
    from dreamwindow.guard import registry
    from dreamwindow.guard.look import look_through

    probes = registry.create(probe_options(loaded), without=switched_off(loaded.config.game_detection))
    try:
        return {name: look_through(probe) for name, probe in probes.items()}
    finally:
        for probe in probes.values():
            probe.close()


def _lines(looks: Mapping[str, Look], off: Mapping[str, str]) -> Iterator[str]:
    width = max(map(len, [*looks, *off]), default=0)
    for name in sorted([*looks, *off]):
        if name in off:
            yield f"off    {name:{width}}  by {off[name]}"
        else:
            mark, colour = _MARKS[looks[name].outcome]
            yield f"{click.style(f'{mark:5}', fg=colour)}  {name:{width}}  {looks[name].says}"
