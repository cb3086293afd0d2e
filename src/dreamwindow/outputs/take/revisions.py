"""What a take was made with when: a line for each change of the settings or the words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from dreamwindow.files import DISK, AppendedLines, Disk
from dreamwindow.model.frame import Frame
from dreamwindow.model.settings import Settings

FILE_NAME = "settings.jsonl"
_REMEMBERED = 256


class Revisions:
    """Appends to ``settings.jsonl``. A line has ``at_s`` and ``frame`` of the film, ``settings_rev``, the ``prompt``
    that was seen and the ``settings`` of that revision, ``null`` if they had changed again before its first picture.

    A picture is shown a while after it was made, so settings are looked at whenever one comes and kept by revision.
    Blocks; for one thread.
    """

    def __init__(self, folder: Path, settings: Callable[[], Settings], disk: Disk = DISK) -> None:
        self._lines = AppendedLines(folder / FILE_NAME, disk=disk)
        self._settings = settings
        self._known: dict[int, Settings] = {}
        self._last: tuple[int, str] | None = None

    def note(self, frame: Frame, number: int, at_s: float) -> bool:
        """This is picture ``number`` of the film: whether it is the first of its words. Raises `OSError`."""
        now = self._settings()
        self._known[now.revision] = now
        if len(self._known) > _REMEMBERED:
            del self._known[min(self._known)]
        made = frame.settings_rev, frame.recipe.prompt
        if made == self._last:
            return False
        other_words = self._last is None or self._last[1] != made[1]
        self._lines.append(self._line(made, number, at_s))
        self._last = made
        return other_words

    def _line(self, made: tuple[int, str], number: int, at_s: float) -> bytes:
        revision, prompt = made
        settings = self._known.get(revision)
        line = {
            "at_s": round(at_s, 4),
            "frame": number,
            "settings_rev": revision,
            "prompt": prompt,
            "settings": settings.to_dict() if settings is not None else None,
        }
        return json.dumps(line, ensure_ascii=False).encode() + b"\n"
