"""``dreamwindow key``: who may come in from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import click


@click.group()
def key() -> None:
    """Keys let others in: a server that can be reached from other machines asks everybody for one."""


@key.command()
@click.argument("name", default="key")
def new(name: str) -> None:
    """Make a key, and show it this once. NAME says what it is for."""
    from dreamwindow.cli.terminal import say
    from dreamwindow.server.access.keys import KeyFile, keys_file

    shown = KeyFile(keys_file()).add(name, datetime.now(UTC))
    click.echo(shown)
    say(f"It is {name!r}, and is not shown again.", aside=True)


@key.command(name="list")
def list_keys() -> None:
    """Say which keys there are; what they are was shown when they were made."""
    from dreamwindow.server.access.keys import KeyFile, keys_file

    for each in KeyFile(keys_file()).read().keys:
        click.echo(f"{each.id}  {each.made_at.astimezone():%Y-%m-%d %H:%M}  {each.name}")


@key.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Let a key, by name or by what `list` calls it, and all who came with it, in no more."""
    from dreamwindow.cli.terminal import say
    from dreamwindow.server.access.keys import KeyFile, keys_file

    gone = KeyFile(keys_file()).revoke(name)
    say(f"{gone.name!r} lets nobody in any more.")
