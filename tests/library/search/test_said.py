"""Words for what is in a picture: with an embedder that reads them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dreamwindow.contracts.embedder import EmbedderInfo, Vectors
from dreamwindow.errors import InvalidQuery
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.model import Sight
from dreamwindow.library.search.query import Like, Query
from dreamwindow.library.search.searcher import Searcher
from tests.library.search.conftest import MeanColour, Shelf

RED, PURPLE, BLUE = (250, 0, 0), (120, 0, 120), (0, 0, 250)
WORDS = {"fire": RED, "sea": BLUE, "fire, sea": PURPLE}


class Reader(MeanColour):
    """Knows a few words by their colour."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return self.embed([np.full((1, 1, 3), WORDS[text], np.uint8) for text in texts])


class Stranger(MeanColour):
    """Has seen nothing yet."""

    info = EmbedderInfo(name="stranger", dimension=3, scale=MeanColour.info.scale)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def searcher(catalogue: Catalogue, shelf: Shelf, reader: Reader) -> Searcher:
    for prompt, colour in (("a wall", RED), ("a door", PURPLE), ("a wall", BLUE)):
        shelf.put(prompt, colour=colour)
    return Searcher(catalogue, lambda: reader)


def found(searcher: Searcher, query: Query) -> str:
    names = {"000001.png": "red", "000002.png": "purple", "000003.png": "blue"}
    return " ".join(names[image.name] for image in searcher.search(query, None, None, 50).items)


def test_what_shows_it_best_comes_first_whatever_was_said_of_it(searcher: Searcher) -> None:
    assert found(searcher, Query(shows="fire")) == "red purple blue"
    assert found(searcher, Query(shows="sea")) == "blue purple red"


@pytest.mark.parametrize("text", ["shows:sea", 'SHOWS:"sea"', "  shows:sea "])
def test_it_can_be_typed(searcher: Searcher, text: str) -> None:
    assert found(searcher, Query(text=text)) == "blue purple red"


def test_what_is_not_said_yet_is_not_asked(searcher: Searcher, reader: Reader) -> None:
    assert found(searcher, Query(text='shows:""')) == found(searcher, Query(text="shows:")) == "blue purple red"
    assert reader.read == []


def test_everything_else_that_is_asked_must_hold_as_well(searcher: Searcher) -> None:
    assert found(searcher, Query(text="wall shows:fire")) == "red blue"
    assert found(searcher, Query(text="-wall shows:fire")) == "purple"


def test_several_are_one_thing(searcher: Searcher) -> None:
    assert found(searcher, Query(text="shows:fire shows:sea")).startswith("purple")


def test_words_are_read_once_for_all_pages(searcher: Searcher, reader: Reader) -> None:
    first = searcher.search(Query(shows="fire"), None, None, 1)
    second = searcher.search(Query(shows="fire"), None, first.cursor, 1)
    assert [image.name for image in (*first.items, *second.items)] == ["000001.png", "000002.png"]
    assert reader.read == ["fire"]


def test_beside_a_picture_it_makes_no_sense(searcher: Searcher) -> None:
    with pytest.raises(InvalidQuery, match="Either"):
        searcher.search(Query(shows="fire"), Like("s", "000001.png"), None, 50)


def test_without_an_embedder_that_reads_it_is_said_which_does(catalogue: Catalogue) -> None:
    searcher = Searcher(catalogue, MeanColour)
    with catalogue.reading() as connection:
        assert not searcher.sight(connection).reads_words
    with pytest.raises(InvalidQuery, match="not known here") as told:
        searcher.search(Query(shows="fire"), None, None, 50)
    assert "embedding.name" in told.value.remedy


def test_with_one_that_reads_it_is_known_and_how_many_it_has_seen(
    catalogue: Catalogue, searcher: Searcher, reader: Reader
) -> None:
    with catalogue.reading() as connection:
        assert searcher.sight(connection) == Sight(reads_words=True, seen=3)
        assert Searcher(catalogue, Stranger).sight(connection).seen == 0
    assert reader.read == []
