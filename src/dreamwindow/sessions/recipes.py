"""recipes.jsonl: how every recorded frame of a session was made, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dreamwindow.errors import InvalidRecipe, SessionDamaged
from dreamwindow.files import parse_json
from dreamwindow.model.recipe import Recipe, RecipeId

FILE_NAME = "recipes.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeRecord:
    """One line. ``frame``, ``file`` and ``pixels_sha256`` are ``None`` for an ancestor that was not recorded itself.

    ``id`` is what the recipe was called when it was written: an altered recipe no longer answers to it (`is_intact`).
    A recipe may stand twice: as the ancestor of one frame, and later as a recorded frame.
    """

    id: RecipeId
    frame: int | None
    file: str | None
    pixels_sha256: str | None
    recipe: Recipe

    @classmethod
    def ancestor(cls, recipe: Recipe) -> RecipeRecord:
        """The line of a picture that was made and not recorded."""
        return cls(id=recipe.id, frame=None, file=None, pixels_sha256=None, recipe=recipe)

    @property
    def is_intact(self) -> bool:
        """Whether the recipe still says what it said when it was written."""
        return self.recipe.id == self.id

    def to_line(self) -> bytes:
        """One line of JSON, with its line end; `from_line` is the inverse."""
        fields = {"id": self.id, "frame": self.frame, "file": self.file, "pixels_sha256": self.pixels_sha256}
        return json.dumps(fields | {"recipe": self.recipe.to_dict()}, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> RecipeRecord:
        """Read what `to_line` wrote. Raises `SessionDamaged`."""
        try:
            return cls._from_dict(parse_json(line))
        except InvalidRecipe as error:
            raise SessionDamaged(f"No recipe can be read there: {error.message}", error.remedy) from error
        except (ValueError, KeyError, TypeError) as error:
            raise SessionDamaged(f"No recipe can be read there: {error}") from error

    @classmethod
    def _from_dict(cls, data: Mapping[str, Any]) -> RecipeRecord:
        for name, kind in _TYPES.items():
            if not isinstance(data[name], kind) or isinstance(data[name], bool):
                raise TypeError(f"{name} is {data[name]!r}.")
        return cls(recipe=Recipe.from_dict(data["recipe"]), **{name: data[name] for name in _TYPES})


_NONE = type(None)
_TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,), "frame": (int, _NONE), "file": (str, _NONE), "pixels_sha256": (str, _NONE),
}  # fmt: skip


def torn_tail(data: bytes) -> int:
    """How many bytes at the end of ``data`` are a line that was never finished."""
    tail = data[data.rfind(b"\n") + 1 :]
    try:
        RecipeRecord.from_line(tail)
    except SessionDamaged:
        return len(tail)
    return 0  # a whole line whose line end is missing, as an editor leaves it
