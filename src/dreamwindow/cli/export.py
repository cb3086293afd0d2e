"""``dreamwindow export``."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dreamwindow.cli.options import config_option, parse_size
from dreamwindow.cli.signals import signals_tell
from dreamwindow.cli.terminal import progress, say

if TYPE_CHECKING:
    from dreamwindow.outputs.film.export import Exported
    from dreamwindow.outputs.film.options import FilmOptions

_SHOWN = 5


@click.command()
@click.argument("session")
@click.option(
    "--to", "target", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="What to write: a name that ends in .mp4, .webp, .gif or .zip.",
)  # fmt: skip
@click.option("--first", type=click.IntRange(min=1), metavar="N", help="Begin with this frame.")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="End with this frame.")
@click.option(
    "--fps", type=click.FloatRange(min=0, min_open=True), help="Frames a second; the dream's own, at most 12 in a .gif."
)
@click.option(
    "--each", "each_s", type=click.FloatRange(min=0.001, max=3600), metavar="SECONDS",
    help="How long each picture stays; as long as it was on show, at most a second.",
)  # fmt: skip
@click.option("--size", help="Pixels: 512 or 512x768; the pictures' own.", metavar="WxH")
@click.option(
    "--interpolation", type=click.Choice(["none", "fade", "flow"]), default="fade", show_default=True,
    help="Between two pictures: a cut, a fade, or what moved moved along.",
)  # fmt: skip
@click.option(
    "--codec", type=click.Choice(["h264", "av1"]), default="h264", show_default=True,
    help="Of an .mp4: h264 plays everywhere, av1 is smaller.",
)  # fmt: skip
@click.option("--captions", is_flag=True, help="Write the prompt into the picture.")
@click.option("--font", type=click.Path(path_type=Path), metavar="FILE", help="The font of the captions.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--json", "as_json", is_flag=True, help="For scripts: one object that says what was made.")
@config_option
def export(
    session: str,
    target: Path,
    first: int | None,
    last: int | None,
    force: bool,
    as_json: bool,
    config_file: Path | None,
    **film: Any,
) -> None:
    """Make one file of SESSION: a film, an animation, or an archive of its pictures.

    SESSION is a session's name, the beginning of one, its folder, or `latest`. Beside a film lies a .json with how each
    picture was made; an archive has the recipes inside, and `dreamwindow replay` takes what is unpacked.
    """
    from dreamwindow.config.load import load
    from dreamwindow.outputs.film.export import Export, ExportOptions
    from dreamwindow.outputs.film.pictures import shown_at_hz
    from dreamwindow.sessions.reader import find_session, read_manifest

    loaded = load(config_file)
    sessions_dir = loaded.folder(loaded.config.system.sessions_dir)
    folder = find_session(sessions_dir, session, "dream", "live")
    options = ExportOptions(film=_film_options(film), first=first, last=last, replace=force)
    rate_hz = shown_at_hz(read_manifest(folder).settings, loaded.config.output.display_rate_hz)
    work = Export(folder, rate_hz, target, options)
    os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder speaks only of errors
    asked: list[str] = []
    with progress(work.count, f"Exporting {folder.name}", quiet=as_json) as show, signals_tell(asked.append):

        def on_progress(done: int) -> None:
            if asked:  # an exception out of the signal itself is lost where a codec calls back
                raise click.Abort
            show(done)

        exported = work.run(on_progress)
    _report(exported, as_json=as_json)


def _film_options(film: dict[str, Any]) -> FilmOptions:
    from dreamwindow.outputs.film.options import FilmOptions

    width, height = parse_size(film.pop("size"))
    return FilmOptions(size=None if width is None or height is None else (width, height), **film)


def _report(exported: Exported, *, as_json: bool) -> None:
    shot, size = exported.shot, exported.path.stat().st_size
    if as_json:
        told = {"file": str(exported.path), "beside": exported.beside and str(exported.beside), "bytes": size}
        click.echo(json.dumps(told | asdict(shot)))
        return
    for skipped in shot.skipped[:_SHOWN]:
        say(f"Skipped {skipped}", aside=True)
    if len(shot.skipped) > _SHOWN:
        say(f"Skipped {len(shot.skipped) - _SHOWN} more.", aside=True)
    if shot.strange:
        say(f"The font of the captions has no {shot.strange[:20]}; --font FILE names another.", aside=True)
    film = f", {shot.frames} frames, {shot.seconds:.1f} s, {shot.size[0]}x{shot.size[1]}" if shot.frames else ""
    say(f"{exported.path}: {shot.pictures} pictures{film}, {size / 1e6:.1f} MB")
