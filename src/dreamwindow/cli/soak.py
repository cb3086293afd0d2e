"""``dreamwindow soak``."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.config.generation import GenerationConfig


@click.command()
@click.option("--frames", type=click.IntRange(min=1), default=20_000, show_default=True, help="How many.")
@click.option("--prompt", help="The one thing to dream of; without it, the themes of the config in turn.")
@click.option("--mode", help="img2img, interpolate or hybrid.")
@click.option("--size", help="Pixels: 512 or 512x768.", metavar="WxH")
@click.option("--strength", type=float, help="How far a keyframe leaves the one it grows from, 0 to 1.")
@click.option("--speed", type=float, help="How far the seed walks in a second; 0 stands still.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Where the walk starts.")
@click.option("--report", type=click.Path(path_type=Path), default=Path("soak"), help="Where the report goes.")
@click.option("--alone", is_flag=True, help="Without the same dream with its interventions off beside it.")
@config_option
def soak(
    frames: int,
    prompt: str | None,
    seed: int,
    report: Path,
    alone: bool,
    config_file: Path | None,
    **flags: Any,
) -> None:
    """Dream for long with nobody looking, and write a report of how alive it stayed.

    Ends with 1 when the dream, with its interventions on, was outside *healthy* for more than 200 frames.
    """
    from dreamwindow.cli.run import config_flags
    from dreamwindow.compose.allocator import share_arenas
    from dreamwindow.compose.options import engine_options
    from dreamwindow.compose.soak import SoakOptions
    from dreamwindow.compose.soak import soak as run_soak
    from dreamwindow.compose.soak_report import write_report
    from dreamwindow.config.load import load
    from dreamwindow.files import check_writable

    loaded = load(config_file, config_flags(flags))
    config = loaded.config
    check_writable(report)
    share_arenas()
    courses = []
    for after in (0,) if alone else (0, None):
        engine = engine_options(loaded)
        options = SoakOptions(frames=frames, prompt=prompt, root_seed=seed, interventions_after=after, engine=engine)
        with click.progressbar(length=frames, label=options.title.capitalize()) as bar:
            courses.append(asyncio.run(run_soak(config, options, partial(_advance, bar))))
    path = write_report(report, courses, _settings(config.generation, seed))
    click.echo(f"{path}: longest stretch outside healthy {courses[0].sick} of {courses[0].frames:,} frames")
    if courses[0].sick > MOST_SICK:
        raise SystemExit(1)


def _advance(bar: Any, frame: int) -> None:
    bar.update(1)


def _settings(generation: GenerationConfig, seed: int) -> str:
    size = f"{generation.width}x{generation.height}"
    return f"{generation.mode}, {size}, strength {generation.strength:g}, speed {generation.speed:g}, seed {seed}"


MOST_SICK = 200
"""Frames in a row that a living dream may be outside *healthy*."""
