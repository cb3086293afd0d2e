"""What returns: from the cache, and of what a person kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste import Keepsakes, Like
from dreamwindow.imaging.codec import encode_png, image_id
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId

MATCHER = AestheticMatcher(Descriptor())


def picture(seed: int) -> Pixels:
    """Soft random blobs, which the descriptor takes for kin."""
    rough = np.random.default_rng(seed).integers(0, 255, (8, 8, 3), np.uint8)
    return np.ascontiguousarray(np.kron(rough, np.ones((8, 8, 1), np.uint8)))


def memory(folder: Path, *, likes: int, cached: int, keep: object = image_id) -> Memory:
    cache = CacheManager(folder / "cache", MATCHER.embedder)
    cache.load_cache()
    for seed in range(cached):
        cache.add(picture(100 + seed), "p", {}, MATCHER.encode_image(picture(100 + seed)))
    kept = []
    for n in range(likes):
        (folder / f"{n}.png").write_bytes(encode_png(picture(n)))
        kept.append(Like(f"{n}.png", Theme("x"), MATCHER.encode_image(picture(n)), ""))
    return Memory(cache, MATCHER, keep, keepsakes=Keepsakes(lambda: kept, folder, MATCHER))  # type: ignore[arg-type]


async def returned(of: Memory, taste: float, count: int = 40) -> list[str]:
    found = [await of.recall(picture(7), draw, taste) for draw in range(count)]
    return [event.cache_id for event, _ in (one for one in found if one is not None)]


async def test_without_taste_what_was_liked_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    names = await returned(memory(tmp_path / "with", likes=5, cached=20), 0.0)
    assert names == await returned(memory(tmp_path / "without", likes=0, cached=20), 0.0)
    assert names
    assert all(name.startswith("cache_") for name in names)


@pytest.mark.parametrize(("taste", "share"), [(0.5, 0.5), (1.0, 1.0)])
async def test_with_taste_it_is_something_liked_as_often_as_the_slider_says(
    tmp_path: Path, taste: float, share: float
) -> None:
    names = await returned(memory(tmp_path, likes=8, cached=20), taste, count=120)
    assert sum(name.endswith(".png") for name in names) / 120 == pytest.approx(share, abs=0.12)


async def test_what_returns_has_the_size_of_the_dream(tmp_path: Path) -> None:
    found = await memory(tmp_path, likes=1, cached=0).fetch("0.png", np.zeros((32, 48, 3), np.uint8))
    assert found is not None
    event, grown = found
    assert (event.cache_id, event.liked, grown.pixels.shape) == ("0.png", True, (32, 48, 3))
    assert event.origin == grown.id == image_id(grown.pixels)


async def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert await memory(tmp_path, likes=1, cached=0).fetch("9.png", picture(1)) is None


async def test_without_a_cache_there_is_what_was_liked_and_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "0.png").write_bytes(encode_png(picture(0)))
    like = Like("0.png", Theme("x"), MATCHER.encode_image(picture(0)), "")
    alone = Memory(None, MATCHER, image_id, keepsakes=Keepsakes(lambda: [like], tmp_path, MATCHER))
    assert await returned(alone, 1.0, count=3) == ["0.png"] * 3
    assert await returned(alone, 0.0, count=3) == []
    assert await alone.remember(Grown(image_id(picture(3)), picture(3))) is None
    assert alone.size == 0


async def test_a_disk_that_cannot_keep_a_copy_is_no_end(tmp_path: Path) -> None:
    def full(_: Pixels) -> ImageId:
        raise OSError("No space left on device")

    assert await returned(memory(tmp_path, likes=2, cached=3, keep=full), 1.0, count=2) == []
