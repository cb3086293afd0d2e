"""``dreamwindow library``: everything ever made, catalogued. One command a file."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "sync": "Make catalogue and thumbnails agree with the folders.",
    "watch": "The same, and go on as pictures come.",
    "status": "Say what is known, and what is not there.",
    "search": "Find pictures.",
    "stats": "Count sessions, pictures, models and tags.",
    "verify": "Compare everything with the disk, and say what differs. Changes nothing.",
    "prune": "Forget what is gone, and empty the trash.",
    "rebuild": "Make the catalogue anew from the folders.",
    "thumbnails": "Make thumbnails of one folder of sessions.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dreamwindow.cli.library.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy)
def library() -> None:
    """Everything ever made, found in an instant. The pictures stay where they are."""
