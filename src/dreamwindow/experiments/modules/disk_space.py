"""Enough room for what the experiment will write."""

from __future__ import annotations

from dreamwindow.errors import DiskTooFull, InvalidParameters
from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.files import GB, free_bytes


def run(context: ModuleContext) -> None:
    """Raise `DiskTooFull` when less than ``required_gb`` (10 unless said) are free where the session is."""
    wanted = context.parameters.get("required_gb", 10.0)
    try:
        required_gb = float(wanted)
    except (TypeError, ValueError) as error:
        raise InvalidParameters(f"required_gb is {wanted!r}, which is no number.", "Say how many GB.") from error
    free_gb = free_bytes(context.session_folder) / GB
    if not free_gb >= required_gb:
        raise DiskTooFull(
            f"Only {free_gb:.1f} GB are free where {context.session_folder} is; {required_gb:g} GB are wanted.",
            "Make room, name another output_root_folder, or lower required_gb.",
        )
    context.say(f"{free_gb:.1f} GB are free")
