"""The file beside a film: how each of its pictures was made, written as it grows. As beside a clip."""

from __future__ import annotations

import json
from typing import IO

from dreamwindow.outputs.clip import SCHEMA
from dreamwindow.outputs.film.pictures import Picture


class Sidecar:
    """One JSON object in ``file``: ``schema``, ``session_id``, and ``frames``, of which each is a line."""

    def __init__(self, file: IO[bytes], session_id: str) -> None:
        self._file = file
        self._file.write(f'{{"schema":{SCHEMA},"session_id":{json.dumps(session_id)},"frames":['.encode())
        self._is_first = True

    def add(self, picture: Picture, at_s: float) -> None:
        """One more picture, ``at_s`` seconds into the film."""
        recipe = picture.recipe
        made = {} if recipe is None else {"id": recipe.id, "recipe": recipe.to_dict()}
        line = json.dumps({"frame": picture.still.number, "at_s": round(at_s, 4)} | made, ensure_ascii=False)
        self._file.write(("\n" if self._is_first else ",\n").encode() + line.encode())
        self._is_first = False

    def end(self) -> None:
        """No more pictures."""
        self._file.write(b"\n]}\n")
