"""Pictures that were fetched, as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dreamwindow.files import atomic_write, ensure_directory_exists, sanitize_filename
from dreamwindow.wire.library import ImageView


@dataclass(frozen=True, slots=True)
class Place:
    """Where a picture belongs, and whether it is ``there``."""

    at: Path
    there: bool


def place_of(folder: Path, image: ImageView) -> Place:
    """Its place, which is never outside ``folder``, whatever a server calls a picture."""
    path = folder / sanitize_filename(image.name)
    return Place(path, path.is_file() and path.stat().st_size == image.bytes)


def saved_in(path: Path, data: bytes) -> Path:
    """Write it, whole or not at all. Raises `StorageError`."""
    ensure_directory_exists(path.parent)
    atomic_write(data, path)
    return path
