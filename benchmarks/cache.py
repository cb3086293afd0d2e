"""The dream's memory: an add to 10 and to 10,000 entries, and the five most alike, each beside the naive way.

Adds are to full caches of 512x512 pictures, so that each evicts one, and go to the disk as they do in a dream, flushes
included: run it where the cache would lie (``TMPDIR``). The naive way writes ``cache_index.json`` again at every add,
and looks through the entries one by one.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import BinaryIO

import numpy as np
from typing_extensions import override

from benchmarks.measure import Figure, Pair, cpu_ms, pair, repeat, verdict, wall_ms
from benchmarks.similarity import described, mixed
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.cache import CacheEntry, CacheManager, CacheOptions, Eviction
from dreamwindow.dream.cache.journal import SLACK, Journal
from dreamwindow.files import Disk, atomic_write
from dreamwindow.imaging.codec import encode_png
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.imaging.similarity import VectorIndex
from dreamwindow.model.frame import Pixels

FEW, MANY = 10, 10_000
TURNS, NAIVE_TURNS = 200, 3
AT_MOST = 1.5
K, UNDER_MS = 5, {1_000: 0.2, 100_000: 10.0}
_PARAMS = {"engine": "procedural", "model": "landscape", "seed": 7.25, "strength": 0.4, "width": 512, "height": 512}
_PROMPT = "misty forest at dawn, slow light between old trees"


def main(argv: Sequence[str]) -> None:
    """Print what an add and a look-up take."""
    real = asyncio.run(described())
    picture = np.random.default_rng(1).integers(0, 256, (8, 8, 3), dtype=np.uint8).repeat(64, 0).repeat(64, 1)
    vectors = mixed(real, MANY + 4 * TURNS, seed=4)
    evictions: tuple[Eviction, ...] = ("lru", "oldest", "diversity")
    for eviction in evictions:
        _adding(eviction, picture, vectors)
    _writing_anew(vectors)
    _adding_naively(picture, vectors)
    for count, under_ms in UNDER_MS.items():
        _looking_up(real, count, under_ms)


def _adding(eviction: Eviction, picture: Pixels, vectors: Vectors) -> None:
    with _full(eviction, FEW, vectors) as few, _full(eviction, MANY, vectors) as many:
        upcoming = cycle(vectors)

        def add_to(cache: CacheManager) -> Callable[[], object]:
            return lambda: cache.add(picture, _PROMPT, _PARAMS, next(upcoming))

        print(f"\nAn add, {eviction}")
        names = f"to {FEW}", f"to {MANY:,}"
        for kind, timer in (("on the wall", wall_ms), ("of processor", cpu_ms)):
            told = pair((f"{names[0]}, {kind}", add_to(few)), (f"{names[1]}, {kind}", add_to(many)), TURNS, timer)
            print(told)
            if eviction != "diversity":
                print(_verdict(told))


def _writing_anew(vectors: Vectors) -> None:
    """Which a full cache does once in so many adds, when half of the journal tells of what is gone."""
    print("\nThe journal without what is gone")
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory(prefix="bench-cache-") as folder:
            journal, entries = Journal(Path(folder)), [_entry(i, v) for i, v in enumerate(vectors[:count], start=1)]
            told = repeat(f"of {count:,}", partial(journal.rewrite, entries, count), NAIVE_TURNS)
            print(f"{told}; once in {(count + SLACK) // 2:,} adds")


def _verdict(told: Pair) -> str:
    ratio = told.other.median / told.ours.median
    word = "reached" if ratio <= AT_MOST else "MISSED"
    return f"{word}: an add to {MANY:,} takes {ratio:.2f} times one to {FEW}, asked: at most {AT_MOST:g} times"


def _adding_naively(picture: Pixels, vectors: Vectors) -> None:
    """The index is one JSON file, written again at every add."""
    print("\nAn add, naively")
    for count in (FEW, MANY):
        with tempfile.TemporaryDirectory(prefix="bench-cache-") as folder:
            entries = [_entry(number, vector).to_dict() for number, vector in enumerate(vectors[:count], start=1)]

            def add(root: Path = Path(folder), entries: list[dict[str, object]] = entries) -> None:
                entries.pop(0)
                entries.append(_entry(len(entries), vectors[0]).to_dict())
                atomic_write(encode_png(picture), root / "picture.png")
                atomic_write(json.dumps({"entries": entries}).encode(), root / "cache_index.json")

            print(repeat(f"to {count:,}, on the wall", add, NAIVE_TURNS))


def _looking_up(real: Vectors, count: int, under_ms: float) -> None:
    print(f"\nThe {K} most alike among {count:,}")
    vectors, queries = mixed(real, count, seed=1), cycle(mixed(real, 41, seed=2))
    index = VectorIndex[int](vectors.shape[1])
    index.extend(range(count), vectors)
    entries = list(enumerate(vectors))

    def naive() -> object:
        query = next(queries)
        return sorted(entries, key=lambda entry: -float(np.dot(entry[1], query)))[:K]

    told: Figure = repeat("ours", lambda: index.search(next(queries), K), 41, cpu_ms)
    print(verdict(told, under_ms))
    print(told)
    print(repeat("one by one, sorted", naive, NAIVE_TURNS, cpu_ms))


@contextmanager
def _full(eviction: Eviction, size: int, vectors: Vectors) -> Iterator[CacheManager]:
    """A cache that holds all it may; it was filled without waiting for the disk."""
    with tempfile.TemporaryDirectory(prefix="bench-cache-") as name:
        folder = Path(name)
        filling = CacheManager(folder, Descriptor(), CacheOptions(max_size=size, eviction="oldest"), disk=_Hasty())
        filling.load_cache()
        tiny = np.zeros((8, 8, 3), np.uint8)
        for vector in vectors[:size]:
            filling.add(tiny, _PROMPT, _PARAMS, vector)
        cache = CacheManager(folder, Descriptor(), CacheOptions(max_size=size, eviction=eviction))
        cache.load_cache()
        yield cache


class _Hasty(Disk):
    """Does not wait until what was written would survive a power cut."""

    @override
    def sync(self, file: BinaryIO) -> None:
        file.flush()


def _entry(number: int, vector: Vectors) -> CacheEntry:
    cache_id = f"cache_{number:05d}"
    return CacheEntry(cache_id, f"images/{cache_id}.png", _PROMPT, _PARAMS, vector, "2026-11-21T07:30:00+00:00")
