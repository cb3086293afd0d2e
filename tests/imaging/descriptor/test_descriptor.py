"""The descriptor tells pictures apart that its reference never saw."""

from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.imaging import descriptor
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.imaging.descriptor.reference import BLOCKS, PROVENANCE
from dreamwindow.model.frame import Pixels
from tests.imaging.descriptor.gallery import PROMPTS, near_duplicates, paint, photographs

SEEDS = range(101, 105)


@pytest.fixture(scope="module")
def described() -> Vectors:
    """(prompts * seeds, 512)."""
    return Descriptor().embed(paint(PROMPTS, SEEDS))


def test_its_reference_saw_none_of_these() -> None:
    said = json.loads(resources.files(descriptor).joinpath(PROVENANCE).read_text(encoding="utf-8"))
    assert not set(said["prompts"]) & set(PROMPTS)
    assert not set(said["seeds"]) & set(SEEDS)


def test_pictures_of_one_prompt_are_told_from_those_of_others(described: Vectors) -> None:
    same, different = _pairs(described)
    assert _area_under_curve(same, different) >= 0.98


def test_its_scale_is_what_it_measures(described: Vectors) -> None:
    same, different = _pairs(described)
    scale = Descriptor.info.scale
    assert np.median(same) == pytest.approx(scale.same, abs=0.1)
    assert np.median(different) == pytest.approx(scale.different, abs=0.1)
    assert np.mean(same >= scale.alike) > 0.8
    assert np.mean(different < scale.alike) > 0.9


@pytest.mark.parametrize("number", range(2))
def test_near_duplicates_of_a_photograph_rank_first(number: int, described: Vectors) -> None:
    embedder, originals = Descriptor(), photographs()
    among = np.concatenate([embedder.embed(originals), described])
    for what, pixels in near_duplicates(originals[number]).items():
        assert np.argmax(among @ embedder.embed([pixels])[0]) == number, what


def test_near_duplicates_of_an_engines_picture_rank_first_among_its_brothers_too(described: Vectors) -> None:
    """Nineteen in twenty; a darker reef may be more like another reef."""
    embedder, firsts = Descriptor(), list[bool]()
    for place, image in zip(range(0, len(described), len(SEEDS)), paint(PROMPTS, SEEDS[:1]), strict=True):
        for pixels in near_duplicates(image).values():
            found = int(np.argmax(described @ embedder.embed([pixels])[0]))
            assert found // len(SEEDS) == place // len(SEEDS)
            firsts.append(found == place)
    assert np.mean(firsts) >= 0.95


def test_blocks_have_the_share_that_is_stated(described: Vectors) -> None:
    for block, share in BLOCKS:
        np.testing.assert_allclose((described[:, block] ** 2).sum(axis=1), share, atol=1e-3)


@pytest.mark.parametrize(
    "wrong",
    [np.zeros((8, 8), np.uint8), np.zeros((8, 8, 4), np.uint8), np.zeros((8, 8, 3)), np.zeros((0, 8, 3), np.uint8)],
)
def test_what_is_no_picture_is_refused(wrong: Pixels) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        Descriptor().embed([wrong])


def _pairs(vectors: Vectors) -> tuple[Vectors, Vectors]:
    """Cosines of pairs of one prompt, and of pairs of two."""
    prompt = np.repeat(np.arange(len(PROMPTS)), len(SEEDS))
    first, second = np.triu_indices(len(vectors), 1)
    cosines, same = (vectors @ vectors.T)[first, second], prompt[first] == prompt[second]
    return cosines[same], cosines[~same]


def _area_under_curve(positive: Vectors, negative: Vectors) -> float:
    """The chance that one of ``positive`` is above one of ``negative`` (Mann and Whitney 1947)."""
    below = np.searchsorted(np.sort(negative), positive)
    return float(below.mean() / len(negative))
