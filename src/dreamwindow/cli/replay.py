"""``dreamwindow replay``."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option
from dreamwindow.cli.terminal import progress

if TYPE_CHECKING:
    from dreamwindow.compose.replay import ReplayAct
    from dreamwindow.config.load import Loaded
    from dreamwindow.dream.replay import Remade

_SAYS = {
    "altered": "its recipe was altered: it no longer says what it said when it was recorded",
    "differs": "the same recipe gave other pixels here",
    "descends": "grew from a frame that differs",
}
_SHOWN = 10


@click.command()
@click.argument("session")
@click.option("--frame", type=click.IntRange(min=1), help="Make only this frame again.")
@click.option("--to", "into", type=click.Path(path_type=Path), help="Where the pictures go.", metavar="FOLDER")
@click.option("--json", "as_json", is_flag=True, help="For scripts: one object with every frame's verdict.")
@config_option
def replay(session: str, frame: int | None, into: Path | None, as_json: bool, config_file: Path | None) -> None:
    """Make the pictures of SESSION again from their recipes, and compare them bit for bit.

    SESSION is a session's name, the beginning of one, its folder, or `latest`. Ends with 0 when every frame is the
    same, with 1 when one is not.
    """
    from dreamwindow.config.load import load
    from dreamwindow.sessions.reader import find_session

    loaded = load(config_file)
    folder = find_session(loaded.folder(loaded.config.system.sessions_dir), session, "dream")
    target = into or loaded.folder(loaded.config.system.output_dir) / "replay" / folder.name
    remade, doubts = asyncio.run(_replay(loaded, folder, target, frame, quiet=as_json))
    _report(remade, doubts, target, as_json=as_json)
    if any(verdict != "same" for _, verdict in remade):
        raise SystemExit(1)


async def _replay(
    loaded: Loaded, folder: Path, into: Path, frame: int | None, *, quiet: bool
) -> tuple[list[tuple[int, str]], list[str]]:
    from dreamwindow.compose.replay import replaying

    async with replaying(folder, into, frame, loaded) as act:
        if not quiet:
            for doubt in act.doubts:
                click.echo(f"The same pixels cannot be promised. {doubt}", err=True)
        return await _collect(act, quiet=quiet), act.doubts


async def _collect(act: ReplayAct, *, quiet: bool) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    with progress(act.count, "Making them again", quiet=quiet) as show:
        async for remade in act.remake():
            found.append(_line(remade))
            show(len(found))
    return sorted(found)


def _line(remade: Remade) -> tuple[int, str]:
    return remade.record.frame or 0, remade.verdict


def _report(remade: list[tuple[int, str]], doubts: list[str], into: Path, *, as_json: bool) -> None:
    if as_json:
        frames = [{"frame": number, "verdict": verdict} for number, verdict in remade]
        click.echo(json.dumps({"into": str(into), "doubts": doubts, "frames": frames}))
        return
    counts = Counter(verdict for _, verdict in remade)
    click.echo(f"{counts['same']} of {len(remade)} frames are the same, pixel for pixel. They are in {into}.")
    for verdict, says in _SAYS.items():
        numbers = [str(number) for number, v in remade if v == verdict]
        if numbers:
            more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
            click.echo(f"Frame {', '.join(numbers[:_SHOWN])}{more}: {says}.")
