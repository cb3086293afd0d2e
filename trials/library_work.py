"""What is crashed: a library that reads folders, is told things, and meets folders that changed meanwhile."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from typing import Any
from unittest import mock

import numpy as np
from sqlalchemy import event

from dreamwindow.files import Disk
from dreamwindow.imaging.codec import encode_png
from dreamwindow.library.annotating import annotate
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.indexing import indexer as indexing
from dreamwindow.library.indexing.indexer import Indexer, IndexerOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.trash import Trash
from dreamwindow.sessions.annotations import AnnotationChange

SAID = "said.txt"
"""Beside the library: a line for each annotation that was acknowledged."""
FAR_NS = 4_000_000_000_000_000_000
_READS = ("SELECT", "PRAGMA", "BEGIN")


def roots(folder: Path) -> Roots:
    """Ours and a stranger's."""
    ours = Root(name="ours", path=folder / "ours", ours=True, allow_delete=True)
    return Roots([ours, Root(name="foreign", path=folder / "foreign")])


def places(folder: Path) -> Places:
    """Where the library writes."""
    return Places(folder / "library")


def prepare(folder: Path) -> None:
    """Pictures in nested folders, before anything is known of them."""
    (folder / "library").mkdir()
    for number in range(4):
        for place in ("ours/a", "ours/b", "foreign/c", "foreign/c/d"):
            _picture(folder / place / f"{number}.png", number)


def work(folder: Path, disk: Disk, dies: Callable[[str], None], defect: str | None = None) -> None:
    """Index, annotate, meet changes, index again, delete and restore. ``dies`` is called before every change by SQL."""
    with mock.patch.object(indexing, "note_folders") if defect == "forgets folders" else nullcontext():
        catalogue = Catalogue(sqlite_url(places(folder).folder))
        _listen(catalogue, dies)
        with catalogue:
            indexer = make_indexer(folder, catalogue)
            indexer.catch_up()
            _say(folder, catalogue, disk, "ours a 1.png", 1)
            _say(folder, catalogue, disk, "foreign c 1.png", 2)
            indexer.catch_up()
            _others_change(folder)
            indexer.check_all()
            _say(folder, catalogue, disk, "ours a 2.png", 3)
            _say(folder, catalogue, disk, "foreign c 2.png", 4)
            root = roots(folder)["ours"]
            trash = Trash(places(folder).trash, disk)
            key = root.key(PurePosixPath("b"))
            trash.put(root, "b", key, "1.png", FAR_NS)
            indexer.look(root, "b")
            trash.restore(key, "1.png", roots(folder))
            trash.put(root, "b", key, "3.png", FAR_NS)
            indexer.catch_up()


def make_indexer(folder: Path, catalogue: Catalogue) -> Indexer:
    """Over both roots."""
    options = IndexerOptions(
        roots=roots(folder),
        places=places(folder),
        excluded=frozenset({places(folder).folder}),
        now_ns=lambda: FAR_NS,
    )
    return Indexer(catalogue, options)


def _say(folder: Path, catalogue: Catalogue, disk: Disk, place: str, rating: int) -> None:
    root, path, name = place.split()
    change = AnnotationChange(rating=rating, add_tags=(f"tag{rating}",))
    annotate(catalogue, places(folder), (roots(folder)[root], path), [name], change, disk)
    with (folder / SAID).open("a") as said:
        said.write(f"{place} {rating}\n")


def _others_change(folder: Path) -> None:
    (folder / "foreign" / "c" / "0.png").unlink()
    _picture(folder / "foreign" / "c" / "new.png", 9)
    _picture(folder / "foreign" / "c" / "d" / "3.png", 10)
    _picture(folder / "foreign" / "e" / "f" / "1.png", 11)
    shutil.rmtree(folder / "ours" / "a" / "gone", ignore_errors=True)


def _picture(path: Path, shade: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        encode_png(np.full((4, 4, 3), shade, np.uint8), {"parameters": f"shade {shade}\nSteps: 1, Seed: 1"})
    )
    os.utime(path, (1_700_000_000 + shade, 1_700_000_000 + shade))


def _listen(catalogue: Catalogue, dies: Callable[[str], None]) -> None:
    engine = catalogue.engine

    @event.listens_for(engine, "before_cursor_execute")
    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_READS):
            dies(f"sql {statement.split(maxsplit=3)[:3]}")

    @event.listens_for(engine, "commit")
    def commit(connection: Any) -> None:
        dies("sql commit")
