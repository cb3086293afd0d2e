"""A bug in an embedder, which may be anybody's, is that it cannot say what pictures are like, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from dreamwindow.contracts.embedder import EmbedderInfo, RestingEmbedder, SimilarityScale, Vectors, WordEmbedder
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.health import HealthMeter
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.memory import Memory
from dreamwindow.embedders.containment import contained
from dreamwindow.errors import EmbedderUnavailable, MissingWeights
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId

PICTURE = np.zeros((8, 8, 3), np.uint8)
UNIT = np.eye(3, dtype=np.float32)


class Strange:
    """Gives, or raises, what it is told to."""

    info = EmbedderInfo(
        name="strange", dimension=3, scale=SimilarityScale(different=0.0, alike=0.4, same=0.7, duplicate=0.9)
    )

    def __init__(self, made: object) -> None:
        self.made = made

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        if isinstance(self.made, Exception):
            raise self.made
        return cast(Vectors, self.made)  # it is somebody else's


class Reading(Strange):
    def embed_words(self, texts: Sequence[str]) -> Vectors:
        return self.embed([PICTURE for _ in texts])


class ReadingAndResting(Reading):
    released = 0

    def release(self, unused_s: float = 0.0) -> None:
        self.released += 1


BUGS = [
    ValueError("bug"), TypeError("bug"), OSError("bug"), RuntimeError("bug"), None, "no vectors", UNIT, UNIT[:0],
    UNIT[0], np.ones((1, 4), np.float32) / 2, UNIT[:1] * np.nan, UNIT[:1] + np.inf, UNIT[:1] * 0, UNIT[:1] * 40,
]  # fmt: skip


@pytest.mark.parametrize("made", BUGS, ids=str)
def test_a_bug_makes_it_unavailable_and_its_traceback_is_told_once(
    made: object, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = contained(Reading(made))
    assert isinstance(embedder, WordEmbedder)
    asked: list[Callable[[], object]] = [lambda: embedder.embed([PICTURE]), lambda: embedder.embed_words(["fox"])]
    for ask in asked * 2:
        with pytest.raises(EmbedderUnavailable, match="strange has a bug"):
            ask()
    tracebacks = [record for record in caplog.records if "Traceback" in record.getMessage()]
    assert len(tracebacks) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [(EmbedderUnavailable("away"), "^away"), (MissingWeights("none"), "^none"), (MemoryError(), "out of memory")],
)
def test_what_is_no_bug_is_said_in_its_own_words(error: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(EmbedderUnavailable, match=said):
        contained(Strange(error)).embed([PICTURE])
    assert not caplog.records


def test_it_can_what_the_embedder_can() -> None:
    plain, reading, both = (contained(made(UNIT[:1])) for made in (Strange, Reading, ReadingAndResting))
    assert np.array_equal(plain.embed([PICTURE]), UNIT[:1])
    assert [isinstance(one, WordEmbedder) for one in (plain, reading, both)] == [False, True, True]
    assert [isinstance(one, RestingEmbedder) for one in (plain, reading, both)] == [False, False, True]
    assert plain.info is Strange.info


def test_it_rests_when_it_is_told_to() -> None:
    inner = ReadingAndResting(UNIT[:1])
    embedder = contained(inner)
    assert isinstance(embedder, RestingEmbedder)
    embedder.release()
    assert inner.released == 1


@pytest.mark.parametrize("made", [ValueError("bug"), UNIT, UNIT[:1] * np.nan], ids=str)
async def test_a_dream_goes_on_without_remembering(made: object, tmp_path: Path) -> None:
    embedder = contained(Strange(made))
    cache = CacheManager(tmp_path, embedder)
    cache.load_cache()
    memory = Memory(cache, AestheticMatcher(embedder), lambda pixels: pytest.fail("nothing is kept"))
    assert await memory.remember(Grown(ImageId("i"), PICTURE)) is None
    assert await memory.recall(PICTURE, 0) is None
    assert memory.size == 0


def test_health_goes_on_without_diversity() -> None:
    meter = HealthMeter(contained(Strange(ValueError("bug"))))
    assert meter.take(np.zeros((64, 64, 3), np.uint8)).diversity is None
