"""What is wrong with a cache folder, seen by other eyes: Pillow, json, and the pictures measured again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.files import is_temporary
from dreamwindow.imaging.codec import load_image
from trials.crash_judge import check_png

IMAGES, JOURNAL, EXPORT, OWNER = "images", "journal.jsonl", "cache_index.json", "owner.json"
_NEAR = 0.999
"""Cosine of a picture's vector in the index with the same picture measured now."""


def broken_in_cache(folder: Path) -> list[str]:
    """One line for each file under its own name that a reader cannot use, after a crash and before the next start."""
    faults = [f"{path.name}: {fault}" for path in sorted(folder.glob(f"{IMAGES}/*.png")) for fault in _png_fault(path)]
    for name in (EXPORT, OWNER):
        if (folder / name).exists():
            try:
                json.loads((folder / name).read_bytes())
            except ValueError as error:
                faults.append(f"{name}: {error}")
    return faults


def wrong_in_cache(folder: Path, embedder: Embedder) -> list[str]:
    """One line for each way in which index and images do not agree, once a start has put them right."""
    return list(_wrong(folder, embedder))


def cache_torn(folder: Path) -> bool:
    """Whether the journal's last line was never finished."""
    path = folder / JOURNAL
    data = path.read_bytes() if path.exists() else b""
    return bool(data) and not data.endswith(b"\n")


def indexed(folder: Path) -> dict[str, dict[str, Any]]:
    """The living entries that the journal tells of, by id. Raises `ValueError` for a line that is no JSON."""
    living: dict[str, dict[str, Any]] = {}
    path = folder / JOURNAL
    for line in path.read_bytes().splitlines() if path.exists() else ():
        said = json.loads(line)
        if said["op"] == "add":
            living[said["cache_id"]] = said
        elif said["op"] == "drop":
            living.pop(said["cache_id"], None)
    return living


def _wrong(folder: Path, embedder: Embedder) -> Iterator[str]:
    yield from broken_in_cache(folder)
    yield from (f"{path.name} is still there" for path in sorted(folder.rglob("*")) if is_temporary(path.name))
    try:
        living = indexed(folder)
    except ValueError as error:
        yield f"{JOURNAL}: {error}"
        return
    images = {path.stem for path in folder.glob(f"{IMAGES}/*")}
    yield from (f"{orphan} is an image that no entry names" for orphan in sorted(images - set(living)))
    yield from (f"{lost} is an entry without an image" for lost in sorted(set(living) - images))
    for cache_id in sorted(images & set(living)):
        told = np.frombuffer(base64.b64decode(living[cache_id]["embedding"]), "<f4")
        (seen,) = embedder.embed([load_image(folder / IMAGES / f"{cache_id}.png")])
        if float(np.dot(told, seen)) < _NEAR:
            yield f"{cache_id} has the vector of another picture"


def _png_fault(path: Path) -> Iterator[str]:
    try:
        check_png(path.read_bytes())
    except Exception as error:  # noqa: BLE001 - whatever a reader meets is a fault
        yield f"{type(error).__name__} {error}"
