"""Enough room for what the experiment will write."""

from __future__ import annotations

from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.files import check_free_space, free_bytes

GB = 1_000_000_000


def run(context: ModuleContext) -> None:
    """Raise `DiskTooFull` when less than ``required_gb`` (10 unless said) are free where the session is."""
    check_free_space(context.session_folder, float(context.parameters.get("required_gb", 10.0)))
    context.say(f"{free_bytes(context.session_folder) / GB:.1f} GB are free")
