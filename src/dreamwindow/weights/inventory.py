"""Which of the known models are here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dreamwindow.weights.known import KNOWN, Model
from dreamwindow.weights.places import Shelf, files_in, find

State = Literal["here", "partly", "absent"]


@dataclass(frozen=True, slots=True)
class Item:
    """``bytes`` that are here now; ``partly`` is what a fetch would go on with."""

    model: Model
    state: State
    bytes: int
    folder: Path | None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "name": self.model.name,
            "repo": self.model.repo,
            "what": self.model.what,
            "extra": self.model.extra,
            "state": self.state,
            "bytes": self.bytes,
            "about_bytes": self.model.about_bytes,
            "folder": None if self.folder is None else str(self.folder),
        }


def inventory(shared: Path) -> list[Item]:
    """Every known model. Blocks."""
    return [_item(model, shared) for model in KNOWN]


def _item(model: Model, shared: Path) -> Item:
    folder = find(model, shared)
    if folder is not None:
        return Item(
            model, "here", sum((folder / path).stat().st_size for path in model.chosen(files_in(folder))), folder
        )
    shelf = Shelf.of(model, shared)
    came = [path for path in shelf.folder.rglob("*") if path.is_file()]
    return Item(model, "partly" if came else "absent", sum(path.stat().st_size for path in came), None)
