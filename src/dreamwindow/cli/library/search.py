"""``dreamwindow library search``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dreamwindow.cli.library.opening import as_json, tell_json, with_library
from dreamwindow.cli.library.showing import image_lines, say_all
from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.library.library import Library
    from dreamwindow.library.model import ImageEntry, Page

_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])


@click.command()
@click.argument("text", default="")
@click.option("--like", help="Most like this file first.", type=click.Path(path_type=Path), metavar="PICTURE")
@click.option("--shows", help="What is in them, with CLIP; best first.", metavar="WORDS")
@click.option("--colour", help="Nearest to this colour first.", metavar="RRGGBB")
@click.option("--session", help="Only of this session.")
@click.option("--model", help="Only of this model; a part of its name will do.")
@click.option("--seed", help="Only of this seed.")
@click.option("--favourite", is_flag=True, default=None, help="Only favourites.")
@click.option("--rating", type=click.IntRange(1, 5), help="Only rated so, or better.")
@click.option("--tag", "tags", multiple=True, help="Only with this tag; may be given again.")
@click.option("--since", type=_DAY, help="Only from this day on.")
@click.option("--until", type=_DAY, help="Only before this day.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--cursor", help="Go on where a page ended.")
@as_json
@config_option
def search(
    config_file: Path | None, as_json: bool, like: Path | None, cursor: str | None, limit: int, **wanted: Any
) -> None:
    """Find pictures by words: forest "misty lake" -people. Newest first. Ends with 1 when nothing is found.

    The words may hold what the page understands: tag:wall model:flux seed:42 ★4 ♥ #e8a33d since:2026-11-01.
    """
    from dreamwindow.imaging.codec import load_image
    from dreamwindow.library.search.query import Query

    since, until = _nanoseconds(wanted.pop("since")), _nanoseconds(wanted.pop("until"))
    query = Query(since_ns=since, until_ns=until, **wanted)
    picture = None if like is None else load_image(like)

    async def find(library: Library) -> Page[ImageEntry]:
        return await library.search(query, picture, cursor, limit)

    page = with_library(config_file, find)
    if as_json:
        tell_json(page)
    elif not page.items:
        click.echo("Nothing was found.", err=True)
    else:
        say_all(image_lines(page.items))
        if page.cursor:
            click.echo(f"More: --cursor {page.cursor}", err=True)
    raise SystemExit(0 if page.items else 1)


def _nanoseconds(moment: datetime | None) -> int | None:
    from dreamwindow.library.moments import within

    try:
        return None if moment is None else within(int(moment.astimezone().timestamp()) * 10**9)
    except (OverflowError, OSError, ValueError) as error:
        raise click.BadParameter("That day is not on any calendar of this machine.") from error
