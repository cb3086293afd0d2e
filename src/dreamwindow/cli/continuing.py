"""``dreamwindow run --continue``: where an earlier session left off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dreamwindow.config.load import Loaded
from dreamwindow.config.tree import KeyPath
from dreamwindow.imaging.codec import load_image
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from dreamwindow.sessions.reader import find_session, last_frame, newest_session, read_manifest

FLAG = "--continue"


@dataclass(frozen=True, slots=True, eq=False)
class GoingOn:
    """The last recorded picture of a session, its recipe, and the prompt that a person had set, if one had."""

    pixels: Pixels = field(repr=False)
    recipe: Recipe
    prompt: str | None

    def flags(self, given: dict[KeyPath, tuple[str, Any]]) -> dict[KeyPath, tuple[str, Any]]:
        """What was given, and size and seed from where it left off where they were not."""
        left = {
            ("generation", "width"): self.recipe.width,
            ("generation", "height"): self.recipe.height,
            ("generation", "seed"): max(0, int(self.recipe.seed)),
        }
        return given | {path: (FLAG, value) for path, value in left.items() if given[path][1] is None}


def going_on_from(loaded: Loaded, name: str) -> GoingOn:
    """``name`` as `find_session` takes it; the newest dream for an empty one. Raises as the reader does."""
    sessions_dir = loaded.folder(loaded.config.system.sessions_dir)
    folder = find_session(sessions_dir, name, "dream") if name else newest_session(sessions_dir, "dream")
    record = last_frame(folder)
    first = read_manifest(folder).settings.get("first")
    held = isinstance(first, dict) and first.get("prompt") is not None
    return GoingOn(load_image(folder / str(record.file)), record.recipe, record.recipe.prompt if held else None)
