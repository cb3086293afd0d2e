"""Another embedder: a catalogue is described anew, newest first, and likeness goes by one embedder's vectors alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from dreamwindow.contracts.embedder import EmbedderInfo, Vectors
from dreamwindow.errors import EmbedderUnavailable, ImageNotFound
from dreamwindow.imaging.codec import encode_webp
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import embeddings, images
from dreamwindow.library.describing import Describer
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.searcher import Searcher
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.model.frame import Pixels
from tests.library.search.conftest import DAY_NS, MeanColour, Shelf

__all__ = ["shelf"]
COUNT = 10
RED, BLUE = (200, 10, 10), (10, 10, 200)


class Other(MeanColour):
    """As many numbers, another meaning: the colours change places."""

    info = EmbedderInfo(name="other", dimension=3, scale=MeanColour.info.scale)

    def __init__(self) -> None:
        self.is_away = False
        self.batches: list[int] = []

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        if self.is_away:
            raise EmbedderUnavailable("away")
        self.batches.append(len(images))
        return np.ascontiguousarray(super().embed(images)[:, ::-1])


@pytest.fixture
def shelf(catalogue: Catalogue) -> Shelf:
    return Shelf(catalogue)


@pytest.fixture
def store(shelf: Shelf, tmp_path: Path) -> ThumbnailStore:
    """Of pictures that the first embedder has described, red and blue by turns."""
    store = ThumbnailStore(tmp_path / "thumbnails")
    for number in range(COUNT):
        colour = BLUE if number % 2 else RED
        name = shelf.put(colour=colour)
        store.write("s", name, encode_webp(np.full((8, 8, 3), colour, np.uint8)), (number + 1) * 10**9)
    return store


def known(catalogue: Catalogue, embedder: str) -> list[str]:
    query = select(images.c.name).join(embeddings).where(embeddings.c.embedder == embedder).order_by(images.c.name)
    with catalogue.reading() as connection:
        return list(connection.execute(query).scalars().all())


def names(numbers: Sequence[int]) -> list[str]:
    return [f"{number:06d}.png" for number in numbers]


def test_all_are_seen_anew_newest_first_in_batches(catalogue: Catalogue, store: ThumbnailStore) -> None:
    other = Other()
    describer = Describer(catalogue, store, other)

    assert sum(describer.describe_some(4).values()) == 4
    assert known(catalogue, "other") == names([7, 8, 9, 10])
    assert [sum(describer.describe_some(4).values()) for _ in range(3)] == [4, 2, 0]
    assert other.batches == [4, 4, 2]
    assert describer.seen_anew == COUNT
    assert known(catalogue, "other") == known(catalogue, "mean") == names(range(1, COUNT + 1))


def test_who_is_ended_goes_on_where_it_was(catalogue: Catalogue, store: ThumbnailStore) -> None:
    Describer(catalogue, store, Other()).describe_some(4)
    again = Other()
    while Describer(catalogue, store, again).describe_some(4):
        pass
    assert sum(again.batches) == COUNT - 4


def test_what_nobody_has_seen_comes_first(catalogue: Catalogue, shelf: Shelf, store: ThumbnailStore) -> None:
    name = shelf.put()
    store.write("s", name, encode_webp(np.full((8, 8, 3), RED, np.uint8)), (COUNT + 1) * 10**9)
    Describer(catalogue, store, Other()).describe_some(4)
    assert known(catalogue, "other") == [name]


def test_without_a_thumbnail_it_waits_for_the_next_walk(
    catalogue: Catalogue, shelf: Shelf, store: ThumbnailStore
) -> None:
    name = shelf.put(colour=RED, day=1)
    describer = Describer(catalogue, store, Other())
    while describer.describe_some():
        pass
    assert name not in known(catalogue, "other")

    store.write("s", name, encode_webp(np.full((8, 8, 3), RED, np.uint8)), DAY_NS + (COUNT + 1) * 10**9)
    assert not describer.describe_some()
    describer.begin_again()
    assert sum(describer.describe_some().values()) == 1


def test_when_all_are_seen_nothing_is_asked_again(catalogue: Catalogue, store: ThumbnailStore) -> None:
    describer = Describer(catalogue, store, MeanColour())
    assert not describer.describe_some()
    describer.begin_again()
    assert describer._strangers.next(1) == []
    assert describer._strangers._are_over


def test_an_embedder_that_is_away_loses_nothing(catalogue: Catalogue, store: ThumbnailStore) -> None:
    other = Other()
    describer = Describer(catalogue, store, other)
    other.is_away = True
    with pytest.raises(EmbedderUnavailable):
        describer.describe_some()
    other.is_away = False
    describer.begin_again()
    assert sum(describer.describe_some().values()) == COUNT


def test_likeness_compares_vectors_of_one_embedder_alone(catalogue: Catalogue, store: ThumbnailStore) -> None:
    Describer(catalogue, store, Other()).describe_some(4)
    page = Searcher(catalogue, Other).search(Query(), Like("s", names([10])[0]), None, 50)

    assert [image.name for image in page.items] == names([8, 10, 7, 9])
    with pytest.raises(ImageNotFound, match="not known yet"):
        Searcher(catalogue, Other).search(Query(), Like("s", names([1])[0]), None, 50)
