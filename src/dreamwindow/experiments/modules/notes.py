"""Notes on the experiment, in a text file of the session."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.files import AppendedLines, atomic_write, ensure_directory_exists


def edit(context: ModuleContext) -> None:
    """Make the file (``experiment_notes_filename``), and open an editor on it where there is a screen.

    The editor is not waited for, and is no part of the experiment: it stays open when that ends.
    """
    path = _made(context)
    command = context.parameters.get("experiment_notes_editor_command") or ("notepad.exe" if os.name == "nt" else None)
    if command and context.parameters.get("experiment_notes_launch_editor", True) and shutil.which(str(command)):
        arguments = [str(one) for one in context.parameters.get("experiment_notes_editor_args", [])]
        subprocess.Popen(  # noqa: S603 - the editor that the person names
            [str(command), *arguments, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    context.say(f"notes are in {path}")


def finish(context: ModuleContext) -> None:
    """Wait until the person says that the notes are saved."""
    _made(context)
    question = context.parameters.get("experiment_notes_confirm_prompt", "Save your notes, then press Enter")
    context.asker.ask(str(question))


def ask(context: ModuleContext) -> None:
    """Ask for notes in one line, and append it with the time."""
    path = _made(context)
    text = context.asker.ask("Notes on this experiment (Enter for none):")
    if text.strip():
        stamp = datetime.now().astimezone().isoformat(timespec="seconds")
        AppendedLines(path).append(f"{stamp} {text.strip()}\n".encode())


def _made(context: ModuleContext) -> Path:
    name = str(context.parameters.get("experiment_notes_filename", "experiment_notes.txt"))
    path = (context.session_folder / name).resolve()
    if not path.is_relative_to(context.session_folder.resolve()):
        raise InvalidParameters(f"The notes {name!r} would lie outside the session.", "Give a name within it.")
    ensure_directory_exists(path.parent)
    if not path.exists():
        atomic_write(b"", path)
    return path
