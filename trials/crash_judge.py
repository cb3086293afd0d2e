"""What a reader would find broken in the folders of a run, with Pillow and json as other programs read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import is_temporary
from dreamwindow.imaging.codec import read_png_text
from dreamwindow.model.status import Status
from dreamwindow.sessions.reader import MANIFEST, read_manifest, read_recipes
from dreamwindow.sessions.recipes import FILE_NAME as RECIPES
from dreamwindow.sessions.recipes import torn_tail


def broken_files(folder: Path) -> list[str]:
    """One line for each file that is there under its own name and is not whole, or not explained."""
    return [f"{path.relative_to(folder)}: {fault}" for path in visible(folder) for fault in _faults(path)]


def unfinished(folder: Path) -> list[Path]:
    """What was being written, files and folders, under our temporary names."""
    return sorted(path for path in folder.rglob("*") if is_temporary(path.name))


def torn(folder: Path) -> list[Path]:
    """Recipes whose last line was never finished."""
    return [path for path in folder.rglob(RECIPES) if torn_tail(path.read_bytes())]


def visible(folder: Path) -> Iterator[Path]:
    """Every file that a reader would open: not ours in the making, nor anything in a folder in the making."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(is_temporary(part) for part in path.relative_to(folder).parts):
            yield path


def check_png(data: bytes) -> PngImageFile:
    """The picture, every part of it checked and decoded. Raises what a reader would meet."""
    read_png_text(data)
    image = Image.open(io.BytesIO(data))
    assert isinstance(image, PngImageFile)
    image.load()
    return image


def check_status(data: bytes) -> None:
    """Raises what a reader would meet."""
    missing = {field.name for field in fields(Status)} - set(json.loads(data))
    if missing:
        raise KeyError(*missing)


def _faults(path: Path) -> Iterator[str]:
    try:
        if path.suffix == ".png":
            yield from _unexplained(path, check_png(path.read_bytes()))
        elif path.name == "status.json":
            check_status(path.read_bytes())
        elif path.name == MANIFEST:
            read_manifest(path.parent)
        elif path.name == RECIPES:
            read_recipes(path.parent)
        else:
            yield "is no file of ours"
    except (DreamWindowError, OSError, ValueError, KeyError, SyntaxError) as error:
        yield f"{type(error).__name__} {error}"


def _unexplained(path: Path, image: PngImageFile) -> Iterator[str]:
    """A recorded picture says what made it, and stands in the session's recipes."""
    if not (path.parent / MANIFEST).exists():
        return
    about = json.loads(image.text["dreamwindow"])
    if path.name not in [record.file for record in read_recipes(path.parent) if record.id == about["id"]]:
        yield "has no line in the recipes"
