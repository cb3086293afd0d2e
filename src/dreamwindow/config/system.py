"""Where things are kept, and what is said about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dreamwindow.config.group import Group


class SystemConfig(Group):
    """Relative folders lie beside the config file, or in the working directory when there is none."""

    output_dir: Path = Path("output")
    """Holds the picture on show and `status.json`, for other programs to read."""
    sessions_dir: Path = Path("sessions")
    """Each run leaves a folder here."""
    cache_dir: Path = Path("cache")
    """The dream's memory: keyframes that may return."""
    comfyui_url: str = "http://127.0.0.1:8188"
    """Where ComfyUI listens, for `generation.engine: comfyui`."""
    generation_timeout_s: Annotated[float, Field(gt=0)] = 60.0
    """Seconds that ComfyUI may take for one picture, not counting its waiting in the queue; then it is interrupted."""
    log_dir: Path = Path("logs")
    """`dreamwindow.log`, rotated at 5 MB, five kept."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    """How much the log says."""
    log_console: bool = False
    """Whether the log is also written to the terminal."""
    log_json: bool = False
    """One JSON object a line, for machines."""
    gpu: str | None = None
    """Which GPU is meant: its UUID or the beginning of it, its PCI id (`01:00.0`), or its index as `nvidia-smi` counts,
    which is not always CUDA's; null is all of them."""
