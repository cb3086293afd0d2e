"""``dreamwindow config``: write, show or check the settings."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dreamwindow.cli.options import config_option
from dreamwindow.errors import ConfigError


@click.group()
def config() -> None:
    """Write, show or check the settings."""


@config.command()
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default=Path("dreamwindow.yaml"))
def init(path: Path, force: bool) -> None:
    """Write a commented dreamwindow.yaml in which every setting can be found."""
    from dreamwindow.config.template import template
    from dreamwindow.files import atomic_write, check_writable

    if path.exists() and not force:
        raise ConfigError(f"{path} is there already.", "Give another name, or --force to write over it.")
    check_writable(path.parent)
    atomic_write(template().encode(), path)
    click.echo(f"Wrote {path}. Take away the # before a setting to change it.")


@config.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def show(config_file: Path | None, as_json: bool) -> None:
    """Print every setting, and where it was set."""
    from dreamwindow.config.listing import listing
    from dreamwindow.config.load import load

    loaded = load(config_file)
    if as_json:
        click.echo(json.dumps(loaded.config.model_dump(mode="json"), indent=2))
        return
    for setting in listing(loaded):
        text = json.dumps(setting.value, ensure_ascii=False)
        shown = text if len(text) < 80 else text[:77] + "..."
        click.echo(f"{setting.key} = {shown}  ({setting.place or 'default'})")


@config.command()
@config_option
def check(config_file: Path | None) -> None:
    """Say whether the settings are right."""
    from dreamwindow.compose.checks import check_names
    from dreamwindow.config.load import load

    loaded = load(config_file)
    check_names(loaded)
    click.echo(f"{loaded.path or 'Defaults (there is no config file)'}: all is well.")
