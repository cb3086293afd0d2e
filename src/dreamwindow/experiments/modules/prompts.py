"""Questions to the person at the rig."""

from __future__ import annotations

import math
from datetime import datetime

from dreamwindow.experiments.asking import Asker
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
    grams = _grams(context.asker, f"Weight of {subject} in grams, {when} the experiment:")
    lines = AppendedLines(context.session_folder / "mouse_weight.csv")
    head = "" if lines.size else "time,when,grams\n"
    lines.append(f"{head}{datetime.now().astimezone().isoformat(timespec='seconds')},{when},{grams:g}\n".encode())


def _grams(asker: Asker, question: str) -> float:
    """Until the answer is a weight."""
    answer = asker.ask(question)
    while not (grams := _number(answer)) > 0:
        answer = asker.ask(f"{answer!r} is no weight. {question}")
    return grams


def _number(text: str) -> float:
    """0 for what is none."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
