"""What the descriptor's reference does to a vector, and that the shipped one is what its tool says."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import numpy as np

from dreamwindow.imaging.descriptor import reference
from dreamwindow.imaging.descriptor.reference import BLOCKS, DIMENSION, PROVENANCE, Reference
from dreamwindow.imaging.descriptor.views import Floats
from tools import descriptor_means

PROMPTS, SEEDS = 12, 10


def described() -> tuple[Floats, Floats]:
    """Descriptions (prompts, seeds, 512) in which the seed moves one way of each block far, and that way."""
    random = np.random.default_rng(1)
    way = np.concatenate([_unit(random.standard_normal(block.stop - block.start)) for block, _ in BLOCKS])
    prompts = random.standard_normal((PROMPTS, 1, DIMENSION))
    seeds = 20 * random.standard_normal((PROMPTS, SEEDS, 1)) * way
    grain = 0.1 * random.standard_normal((PROMPTS, SEEDS, DIMENSION))
    return np.asarray(prompts + seeds + grain, np.float32), np.asarray(way, np.float32)


def _unit(vector: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray(vector / np.linalg.norm(vector))


def test_what_the_seed_moves_is_shortened_and_the_rest_is_not() -> None:
    descriptions, way = described()
    made = Reference.of(descriptions)
    np.testing.assert_allclose(made.means, descriptions.mean(axis=(0, 1)), atol=1e-5)
    other = np.random.default_rng(2).standard_normal(DIMENSION)
    for block, _ in BLOCKS:
        ways = made.ways[block]
        left = way[block] - ways @ (ways.T @ way[block])
        assert np.linalg.norm(left) < 0.1
        across = other[block] - way[block] * (other[block] @ way[block])
        kept = across - ways @ (ways.T @ across)
        assert np.linalg.norm(kept) > 0.7 * np.linalg.norm(across)


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    made, path = Reference.of(described()[0]), tmp_path / "reference.npz"
    with path.open("wb") as file:
        made.save(file)
    with np.load(path) as arrays:
        assert np.array_equal(arrays["means"], made.means)
        assert np.array_equal(arrays["ways"], made.ways)


def test_the_shipped_one_is_of_the_prompts_and_seeds_that_the_tool_names() -> None:
    shipped = Reference.shipped()
    assert shipped.means.shape == (DIMENSION,)
    assert len(shipped.ways) == DIMENSION
    told = json.loads(resources.files(reference.__package__).joinpath(PROVENANCE).read_text(encoding="utf-8"))
    assert told == json.loads(descriptor_means.provenance())
