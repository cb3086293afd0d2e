"""Notes: what stands beside a film: the settings, and a still for each new prompt, by which the library finds it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dreamwindow.files import Disk
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Frame, Pixels
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.inscription import inscription
from dreamwindow.outputs.take.revisions import Revisions
from dreamwindow.sessions.pictures import picture_name
from dreamwindow.sessions.writer import SessionWriter

STILLS_S = 10.0
"""Between two stills, at least: a fader makes a new prompt ten times a second."""


class Notes:
    """Blocks; for one thread. ``on_picture`` hears of every still on disk."""

    def __init__(
        self, writer: SessionWriter, settings: Callable[[], Settings], on_picture: Callable[[Path, Pixels], None],
        disk: Disk,
    ) -> None:  # fmt: skip
        self._writer = writer
        self._settings = settings
        self._on_picture = on_picture
        self._disk = disk
        self._revisions: Revisions | None = None
        self._still_s = float("-inf")

    def take(self, frame: Frame, number: int, at_s: float) -> None:
        """This is picture ``number`` of the film. Raises `OSError`."""
        if self._revisions is None:
            self._revisions = Revisions(self._writer.folder, self._settings, self._disk)
        if self._revisions.note(frame, number, at_s) and at_s >= self._still_s + STILLS_S:
            self._still_s = at_s
            self._keep(frame, number)

    def _keep(self, frame: Frame, number: int) -> None:
        name = picture_name(number)
        self._writer.write_frame(
            name, encode_png(frame.pixels, inscription(frame.recipe, self._writer.session_id, number))
        )
        self._on_picture(self._writer.folder / name, frame.pixels)
