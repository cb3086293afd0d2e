"""The library's passes over a corpus that is up to date: 68,370 pictures in 1,090 sessions, and with --million more.

The corpus is made of the smallest PNG there is, in the system's folder for temporary files, and is taken away again. Of
the million the catalogue is told the folders and not the pictures, which these passes do not ask for; with --read it
reads them all first, which takes minutes.
Beside ours: a walk over every file, which is what a pass without checkpoints has to do. Everything is warm, and what is
told is processor time, the system's included, since a pass waits for nothing else.
"""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from benchmarks.measure import cpu_ms, repeat, verdict
from dreamwindow.imaging.codec import encode_png
from dreamwindow.library.catalogue import Catalogue, writing
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.indexing import thumbnailing
from dreamwindow.library.indexing.checkpoints import SETTLED_NS, save_checkpoint
from dreamwindow.library.indexing.indexer import Indexer, IndexerOptions
from dreamwindow.library.indexing.listing import listing
from dreamwindow.library.indexing.reading import session_values
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.thumbnails import ThumbnailStore, thumbnail_name

N = 9
_MB = 1e6


def main(argv: Sequence[str]) -> None:
    """Print what each pass takes; ``--million``: also at a million pictures in 16,000 sessions, ``--read`` first."""
    _measure(_read, sessions=1_090, pictures=68_370, fast_s=0.05, full_s=0.3)
    if "--million" in argv:
        know = _read if "--read" in argv else _pretend
        _measure(know, sessions=16_000, pictures=1_000_000, fast_s=0.5, full_s=5.0)


def _measure(
    know: Callable[[Indexer, Catalogue, Root], object], *, sessions: int, pictures: int, fast_s: float, full_s: float
) -> None:
    print(f"\n{pictures:,} pictures in {sessions:,} sessions")
    with tempfile.TemporaryDirectory(prefix="dw-catchup-") as name:
        base = Path(name)
        _corpus(base / "pictures", sessions, pictures)
        places = Places(base / "library")
        places.folder.mkdir()
        root = Root(name="pictures", path=base / "pictures")
        with Catalogue(sqlite_url(places.folder)) as catalogue:
            indexer = Indexer(catalogue, IndexerOptions(roots=Roots([root]), places=places))
            know(indexer, catalogue, root)
            store = ThumbnailStore(places.thumbnails)
            _pretend_thumbnails(catalogue, store, base / "pictures")
            indexer.catch_up()  # what was made just now is not trusted the first time
            _up_to_date(indexer, catalogue, store, fast_s, full_s)
            print(repeat("a walk over every file", lambda: _walk(base / "pictures"), 3, cpu_ms))
            _one_session(indexer, base / "pictures")
        print(f"most memory of this process: {_most_memory_mb():.0f} MB, asked: under 300 MB")


def _read(indexer: Indexer, catalogue: Catalogue, root: Root) -> None:
    began = time.perf_counter()
    indexer.catch_up()
    print(f"first reading of all: {time.perf_counter() - began:.1f} s")


def _pretend(indexer: Indexer, catalogue: Catalogue, root: Root) -> None:
    paths = [".", *sorted(path.name for path in root.path.iterdir())]
    for path in paths:
        seen = listing(root.folder(path))
        with catalogue.writing() as connection:
            save_checkpoint(connection, root.name, path, seen, time.time_ns() + 2 * SETTLED_NS)
            if seen.pictures:
                writing.put_session(connection, session_values(root, path, root.key(PurePosixPath(path)), seen))


def _up_to_date(indexer: Indexer, catalogue: Catalogue, store: ThumbnailStore, fast_s: float, full_s: float) -> None:
    def fast() -> None:
        assert indexer.catch_up().read == 0
        assert not thumbnailing.touched(catalogue, store)

    print(verdict(repeat("fast: folders' times and thumbnails'", fast, N, cpu_ms), fast_s * 1e3))
    full = repeat("full: every name, size and time", indexer.check_all, N, cpu_ms)
    print(verdict(full, full_s * 1e3))


def _one_session(indexer: Indexer, root: Path) -> None:
    """One session that lacks a picture: only its own work."""
    folder = sorted(root.iterdir())[len(list(root.iterdir())) // 2]

    numbers = itertools.count()

    def one_more() -> None:
        shutil.copy(folder / "000000.png", folder / f"new{next(numbers)}.png")
        assert indexer.catch_up().read == 1

    print(repeat("one new picture in an old session", one_more, N, cpu_ms))


def _corpus(root: Path, sessions: int, pictures: int) -> None:
    import numpy as np

    data = encode_png(np.zeros((1, 1, 3), np.uint8))
    for session in range(sessions):
        folder = root / f"session-{session:05d}"
        folder.mkdir(parents=True)
        count = pictures // sessions + (session < pictures % sessions)
        for number in range(count):
            with _opened(folder / f"{number:06d}.png") as file:
                os.write(file, data)
        long_ago = 1_700_000_000 + session
        os.utime(folder, (long_ago, long_ago))


def _pretend_thumbnails(catalogue: Catalogue, store: ThumbnailStore, root: Path) -> None:
    """Empty files by the right names: the fast pass looks at the folders' times only."""
    for album in thumbnailing.albums(catalogue):
        folder = store.folder(album.key)
        folder.mkdir(parents=True)
        first = next((root / album.path).iterdir())
        (folder / thumbnail_name(first.name)).touch()
        thumbnailing.finish(catalogue, store, album)


def _walk(root: Path) -> int:
    """By `os.walk`: `Path.rglob` of Python 3.11 remembers every path that it gave, half a kilobyte each."""
    sizes = 0
    for folder, _, names in os.walk(root):
        sizes += sum(Path(folder, name).stat().st_size for name in names if name.endswith(".png"))
    return sizes


def _most_memory_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        yield file
    finally:
        os.close(file)
