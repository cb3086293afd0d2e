"""``dreamwindow launch``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.cli.keyboard import Keyboard
    from dreamwindow.experiments.acquisition import Stop
    from dreamwindow.experiments.options import LaunchOptions
    from dreamwindow.experiments.parameters import ParameterSource


@click.command()
@click.argument("params", type=click.Path(path_type=Path, readable=False), metavar="PARAMS.json", required=False)
@click.option(
    "--rig", type=click.Path(path_type=Path, readable=False), help="What is constant for this rig.", metavar="TOML"
)
@click.option(
    "--set",
    "overrides",
    multiple=True,
    help="Over the file, a.b=1 for one value of a group; the value is JSON or text.",
    metavar="KEY=VALUE",
)
@click.option("--unattended", is_flag=True, help="Nobody answers: what would be asked is an error.")
@click.option("--like", help="Run an earlier session again: its folder, or its name.", metavar="DIR")
@config_option
def launch(
    params: Path | None,
    rig: Path | None,
    overrides: tuple[str, ...],
    unattended: bool,
    like: str | None,
    config_file: Path | None,
) -> None:
    """Run an experiment from a parameter file: at a pinned commit, watched, and on the record.

    Ends with the exit code of the experiment; where that went well, with 1 when a step before or after it failed.
    """
    import sys

    from dreamwindow.cli.keyboard import Keyboard
    from dreamwindow.cli.signals import signals_tell
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.gpu_memory import GpuMemoryOf
    from dreamwindow.config.load import load
    from dreamwindow.errors import UserError
    from dreamwindow.experiments.acquisition import Stop
    from dreamwindow.experiments.aftermath import settle_the_dead
    from dreamwindow.experiments.asking import Unattended
    from dreamwindow.experiments.closing import INTERRUPTED
    from dreamwindow.experiments.kinds import launcher_for
    from dreamwindow.experiments.options import LaunchOptions
    from dreamwindow.logs import LogOptions, setup_logging
    from dreamwindow.runtime.git import CachedGitManager, GitManager
    from dreamwindow.runtime.git.command import Git
    from dreamwindow.runtime.ledger import ledger_folder
    from dreamwindow.runtime.subreaper import orphans_adopted

    loaded = load(config_file)
    sessions_dir = loaded.folder(loaded.config.system.sessions_dir)
    if (params is None) == (like is None):
        raise click.UsageError("Give a parameter file, or --like with a session to repeat.")
    stop, git = Stop(), Git()
    asker = Unattended() if unattended else _Terminal(stop, Keyboard(sys.stdin))
    options = LaunchOptions(
        sessions_dir=sessions_dir,
        asker=asker,
        stop=stop,
        echo=say,
        command_line=tuple(sys.argv),
        git=GitManager(git=git),
        cache=CachedGitManager(git=git),
        gpu_memory=GpuMemoryOf(),
    )
    log = LogOptions(console=False, level=loaded.config.system.log_level)

    def end(reason: str) -> None:
        stop.ask(reason)
        git.interruption.ask()

    with setup_logging(log), signals_tell(end), orphans_adopted():
        for repair in settle_the_dead(ledger_folder()):
            say(f"After a crash: {repair}")
        try:
            outcome = launcher_for(_source(params, rig, overrides, like, options), options).run()
        except UserError:
            if not stop.asked:
                raise
            say(f"aborted: interrupted: {stop.reason}")
            raise SystemExit(INTERRUPTED) from None
    why = "" if outcome.stop_reason == outcome.status else f": {outcome.stop_reason}"
    say(f"{outcome.status}{why}\n{outcome.session_folder}")
    raise SystemExit(outcome.exit_code)


def _source(
    params: Path | None, rig: Path | None, overrides: tuple[str, ...], like: str | None, options: LaunchOptions
) -> ParameterSource:
    from functools import partial

    from dreamwindow.cli.terminal import say
    from dreamwindow.experiments.parameters import read_source
    from dreamwindow.experiments.repeating import code_like, source_like
    from dreamwindow.experiments.verifying import changed_code
    from dreamwindow.sessions.reader import find_session

    if like is None:
        return read_source(Path(str(params)), rig, overrides)
    aside, session = partial(say, aside=True), find_session(options.sessions_dir, like, "experiment")
    given = source_like(session, overrides)
    source, rebuilt = code_like(session, given, overrides, aside, cache=options.cache, git=options.git)
    for one in changed_code(session, rebuilt):
        aside(f"not as it was then: {one.what} {one.name} ({one.says or one.state})")
    return source


class _Terminal:
    """The person at the keyboard. A signal that comes while they think ends the waiting, and tells ``stop``."""

    def __init__(self, stop: Stop, keyboard: Keyboard) -> None:
        self._stop = stop
        self._keyboard = keyboard

    def ask(self, question: str) -> str:
        """What they type, perhaps nothing. Raises `InvalidParameters` when the input has ended, or a signal came."""
        from dreamwindow.cli.signals import signals_tell
        from dreamwindow.errors import InvalidParameters

        try:
            with signals_tell(self._break_off):
                click.echo(f"{question} ", nl=False, err=True)
                return self._keyboard.line()
        except (EOFError, KeyboardInterrupt) as error:
            if self._stop.asked:
                raise InvalidParameters(f"Interrupted at the question: {question}") from error
            raise InvalidParameters(
                f"There is nobody to answer: {question}", "Put it into the parameters, or run this where you can type."
            ) from error

    def _break_off(self, reason: str) -> None:
        self._stop.ask(reason)
        raise KeyboardInterrupt
