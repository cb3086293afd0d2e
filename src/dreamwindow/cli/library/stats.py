"""``dreamwindow library stats``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.library.opening import as_json, counted, tell_json, with_library
from dreamwindow.cli.library.showing import say_all
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.model import Stats

_SHOWN = 10


@click.command()
@as_json
@config_option
def stats(as_json: bool, config_file: Path | None) -> None:
    """Count sessions, pictures, models and tags."""
    found = with_library(config_file, lambda library: library.stats())
    if as_json:
        tell_json(found)
    else:
        say_all(_lines(found))


def _lines(found: Stats) -> Iterator[str]:
    size = f"{found.bytes / 1e9:.1f} GB" if found.bytes >= 1e9 else f"{found.bytes / 1e6:.1f} MB"
    yield f"{counted(found.images, 'picture')} in {counted(found.sessions, 'session')}, {size}"
    said = f"{counted(found.favourites, 'favourite')}, {found.rated:,} rated"
    yield f"{said}; {found.described:,} can be found by their look, {found.unreadable:,} cannot be read"
    yield from _most("By root", found.by_root)
    yield from _most("By model", found.by_model)
    yield from _most("By tag", found.by_tag)


def _most(what: str, counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        some = ", ".join(f"{name} {number:,}" for name, number in list(counts.items())[:_SHOWN])
        yield f"{what}: {some}{', ...' if len(counts) > _SHOWN else ''}"
