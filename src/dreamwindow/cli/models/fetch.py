"""``dreamwindow models fetch``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.terminal import progress, say
from dreamwindow.errors import FolderNotWritable

if TYPE_CHECKING:
    from dreamwindow.weights.hub import Hub
    from dreamwindow.weights.known import Model

_PER_MILLE = 1000
_GOES_ON = "call again: it goes on where it stopped"


@click.command("fetch")
@click.argument("names", nargs=-1, required=True)
def fetch_models(names: tuple[str, ...]) -> None:
    """Fetch the files of models. What is here and whole is not fetched again; what was begun is gone on with."""
    from dreamwindow.weights.hub import Hub, HubOptions
    from dreamwindow.weights.known import known
    from dreamwindow.weights.places import shared_folder

    wanted = [known(name) for name in names]
    shared = shared_folder()
    with Hub(HubOptions.of_environment()) as hub:
        for model in wanted:
            say(f"{model.name} is in {_fetched(hub, model, shared)}")


def _fetched(hub: Hub, model: Model, shared: Path) -> Path:
    from dreamwindow.weights.fetching import Fetching

    try:
        with _sizes(model.name) as tell:
            return Fetching(hub=hub, shared=shared, tell=tell).fetch(model)
    except OSError as error:
        raise FolderNotWritable(
            f"{model.name} cannot be written in {shared}: {error.strerror or error}.",
            f"Make room, or let HF_HOME name another folder, and {_GOES_ON}.",
        ) from error
    except KeyboardInterrupt:
        say(f"\nWhat came of {model.name} is kept; {_GOES_ON}.", aside=True)
        raise


@contextmanager
def _sizes(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar; the function takes how many bytes there are, and how many it will be."""
    from dreamwindow.weights.places import size_text

    with progress(_PER_MILLE, label) as bar:

        def tell(done: int, total: int) -> None:
            bar(_PER_MILLE * done // max(1, total), f"{size_text(done)} of {size_text(total)}")

        yield tell
