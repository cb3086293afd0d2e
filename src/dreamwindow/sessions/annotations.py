"""Annotations: favourites, ratings and tags, a person's own data. The one writer of them.

One JSON file a session, beside its pictures or in the library's folder, so that a catalogue that is rebuilt loses none.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dreamwindow.errors import AnnotationRejected, SessionDamaged
from dreamwindow.files import DISK, Disk, atomic_write, parse_json
from dreamwindow.files.exclusive import exclusive

FILE_NAME = "annotations.json"
SCHEMA = 1
MAX_RATING = 5
MAX_TAGS, MAX_TAG_CHARS = 100, 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotationChange:
    """What is to be said otherwise; ``None`` leaves it. A ``rating`` of 0 takes it away; ``tags`` replaces them all.

    Raises `AnnotationRejected`.
    """

    favourite: bool | None = None
    rating: int | None = None
    tags: tuple[str, ...] | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.rating is not None and not 0 <= self.rating <= MAX_RATING:
            raise AnnotationRejected(f"A rating of {self.rating}.", f"Give 1 to {MAX_RATING}, or 0 for none.")
        for tag in (*(self.tags or ()), *self.add_tags):
            if not 0 < len(tidy_tag(tag)) <= MAX_TAG_CHARS:
                raise AnnotationRejected(f"{tag[:40]!r} is no tag.", f"Give 1 to {MAX_TAG_CHARS} characters.")

    def of(self, said: Annotation) -> Annotation:
        """What is said then. Raises `AnnotationRejected` for more than `MAX_TAGS` tags."""
        removed = {tidy_tag(tag) for tag in self.remove_tags}
        wanted = [*(said.tags if self.tags is None else self.tags), *self.add_tags]
        tags = tuple(dict.fromkeys(tag for tag in map(tidy_tag, wanted) if tag not in removed))
        if len(tags) > MAX_TAGS:
            raise AnnotationRejected(f"{len(tags)} tags for one picture.", f"At most {MAX_TAGS} are kept.")
        return Annotation(
            favourite=said.favourite if self.favourite is None else self.favourite,
            rating=said.rating if self.rating is None else self.rating or None,
            tags=tags,
        )


def tidy_tag(tag: str) -> str:
    """In Unicode NFC, without control characters or needless space."""
    composed = unicodedata.normalize("NFC", tag.encode("utf-8", "ignore").decode())
    return " ".join("".join(" " if unicodedata.category(char) == "Cc" else char for char in composed).split())


class Annotations:
    """The annotations in one folder. Blocks; any thread of any process may call: writers wait for each other."""

    def __init__(self, folder: Path, disk: Disk = DISK) -> None:
        self._folder = folder
        self._path = folder / FILE_NAME
        self._disk = disk

    def read(self) -> dict[str, Annotation]:
        """File name to annotation. Raises `SessionDamaged` or `OSError`."""
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
        """Set fields of one picture's annotation; what it says now. Raises as `change_all`."""
        return self._write([name], lambda said: replace(said, **changes))[name]

    def change_all(self, names: Iterable[str], change: AnnotationChange) -> dict[str, Annotation]:
        """Say something of some pictures; what is said of each now: of all or of none.

        Raises `AnnotationRejected`, `SessionDamaged`, `StorageError` or `OSError`.
        """
        return self._write(names, change.of)

    def _write(self, names: Iterable[str], change: Callable[[Annotation], Annotation]) -> dict[str, Annotation]:
        with exclusive(self._folder, disk=self._disk):
            annotations = self.read()
            changed = {name: change(annotations.get(name, Annotation())) for name in names}
            annotations |= changed
            kept = {key: asdict(said) for key, said in sorted(annotations.items()) if not said.is_empty}
            text = json.dumps({"schema": SCHEMA, "images": kept}, indent=1, ensure_ascii=False) + "\n"
            atomic_write(text.encode(), self._path, disk=self._disk)
            return changed


def _annotation(said: Mapping[str, Any]) -> Annotation:
    rating, tags = said.get("rating"), said.get("tags", ())
    if not (rating is None or (type(rating) is int and 1 <= rating <= MAX_RATING)):
        raise ValueError(f"a rating of {rating!r}")
    if not all(isinstance(tag, str) for tag in tags):
        raise ValueError(f"tags {tags!r}")
    return Annotation(bool(said.get("favourite", False)), rating, tuple(tags))
