"""What is crashed: a library that reads folders, is told things, and meets folders that changed meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path, PurePosixPath
from typing import Any
from unittest import mock

import numpy as np
from sqlalchemy import event

from dreamwindow.files import DISK, Disk
from dreamwindow.imaging.codec import encode_png
from dreamwindow.library.annotating import annotate
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.indexing import indexer as indexing
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.indexer import Indexer, IndexerOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots, SessionKey
from dreamwindow.library.thumbnails import ThumbnailStore, thumbnail_name
from dreamwindow.library.thumbnails.worker import Shrunk, answer
from dreamwindow.library.trash import Trash
from dreamwindow.sessions.annotations import AnnotationChange

SAID = "said.txt"
"""Beside the library: a line for each annotation that was acknowledged."""
FAR_NS = 4_000_000_000_000_000_000
BEFORE = tuple(
    (f"{place}/{number}.png", number)
    for place in ("ours/a", "ours/b", "foreign/c", "foreign/c/d")
    for number in range(4)
)
"""Where pictures lie before anything is known of them, and what each shows."""
BY_OTHERS = (("foreign/c/new.png", 9), ("foreign/c/d/3.png", 10), ("foreign/e/f/1.png", 11))
"""What other programs write meanwhile, and what they remove."""
REMOVED = "foreign/c/0.png"
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
    for name, shade in BEFORE:
        _picture(folder, name, shade)


def work(folder: Path, disk: Disk, dies: Callable[[str], None], defect: str | None = None) -> None:
    """Index, make thumbnails, annotate, meet changes, index again, delete and restore.

    ``dies`` is called before every change by SQL.
    """
    with mock.patch.object(indexing, "note_folders") if defect == "forgets folders" else nullcontext():
        catalogue = Catalogue(sqlite_url(places(folder).folder))
        _listen(catalogue, dies)
        with catalogue:
            indexer = make_indexer(folder, catalogue, disk)
            indexer.catch_up()
            make_thumbnails(folder, catalogue, disk)
            _say(folder, catalogue, disk, "ours a 1.png", 1)
            _say(folder, catalogue, disk, "foreign c 1.png", 2)
            indexer.catch_up()
            _others_change(folder)
            indexer.check_all()
            make_thumbnails(folder, catalogue, disk)
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


def make_indexer(folder: Path, catalogue: Catalogue, disk: Disk = DISK) -> Indexer:
    """Over both roots."""
    store = ThumbnailStore(places(folder).thumbnails, disk)

    def forget(session: SessionKey, names: Sequence[str]) -> None:
        for name in names:
            store.remove(session, thumbnail_name(name))

    options = IndexerOptions(
        roots=roots(folder),
        places=places(folder),
        excluded=frozenset({places(folder).folder}),
        forget=forget,
        now_ns=lambda: FAR_NS,
    )
    return Indexer(catalogue, options)


def make_thumbnails(folder: Path, catalogue: Catalogue, disk: Disk = DISK) -> None:
    """Those that are missing, by the fast pass; what is left over goes."""
    store = ThumbnailStore(places(folder).thumbnails, disk)
    for album in thumbnailing.touched(catalogue, store):
        wanting = thumbnailing.wanting(catalogue, store, roots(folder), album, thumbnailing.by_name)
        for name in wanting.surplus:
            store.remove(album.key, name)
        for job in wanting.jobs:
            made = answer(job.source)
            assert isinstance(made, Shrunk), made
            store.write(job.session, job.source.name, made.data, made.stamp.mtime_ns)
        thumbnailing.finish(catalogue, store, album)


def changed_by_us(folder: Path) -> Iterator[str]:
    """What nobody but us can have done in the stranger's folder."""
    allowed: dict[str, list[tuple[bytes, int]]] = {}
    for name, shade in (*BEFORE, *BY_OTHERS):
        allowed.setdefault(name, []).append((_png(shade), _time_s(shade) * 10**9))
    there = {path.relative_to(folder).as_posix(): path for path in (folder / "foreign").rglob("*") if path.is_file()}
    for name, path in there.items():
        if (path.read_bytes(), path.stat().st_mtime_ns) not in allowed.get(name, []):
            yield f"{name} is not what others wrote"
    lost = {name for name, _ in BEFORE if name.startswith("foreign/")} - {REMOVED} - there.keys()
    yield from (f"{name} is gone" for name in sorted(lost))


def _say(folder: Path, catalogue: Catalogue, disk: Disk, place: str, rating: int) -> None:
    root, path, name = place.split()
    change = AnnotationChange(rating=rating, add_tags=(f"tag{rating}",))
    annotate(catalogue, places(folder), (roots(folder)[root], path), [name], change, disk)
    with (folder / SAID).open("a") as said:
        said.write(f"{place} {rating}\n")


def _others_change(folder: Path) -> None:
    (folder / REMOVED).unlink()
    for name, shade in BY_OTHERS:
        _picture(folder, name, shade)


def _picture(folder: Path, name: str, shade: int) -> None:
    """Whole or not at all: whose half of a picture it is must not be asked."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    aside = folder / "aside.png"
    aside.write_bytes(_png(shade))
    os.utime(aside, (_time_s(shade), _time_s(shade)))
    aside.replace(folder / name)


def _png(shade: int) -> bytes:
    words = {"parameters": f"shade {shade}\nSteps: 1, Seed: 1"}
    return encode_png(np.full((4, 4, 3), shade, np.uint8), words)


def _time_s(shade: int) -> int:
    return 1_700_000_000 + shade


def _listen(catalogue: Catalogue, dies: Callable[[str], None]) -> None:
    engine = catalogue.engine

    @event.listens_for(engine, "before_cursor_execute")
    def before(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.lstrip().upper().startswith(_READS):
            dies(f"sql {statement.split(maxsplit=3)[:3]}")

    @event.listens_for(engine, "commit")
    def commit(connection: Any) -> None:
        dies("sql commit")
