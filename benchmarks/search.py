"""The library at 100,000 pictures: a page of the gallery, words, likeness and colour, in SQLite.

Prompts are made of the embedded engine's vocabulary, with a common word in half of them; vectors are of clusters, as
the pictures of sessions are. Nothing is asked twice, and the first search by likeness, which loads the vectors, is told
apart. The last figures are beside the same words by LIKE.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import insert, text

from benchmarks.measure import Figure
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging import palettes
from dreamwindow.imaging.descriptor import create
from dreamwindow.library.catalogue import Catalogue, reading
from dreamwindow.library.catalogue.database import sqlite_url
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.look import pack_vector
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.searcher import Searcher
from dreamwindow.library.words import folded

PICTURES, SESSIONS, N, LIMIT = 100_000, 1_000, 60, 100
UNDER_MS = 50.0
_WORDS = (
    *(
        "forest",
        "sea",
        "castle",
        "city",
        "coral",
        "whale",
        "lantern",
        "desert",
        "river",
        "mountain",
        "garden",
        "temple",
    ),
    *("ship", "comet", "aurora", "meadow", "harbour", "tower", "bridge", "island", "volcano", "glacier", "orchard"),
    *("canyon", "lagoon", "mist", "dawn", "dusk", "storm", "snow", "rain", "fire", "glass", "silver", "golden"),
    *("crimson", "teal", "violet", "quiet", "ancient", "floating", "hidden", "broken", "endless", "tiny", "vast"),
)
_BY_LIKE = "SELECT id FROM images WHERE words LIKE :a AND words LIKE :b ORDER BY mtime_ns DESC, id DESC LIMIT 100"


def main(argv: Sequence[str]) -> None:
    """Print the 95th percentile of each kind of question."""
    with tempfile.TemporaryDirectory(prefix="dw-search-") as folder, Catalogue(sqlite_url(Path(folder))) as catalogue:
        began = time.perf_counter()
        _fill(catalogue)
        print(f"{PICTURES:,} pictures in {SESSIONS:,} sessions, made in {time.perf_counter() - began:.0f} s")
        searcher = Searcher(catalogue, create)
        _gallery(catalogue)
        _words(catalogue, searcher)
        _looks(searcher)


def _gallery(catalogue: Catalogue) -> None:
    def first_page(number: int) -> None:
        with catalogue.reading() as connection:
            for session in reading.list_sessions(connection, None, 20).items[:3]:
                reading.list_images(connection, session.key, None, LIMIT)

    _tell("first page of the gallery, three sessions", first_page)


def _words(catalogue: Catalogue, searcher: Searcher) -> None:
    random = np.random.default_rng(3)
    pairs = [" ".join(random.choice(_WORDS, 2, replace=False)) for _ in range(N + 1)]

    def by_like(number: int) -> None:
        first, second = pairs[number].split()
        with catalogue.reading() as connection:
            connection.execute(
                text(_BY_LIKE),
                {"a": f"%{first}%", "b": f"%{second}%"},
            ).all()

    for name, ask in {
        "newest of all": lambda number: "",
        "a word that half of them have": lambda number: f"painting {'' if number % 2 else 'a'}",
        "two words": lambda number: pairs[number],
        "two words, the last unfinished": lambda number: pairs[number][:-2],
        "a word that none has": lambda number: f"nowhere{number}",
    }.items():
        _tell(name, lambda number, ask=ask: _search(searcher, ask(number)))  # type: ignore[misc]
    _tell("a favourite", lambda number: _search(searcher, "", favourite=True))
    _tell("two words by LIKE", by_like, None)


def _looks(searcher: Searcher) -> None:
    began = time.perf_counter()
    like = (Like(f"s{number % SESSIONS}", f"{number % PICTURES:06d}.png") for number in count(0, 1_613))
    searcher.search(Query(), next(like), None, LIMIT)
    print(f"first search by likeness, which loads the vectors: {time.perf_counter() - began:.1f} s")
    _tell("likeness", lambda number: searcher.search(Query(), next(like), None, LIMIT))
    castle = Query(text="castle")
    _tell("likeness among those with a word", lambda number: searcher.search(castle, next(like), None, LIMIT))
    _tell("colour", lambda number: _search(searcher, "", colour=f"{(number * 997_331) % 0xFFFFFF:06x}"))


def _search(searcher: Searcher, words: str, **wanted: object) -> None:
    searcher.search(Query(text=words, **wanted), None, None, LIMIT)  # type: ignore[arg-type]


def _tell(name: str, work: Callable[[int], object], under_ms: float | None = UNDER_MS) -> None:
    work(0)
    samples = []
    for number in range(1, N + 1):
        began = time.process_time()
        work(number)
        samples.append((time.process_time() - began) * 1e3)
    figure = Figure(name, samples)
    p95 = figure.quantile(0.95)
    verdict = "" if under_ms is None else "reached: " if p95 < under_ms else "MISSED: "
    print(f"{verdict}{name}: p95 {p95:.1f} ms, median {figure.median:.1f} ms of processor (n={N})")


def _fill(catalogue: Catalogue) -> None:
    random = np.random.default_rng(1)
    centres = _unit(random.standard_normal((SESSIONS, 512)))
    with catalogue.writing() as connection:
        connection.execute(insert(sessions), [_session(number) for number in range(SESSIONS)])
    for at in range(0, PICTURES, 5_000):
        numbers = range(at, at + 5_000)
        prompts = [" ".join(random.choice(_WORDS, 12)) + (", painting" if n % 2 else "") for n in numbers]
        vectors = _unit(centres[[n % SESSIONS for n in numbers]] + 0.05 * random.standard_normal((5_000, 512)))
        colours = random.integers(0, 256, (5_000, palettes.PACKED_BYTES)).astype(np.uint8)
        rows = [
            _image(n, prompt, colour.tobytes()) for n, prompt, colour in zip(numbers, prompts, colours, strict=True)
        ]
        looks = [
            {"image_id": n + 1, "embedder": _NAME, "vector": pack_vector(vector)}
            for n, vector in zip(numbers, vectors, strict=True)
        ]
        with catalogue.writing() as connection:
            connection.execute(insert(images), rows)
            connection.execute(insert(embeddings), looks)


_NAME = create().info.name


def _session(number: int) -> dict[str, object]:
    return {
        "id": number + 1, "key": f"s{number}", "root": "r", "path": f"s{number}", "title": f"s{number}",
        "kind": "import", "began_ns": number, "newest_ns": number, "images": PICTURES // SESSIONS, "bytes": 1,
    }  # fmt: skip


def _image(number: int, prompt: str, colours: bytes) -> dict[str, object]:
    return {
        "id": number + 1, "session_id": number % SESSIONS + 1, "name": f"{number:06d}.png", "size": 1,
        "mtime_ns": number * 10**9, "width": 512, "height": 512, "prompt": prompt, "seed": str(number),
        "model": f"model-{number % 7}", "favourite": number % 100 == 0, "words": " ".join(folded(prompt)),
        "colours": colours,
    }  # fmt: skip


def _unit(rows: Any) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
