"""``dreamwindow models fetch``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import click

from dreamwindow.cli.terminal import progress, say

_PER_MILLE = 1000


@click.command("fetch")
@click.argument("names", nargs=-1, required=True)
def fetch_models(names: tuple[str, ...]) -> None:
    """Fetch the files of models. What is here is not fetched again; what was begun is gone on with."""
    from dreamwindow.weights.fetching import Fetching
    from dreamwindow.weights.hub import Hub, HubOptions
    from dreamwindow.weights.known import known
    from dreamwindow.weights.places import shared_folder

    wanted = [known(name) for name in names]
    shared = shared_folder()
    with Hub(HubOptions.of_environment()) as hub:
        for model in wanted:
            with progress(_PER_MILLE, model.name) as bar:
                folder = Fetching(hub=hub, shared=shared, tell=partial(_tell, bar)).fetch(model)
            say(f"{model.name} is in {folder}")


def _tell(bar: Callable[[int], None], done: int, total: int) -> None:
    bar(_PER_MILLE * done // max(1, total))
