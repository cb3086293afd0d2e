"""``dreamwindow launch``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.experiments.parameters import ParameterSource


@click.command()
@click.argument("params", type=click.Path(path_type=Path, readable=False), metavar="PARAMS.json", required=False)
@click.option(
    "--rig", type=click.Path(path_type=Path, readable=False), help="What is constant for this rig.", metavar="TOML"
)
@click.option(
    "--set", "overrides", multiple=True, help="Over the file; the value is JSON or text.", metavar="KEY=VALUE"
)
@click.option("--unattended", is_flag=True, help="Nobody answers: what would be asked is an error.")
@click.option("--like", type=click.Path(path_type=Path), help="Run an earlier session again.", metavar="DIR")
@config_option
def launch(
    params: Path | None,
    rig: Path | None,
    overrides: tuple[str, ...],
    unattended: bool,
    like: Path | None,
    config_file: Path | None,
) -> None:
    """Run an experiment from a parameter file: at a pinned commit, watched, and on the record.

    Ends with the exit code of the experiment; where that went well, with 1 when a step before or after it failed.
    """
    import sys

    from dreamwindow.cli.signals import signals_tell
    from dreamwindow.cli.terminal import say
    from dreamwindow.compose.gpu_memory import GpuMemoryOf
    from dreamwindow.config.load import load
    from dreamwindow.experiments.acquisition import Stop
    from dreamwindow.experiments.aftermath import settle_the_dead
    from dreamwindow.experiments.asking import Unattended
    from dreamwindow.experiments.kinds import launcher_for
    from dreamwindow.experiments.options import LaunchOptions
    from dreamwindow.logs import LogOptions, setup_logging
    from dreamwindow.runtime.ledger import ledger_folder
    from dreamwindow.runtime.subreaper import orphans_adopted

    loaded = load(config_file)
    source = _source(params, rig, overrides, like)
    stop = Stop()
    asker = Unattended() if unattended else _Terminal()
    options = LaunchOptions(
        sessions_dir=loaded.folder(loaded.config.system.sessions_dir),
        asker=asker,
        stop=stop,
        echo=say,
        command_line=tuple(sys.argv),
        gpu_memory=GpuMemoryOf(),
    )
    log = LogOptions(console=False, level=loaded.config.system.log_level)
    with setup_logging(log), signals_tell(stop.ask), orphans_adopted():
        for repair in settle_the_dead(ledger_folder()):
            say(f"After a crash: {repair}")
        outcome = launcher_for(source, options).run()
    why = "" if outcome.stop_reason == outcome.status else f": {outcome.stop_reason}"
    say(f"{outcome.status}{why}\n{outcome.session_folder}")
    raise SystemExit(outcome.exit_code)


def _source(params: Path | None, rig: Path | None, overrides: tuple[str, ...], like: Path | None) -> ParameterSource:
    from dreamwindow.experiments.parameters import read_source
    from dreamwindow.experiments.repeating import source_like

    if (params is None) == (like is None):
        raise click.UsageError("Give a parameter file, or --like with a session to repeat.")
    return source_like(like, overrides) if like is not None else read_source(Path(str(params)), rig, overrides)


class _Terminal:
    """The person at the keyboard."""

    def ask(self, question: str) -> str:
        """What they type, perhaps nothing."""
        from dreamwindow.experiments.asking import Unattended

        try:
            answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)
        except click.Abort:
            return Unattended().ask(question)  # the input has ended: nobody is there
        return answer
