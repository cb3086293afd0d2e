"""What is shown, and what is left for other programs to read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group

Filename = Annotated[
    str, Field(pattern=r"^[\w.-]+\.(png|jpg|jpeg|webp)$", examples=["current_frame.png", "now.jpg", "now.webp"])
]


class OutputConfig(Group):
    """The display, and the current-frame file."""

    display_rate_hz: Annotated[float, Field(ge=0.1, le=60)] = 24.0
    """Live. Frames shown a second, as long as the engine keeps up."""
    buffer_s: Annotated[float, Field(gt=0, le=60)] = 0.75
    """Seconds of dream made ahead. More rides out a slower moment; less answers sooner."""
    current_frame: Filename | None = "current_frame.png"
    """The picture on show, as a file in `output_dir` that is always whole; null writes none."""
    max_rate_hz: Annotated[float, Field(gt=0, le=60)] = 1.0
    """How often that file is replaced, at most: a disk lives longer."""
    jpeg_quality: Annotated[int, Field(ge=30, le=100)] = 85
    """Of the pictures that viewers get."""
