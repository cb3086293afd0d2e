"""One picture that the embedder cannot take costs itself, and none of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.imaging.codec import encode_webp
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.describing import Describer
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.model.frame import Pixels
from tests.library.search.conftest import MeanColour, Shelf
from tests.library.test_strangers import known, names

COUNT = 10
BAD = 9
"""Among the newest, so that it is in the first batch for as long as it is tried."""


class Choosy(MeanColour):
    """Takes no batch with a picture that is as bright as ``refuses``; while it is away, none."""

    def __init__(self, refuses: int) -> None:
        self.refuses = refuses
        self.is_away = False
        self.asked = 0

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        self.asked += len(images)
        if self.is_away or any(abs(image.mean() - self.refuses) < 2 and image.std() < 2 for image in images):
            raise EmbedderUnavailable("no")
        return super().embed(images)


@pytest.fixture(params=["that nobody has seen", "that another has seen"])
def store(request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path: Path) -> ThumbnailStore:
    """Of pictures each brighter than the one before."""
    shelf, store = Shelf(catalogue), ThumbnailStore(tmp_path / "thumbnails")
    for number in range(1, COUNT + 1):
        colour = (20 * number,) * 3
        name = shelf.put(colour=colour if request.param == "that another has seen" else None)
        store.write("s", name, encode_webp(np.full((8, 8, 3), colour, np.uint8)), number * 10**9)
    return store


class Second(Choosy):
    info = MeanColour.info.__class__(name="second", dimension=3, scale=MeanColour.info.scale)


def test_the_others_are_described(
    catalogue: Catalogue, store: ThumbnailStore, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = Second(20 * BAD)
    describer = Describer(catalogue, store, embedder)
    assert [sum(describer.describe_some(4).values()) for _ in range(4)] == [3, 4, 2, 0]
    assert known(catalogue, "second") == names([number for number in range(1, COUNT + 1) if number != BAD])
    asked = embedder.asked
    describer.begin_again()
    assert not describer.describe_some(4)
    assert embedder.asked == asked
    assert [record.getMessage() for record in caplog.records] == [
        f"s/{names([BAD])[0]} cannot be seen by second, and is left out"
    ]


def test_one_that_is_alone_in_its_batch_does_not_stop_them_either(catalogue: Catalogue, store: ThumbnailStore) -> None:
    describer = Describer(catalogue, store, Second(20 * BAD))
    while describer.describe_some(1):
        pass
    assert len(known(catalogue, "second")) == COUNT - 1


def test_where_all_fail_it_is_away_and_all_are_tried_again(
    catalogue: Catalogue, store: ThumbnailStore, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = Second(0)
    describer = Describer(catalogue, store, embedder)
    embedder.is_away = True
    with pytest.raises(EmbedderUnavailable):
        describer.describe_some(4)
    assert embedder.asked == 5  # a batch, and whether it is there at all
    embedder.is_away = False
    describer.begin_again()
    while describer.describe_some(4):
        pass
    assert len(known(catalogue, "second")) == COUNT
    assert not caplog.records
