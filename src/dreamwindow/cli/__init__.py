"""The ``dreamwindow`` command: one subcommand a file, imported when it is called."""

from __future__ import annotations

import sys

import click

import dreamwindow
from dreamwindow.cli.lazy import LazyGroup
from dreamwindow.cli.terminal import let_go
from dreamwindow.errors import DreamWindowError, UserError

_COMMANDS = {
    "run": ("dreamwindow.cli.run:run", "Dream, in the browser."),
    "serve": ("dreamwindow.cli.serve:serve", "Serve the page; dream when somebody presses start."),
    "replay": ("dreamwindow.cli.replay:replay", "Make the pictures of a session again, and compare."),
    "export": ("dreamwindow.cli.export:export", "Make a film, an animation or an archive of a session."),
    "soak": ("dreamwindow.cli.soak:soak", "Dream for long, and report how alive it stayed."),
    "library": ("dreamwindow.cli.library:library", "Everything ever made: sync, search, verify and more."),
    "models": ("dreamwindow.cli.models:models", "List, fetch and check the weights of models."),
    "engine": ("dreamwindow.cli.engine:engine", "Install, start, stop and watch ComfyUI, or programs of your own."),
    "launch": ("dreamwindow.cli.launch:launch", "Run an experiment: pinned, watched, and on the record."),
    "session": ("dreamwindow.cli.session_verify:session", "Look at the record of a run."),
    "key": ("dreamwindow.cli.key:key", "Make, list and revoke the keys that let others in."),
    "config": ("dreamwindow.cli.config:config", "Write, show or check the settings."),
    "doctor": ("dreamwindow.cli.doctor:doctor", "Say what works here, and what is missing."),
    "guard": ("dreamwindow.cli.guard:guard", "Show every reason to pause, and what is seen of it now."),
    "lexicon": ("dreamwindow.cli.lexicon:lexicon", "Show what the embedded engine understands of a prompt."),
    "version": ("dreamwindow.cli.version:version", "Print the version, and what pictures depend on."),
}
_ASKS_FOR_HELP = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""A group called without a command, which is no mistake; click before 8.2 has no name for it."""


@click.group(cls=LazyGroup, lazily=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(dreamwindow.__version__, prog_name="Dream Window", message="%(prog)s %(version)s")
def cli() -> None:
    """Software that dreams in pictures, in real time, on your own machine.

    `dreamwindow run` is all you need.
    """


def main() -> None:
    """Run the command line: exit code 2 and one or two lines for what the person can mend, a traceback for a bug."""
    try:
        _run()
    finally:
        let_go()


def _run() -> None:
    try:
        cli(prog_name="dreamwindow", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except _ASKS_FOR_HELP as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"dreamwindow: {error.format_message()}\n{_way_out(error)}", err=True)
        sys.exit(error.exit_code)
    except UserError as error:
        click.echo(f"dreamwindow: {error}", err=True)
        sys.exit(2)
    except DreamWindowError as error:
        click.echo(f"dreamwindow: {error}", err=True)
        sys.exit(1)


def _way_out(error: click.ClickException) -> str:
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"`{context.command_path if context else 'dreamwindow'} --help` says what can be given."
