"""The five most alike among 1,000 and 100,000 vectors, beside NumPy's argsort, faiss-cpu and usearch, in one run.

The vectors are mixtures of descriptors of real pictures, as a dream's frames are. All ways but usearch are exact; its
recall is told. One thread each: run it with ``OPENBLAS_NUM_THREADS=1``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle, islice

import numpy as np
from faiss import IndexFlatIP, omp_set_num_threads
from usearch.index import Index as GraphIndex

from benchmarks.engine import PROMPTS
from benchmarks.measure import Figure, cpu_ms, repeat, verdict
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.imaging.similarity import VectorIndex
from tools.descriptor_means import pictures

K, QUERIES, SEEDS = 5, 41, range(501, 531)
UNDER_MS = {1_000: 0.2, 100_000: 10.0}
MOST_IN_A_GRAPH = 10_000
"""Building a graph of more takes minutes."""


def main(argv: Sequence[str]) -> None:
    """Print the time of one search in each way, at each size."""
    omp_set_num_threads(1)
    real = asyncio.run(described())
    for count, under_ms in UNDER_MS.items():
        print(f"\nTop-{K} among {count:,} of {real.shape[1]}")
        vectors, queries = mixed(real, count, seed=1), mixed(real, QUERIES, seed=2)
        ways = _ways(vectors)
        for name, search in ways.items():
            told = _timed(name, search, queries)
            print(verdict(told, under_ms) if name == "ours" else told)
        print(
            "recall: " + ", ".join(f"{name} {_recall(search, vectors, queries):.3f}" for name, search in ways.items())
        )
    _adding(real)


async def described() -> Vectors:
    """Descriptors of the embedded engine's pictures: prompts by seeds."""
    embedder = Descriptor()
    return np.concatenate([embedder.embed([pixels]) async for pixels in pictures(PROMPTS, SEEDS)])


def mixed(real: Vectors, count: int, seed: int) -> Vectors:
    """Pictures between two of one prompt, each a little off in its own way."""
    random = np.random.default_rng(seed)
    first, other, third, fourth = random.integers(0, len(real), (4, count))
    second = first // len(SEEDS) * len(SEEDS) + other % len(SEEDS)
    share = random.random((count, 1))
    mixed = real[first] * (1 - share) + real[second] * share + 0.2 * (real[third] - real[fourth])
    return np.asarray(mixed / np.linalg.norm(mixed, axis=1, keepdims=True), np.float32)


Search = Callable[[Vectors], list[int]]


def _ways(vectors: Vectors) -> dict[str, Search]:
    ours = VectorIndex[int](vectors.shape[1])
    ours.extend(range(len(vectors)), vectors)
    flat = IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    ways: dict[str, Search] = {
        "ours": lambda query: [neighbour.key for neighbour in ours.search(query, K)],
        "NumPy, argsort": lambda query: np.argsort(-(vectors @ query))[:K].tolist(),
        "faiss-cpu, IndexFlatIP": lambda query: flat.search(query[None], K)[1][0].tolist(),
    }
    if len(vectors) <= MOST_IN_A_GRAPH:
        graph = GraphIndex(ndim=vectors.shape[1], metric="ip", dtype="f32")
        graph.add(np.arange(len(vectors)), vectors, threads=1)
        ways["usearch, HNSW"] = lambda query: graph.search(query, K, threads=1).keys.tolist()
    return ways


def _timed(name: str, search: Search, queries: Vectors) -> Figure:
    """Each query is another, so that no answer lies ready."""
    upcoming = cycle(queries)
    return repeat(name, lambda: search(next(upcoming)), QUERIES, cpu_ms)


def _recall(search: Search, vectors: Vectors, queries: Vectors) -> float:
    hits = 0
    for query in queries:
        cosines = (vectors.astype(np.float64) * query).sum(axis=1)
        hits += len(set(search(query)) & set(np.argsort(-cosines, kind="stable")[:K].tolist()))
    return hits / (K * len(queries))


def _adding(real: Vectors) -> None:
    """What grows must not grow dearer: a hundred more among few and among many."""
    vectors = mixed(real, 20_000, seed=3)
    for count in (10, 10_000):
        index = VectorIndex[int](vectors.shape[1])
        index.extend(range(count), vectors[:count])
        upcoming = iter(range(count, len(vectors)))

        def add(index: VectorIndex[int] = index, upcoming: Iterator[int] = upcoming) -> None:
            for number in islice(upcoming, 100):
                index.add(number, vectors[number])

        print(repeat(f"adding 100, one by one, to {count:,}", add, 50, cpu_ms))
