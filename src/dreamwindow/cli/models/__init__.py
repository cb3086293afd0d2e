"""``dreamwindow models``: weights that are here, and those that could be. One command a file."""

from __future__ import annotations

import click

from dreamwindow.cli.lazy import LazyGroup

_COMMANDS = {
    "list": ("dreamwindow.cli.models.list:list_models", "Say which models are known, and which are here."),
    "fetch": ("dreamwindow.cli.models.fetch:fetch_models", "Fetch a model's files; goes on where it stopped."),
    "check": ("dreamwindow.cli.models.check:check_models", "Read every file of a model, and compare checksums."),
}


@click.group(cls=LazyGroup, lazily=_COMMANDS)
def models() -> None:
    """Weights of models. They lie where every program of the field looks for them: HF_HOME says where.

    HF_ENDPOINT names another hub, HF_TOKEN opens what asks for a login, HF_HUB_OFFLINE=1 asks nobody.
    """
