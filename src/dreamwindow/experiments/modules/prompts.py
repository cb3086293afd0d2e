"""Questions to the person at the rig."""

from __future__ import annotations

from datetime import datetime

from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.files import AppendedLines


def wait_for_user(context: ModuleContext) -> None:
    """Wait until somebody answers; ``message`` is what is said."""
    context.asker.ask(str(context.parameters.get("message", "Press Enter when all is ready")))


def weight_before(context: ModuleContext) -> None:
    """Ask for the animal's weight, into ``mouse_weight.csv``."""
    _weight(context, "before")


def weight_after(context: ModuleContext) -> None:
    """As `weight_before`, after the experiment."""
    _weight(context, "after")


def _weight(context: ModuleContext, when: str) -> None:
    subject = context.parameters.get("subject_id")
    grams = float(context.asker.ask(f"Weight of {subject} in grams, {when} the experiment:").replace(",", "."))
    lines = AppendedLines(context.session_folder / "mouse_weight.csv")
    head = "" if lines.size else "time,when,grams\n"
    lines.append(f"{head}{datetime.now().astimezone().isoformat(timespec='seconds')},{when},{grams:g}\n".encode())
