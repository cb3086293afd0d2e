"""Annotations: favourites, ratings and tags, a person's own data. The one writer of them.

One JSON file a session, beside its pictures, so that a catalogue that is rebuilt loses none.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dreamwindow.errors import SessionDamaged
from dreamwindow.files import DISK, Disk, atomic_write, parse_json

FILE_NAME = "annotations.json"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person said of one picture: ``rating`` in 1 to 5, or ``None``."""

    favourite: bool = False
    rating: int | None = None
    tags: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self == Annotation()


class Annotations:
    """The annotations of one session folder. Blocks; may be called from any thread of one process."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self._path = folder / FILE_NAME
        self._disk = disk
        self._lock = threading.Lock()

    def read(self) -> dict[str, Annotation]:
        """File name to annotation. Raises `SessionDamaged`."""
        if not self._path.exists():
            return {}
        try:
            images = parse_json(self._path.read_bytes())["images"]
            return {name: _annotation(said) for name, said in images.items()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SessionDamaged(
                f"{self._path} cannot be read: {error}.", "Mend it or move it away; it is not written over."
            ) from error

    def change(self, name: str, **changes: Any) -> Annotation:
        """Set fields of one picture's annotation; what it says now. Raises `SessionDamaged` or `OSError`."""
        with self._lock:
            annotations = self.read()
            changed = replace(annotations.get(name, Annotation()), **changes)
            annotations[name] = changed
            kept = {key: asdict(said) for key, said in sorted(annotations.items()) if not said.is_empty}
            text = json.dumps({"schema": SCHEMA, "images": kept}, indent=1, ensure_ascii=False) + "\n"
            atomic_write(text.encode(), self._path, disk=self._disk)
            return changed


def _annotation(said: Mapping[str, Any]) -> Annotation:
    return Annotation(bool(said.get("favourite", False)), said.get("rating"), tuple(said.get("tags", ())))
