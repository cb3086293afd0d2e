"""``dreamwindow engine``: programs that are kept running in the background."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.runtime.program_state import ProgramStatus

_name = click.argument("name", default="comfyui", metavar="[NAME]")


@click.group()
def engine() -> None:
    """Install, start, stop and watch ComfyUI, or a program of your own (`programs` in the config)."""


@engine.command()
@_name
@config_option
def install(name: str, config_file: Path | None) -> None:
    """Check out the pinned commit and build its environment, once."""
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.programs import spec_of
    from dreamwindow.config.load import load

    spec = spec_of(load(config_file), name, say)
    say(f"{name} is installed: {' '.join(spec.arguments)}")


@engine.command()
@_name
@config_option
def start(name: str, config_file: Path | None) -> None:
    """Start it in the background, and wait until it is ready."""
    from dreamwindow.cli.keeping import until_ready
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.keeping import begin_keeping
    from dreamwindow.compose.programs import spec_of
    from dreamwindow.config.load import load

    spec = spec_of(load(config_file), name, say)
    status = until_ready(begin_keeping(name, config_file), name, spec.ready.within_s, say)
    say(_told(status))


@engine.command()
@_name
def stop(name: str) -> None:
    """End it, and all that it started."""
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.keeping import end_keeping

    say(f"{name}: {end_keeping(name)}")


@engine.command()
@_name
@click.pass_context
@config_option
def restart(context: click.Context, name: str, config_file: Path | None) -> None:
    """Stop it, if it runs, and start it."""
    context.invoke(stop, name=name)
    context.invoke(start, name=name, config_file=config_file)


@engine.command()
@_name
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def status(name: str, as_json: bool) -> None:
    """Say whether it runs, since when, and how often it was started anew. Ends with 1 when it does not run."""
    from dreamwindow.runtime.program_state import programs_folder, read_status

    found = read_status(programs_folder(), name)
    if as_json:
        click.echo(json.dumps(None if found is None else {**found.to_dict(), "is_kept": found.is_kept}, indent=2))
    else:
        click.echo(f"{name} was never started here." if found is None else _told(found))
    if found is None or not found.is_kept:
        raise SystemExit(1)


@engine.command()
@_name
@click.option("--lines", type=click.IntRange(min=1), default=40, show_default=True, help="How many of the last.")
def logs(name: str, lines: int) -> None:
    """Print the last lines of what it printed."""
    from dreamwindow.errors import SessionNotFound
    from dreamwindow.runtime.program_run import last_lines
    from dreamwindow.runtime.program_state import programs_folder, read_status

    found = read_status(programs_folder(), name)
    if found is None:
        raise SessionNotFound(f"{name} was never started here.", f"`dreamwindow engine start {name}` does it.")
    for line in last_lines(Path(found.session), lines):
        click.echo(line)


@engine.command(hidden=True)
@_name
@config_option
def keep(name: str, config_file: Path | None) -> None:
    """Keep it running, here, until a signal: what `start` starts in the background."""
    from dreamwindow.cli.keeping import keep_running
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.programs import spec_of
    from dreamwindow.config.load import load

    loaded = load(config_file)
    keep_running(spec_of(loaded, name, say), loaded.folder(loaded.config.system.sessions_dir))


def _told(status: ProgramStatus) -> str:
    state = status.state if status.is_kept or status.state in ("stopped", "failed", "foreign") else "gone"
    parts = [
        f"{status.name}: {state} since {status.since}",
        f"process {status.pid}" if status.pid and status.is_kept else "",
        status.url or "",
        f"started anew {status.restarts} times" if status.restarts else "",
        status.says,
        status.session,
    ]
    return "; ".join(part for part in parts if part)
