from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.imaging.descriptor import Descriptor

MATCHER = AestheticMatcher(Descriptor())
NOISE = [np.random.default_rng(n).integers(0, 255, (64, 64, 3), dtype=np.uint8) for n in range(11)]


def test_a_batch_is_the_same_as_one_by_one() -> None:
    batch = MATCHER.encode_images_batch(NOISE)
    assert batch.shape == (11, 512)
    assert np.allclose(batch, [MATCHER.encode_image(image) for image in NOISE], atol=1e-6)
    assert MATCHER.encode_images_batch([]).shape == (0, 512)


def test_likeness_of_a_vector_with_itself_is_one_and_of_nothing_is_none() -> None:
    v = MATCHER.encode_image(NOISE[0])
    assert MATCHER.cosine_similarity(v, v) == pytest.approx(1)
    assert MATCHER.cosine_similarity(v, -v) == pytest.approx(-1)
    assert MATCHER.cosine_similarity(v, np.zeros_like(v)) == 0


def test_the_similar_ones_are_above_the_threshold_in_order() -> None:
    axes = np.eye(4, dtype=np.float32)
    candidates = [("far", axes[1]), ("near", axes[0] * 0.9 + axes[1] * 0.3), ("same", axes[0])]
    assert [name for name, _ in MATCHER.find_similar(axes[0], candidates)] == ["same", "near"]
    assert [name for name, _ in MATCHER.find_similar(axes[0], candidates, top_k=1)] == ["same"]


def test_what_is_more_alike_is_chosen_more_often_and_the_seed_decides() -> None:
    scored = [("near", 0.9), ("far", 0.6)]
    draws = Counter(MATCHER.weighted_random_selection(scored, random.Random(n)) for n in range(400))
    assert draws["near"] / 400 == pytest.approx(np.exp(9) / (np.exp(9) + np.exp(6)), abs=0.05)
    once = [MATCHER.weighted_random_selection(scored, random.Random(5)) for _ in range(3)]
    assert len(set(once)) == 1
    with pytest.raises(IndexError):
        MATCHER.weighted_random_selection([], random.Random(0))
