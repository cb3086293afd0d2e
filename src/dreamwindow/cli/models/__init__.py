"""``dreamwindow models``: weights that are here, and those that could be. One command a file."""

from __future__ import annotations

from importlib import import_module

import click

_COMMANDS = {
    "list": "Say which models are known, and which are here.",
    "fetch": "Fetch a model's files; goes on where it stopped.",
    "check": "Read every file of a model, and compare checksums.",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"dreamwindow.cli.models.{cmd_name}"), f"{cmd_name}_models")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy)
def models() -> None:
    """Weights of models. They lie where every program of the field looks for them: HF_HOME says where.

    HF_ENDPOINT names another hub, HF_TOKEN opens what asks for a login, HF_HUB_OFFLINE=1 asks nobody.
    """
