"""Search finds what fits, all of it, once, in an order that stays; in both databases the same."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dreamwindow.errors import ImageNotFound, InvalidQuery
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.search import filters
from dreamwindow.library.search.query import MAX_WORDS, Like, Query
from dreamwindow.library.search.searcher import Searcher
from dreamwindow.library.search.signs import read_signs
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.annotations import Annotation
from tests.library.search.conftest import DAY_NS, MeanColour, Shelf


@pytest.fixture
def searcher(catalogue: Catalogue) -> Searcher:
    return Searcher(catalogue, MeanColour)


@pytest.fixture(params=["gathered", "read"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite answers for a rare word and for one that most pictures have in two ways, which must agree."""
    monkeypatch.setattr(filters, "_MANY", 10_000 if request.param == "gathered" else 0)


def found(searcher: Searcher, text: str = "", like: Like | Pixels | None = None, **wanted: object) -> list[str]:
    """Names, through pages of two, so that every search is also one over pages."""
    names: list[str] = []
    cursor = None
    while True:
        page = searcher.search(Query(text=text, **wanted), like, cursor, 2)  # type: ignore[arg-type]
        names += [image.name for image in page.items]
        cursor = page.cursor
        if cursor is None:
            assert len(names) == len(set(names))
            return names
        assert len(page.items) == 2


def test_every_picture_newest_first(shelf: Shelf, searcher: Searcher) -> None:
    names = [shelf.put() for _ in range(7)]
    assert found(searcher) == names[::-1]


@pytest.mark.parametrize(
    "text",
    [
        "castle", "CASTLE", "red castle", "castle red", '"red castle"', "cas", "red cas", "castlé", "red -dragon",
        "dawn", "the", "castle,", "red_castle", "red-castle", "1girl", "8k",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("either_way")
def test_words_find(shelf: Shelf, searcher: Searcher, text: str) -> None:
    shelf.put("a blue lake")
    name = shelf.put("The red castle, at dawn; 1girl, 8k")
    assert found(searcher, text) == [name]


@pytest.mark.parametrize("text", ["castles", '"castle red"', "red -castle", "red blue", '"red cas"', "astle", "-red"])
@pytest.mark.usefixtures("either_way")
def test_words_do_not_find(shelf: Shelf, searcher: Searcher, text: str) -> None:
    name = shelf.put("The red castle, at dawn")
    assert name not in found(searcher, text)


def test_only_the_last_word_may_be_unfinished(shelf: Shelf, searcher: Searcher) -> None:
    name = shelf.put("a red castle")
    assert found(searcher, "cast") == [name]
    assert found(searcher, "cast ") == []
    assert found(searcher, "cast red") == []


@pytest.mark.parametrize(
    ("prompt", "text"),
    [
        ("ガラスの森", "森"), ("ガラスの森", "ガラス"), ("туманный лес", "ЛЕС"), ("forêt brumeuse", "foret"),
        ("Straße", "strasse"), ("غابة ضبابية", "غابة"), ("숲속의 성", "숲"), ("fore\u0302t", "forêt"), ("ﬁre", "fire"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("either_way")
def test_words_of_every_script_are_found(shelf: Shelf, searcher: Searcher, prompt: str, text: str) -> None:
    name = shelf.put(prompt)
    shelf.put("something else")
    assert found(searcher, text) == [name]


def test_tags_are_found_as_words_and_as_tags(shelf: Shelf, searcher: Searcher) -> None:
    both = shelf.put("sea", said=Annotation(tags=("keep this", "blue")))
    one = shelf.put("sea", said=Annotation(tags=("blue",)))
    assert found(searcher, "keep") == [both]
    assert found(searcher, tags=("blue",)) == [one, both]
    assert found(searcher, tags=("blue", "keep this")) == [both]
    assert found(searcher, tags=("keep",)) == []


def test_what_a_person_said_and_the_recipe_find(shelf: Shelf, searcher: Searcher) -> None:
    loved = shelf.put(said=Annotation(favourite=True, rating=5), session="a", model="x", seed="42")
    liked = shelf.put(said=Annotation(rating=3), session="b", model="x", seed="18446744073709551615")
    shelf.put(session="b", model="y")
    assert found(searcher, favourite=True) == [loved]
    assert found(searcher, rating=3) == [liked, loved]
    assert found(searcher, rating=4) == [loved]
    assert found(searcher, model="x") == [liked, loved]
    assert found(searcher, seed="18446744073709551615") == [liked]
    assert found(searcher, session="a") == [loved]


@pytest.mark.parametrize("model", ["flux1-dev.safetensors", "flux", "FLUX1-Dev", "dev.safe"])
def test_a_model_is_found_by_a_part_of_its_name(shelf: Shelf, searcher: Searcher, model: str) -> None:
    name = shelf.put(model="Flux1-dev.safetensors")
    shelf.put(model="sdxl_base")
    assert found(searcher, model=model) == [name]


def test_signs_among_the_words_stand_for_what_they_say(shelf: Shelf, searcher: Searcher) -> None:
    said = Annotation(favourite=True, rating=4, tags=("wall", "far away"))
    name = shelf.put("a red barn", said=said, model="flux1-dev", seed="42", day=20_000)
    shelf.put("a red barn", model="sdxl", day=10_000)
    for text in (
        "tag:wall", 'tag:"far away" barn', "model:flux", "seed:42", "★4", "rating:3 ", "♥", "is:favourite red",
        "since:2020-01-01", "tag:wall tag:\"far away\" ★2 model:FLUX red -blue",
    ):  # fmt: skip
        assert found(searcher, text) == [name], text
    for text in ("tag:wal", "★5", "seed:4", "until:2020-01-01 ♥", "tag:wall blue", "since:2020-01-01 model:sdxl"):
        assert found(searcher, text) == [], text


def test_a_colour_among_the_words_comes_first(shelf: Shelf, searcher: Searcher) -> None:
    red = shelf.put("barn", colour=(255, 0, 0))
    shelf.put("barn", colour=(0, 0, 255))
    assert found(searcher, "barn #ff0000") == [red]


def test_a_day_that_is_none_is_refused(searcher: Searcher) -> None:
    with pytest.raises(InvalidQuery, match="2026-02-31"):
        found(searcher, "since:2026-02-31")


@pytest.mark.parametrize("text", ["model:", "since:2026", "a:b", "#abc", "★", "★9", '-tag:"x', "seed:", "-♥"])
def test_what_is_nearly_a_sign_is_words(text: str) -> None:
    assert read_signs(Query(text=text)) == Query(text=text)


def test_days_find_from_the_first_to_before_the_last(shelf: Shelf, searcher: Searcher) -> None:
    names = [shelf.put(day=day) for day in range(5)]
    assert found(searcher, since_ns=DAY_NS, until_ns=3 * DAY_NS) == [names[2], names[1]]


def test_a_picture_that_is_gone_is_not_found(shelf: Shelf, searcher: Searcher) -> None:
    gone, left = shelf.put("red", colour=(200, 0, 0)), shelf.put("red", colour=(210, 0, 0))
    assert found(searcher, like=Like("s", left)) == [left, gone]
    shelf.drop(gone)
    assert found(searcher, "red") == [left]
    assert found(searcher, like=Like("s", left)) == [left]
    assert found(searcher, colour="ff0000") == [left]


def test_the_number_of_a_picture_that_is_gone_is_not_given_again(shelf: Shelf, searcher: Searcher) -> None:
    """Or its look would be taken for the next one's."""
    red = shelf.put(colour=(200, 0, 0))
    blue = shelf.put(colour=(0, 0, 200))
    assert found(searcher, colour="c80000") == [red]
    shelf.drop(blue)
    shelf.put()
    assert found(searcher, colour="0000c8") == []


def test_most_alike_first(shelf: Shelf, searcher: Searcher) -> None:
    red, purple, blue = (shelf.put(colour=colour) for colour in [(200, 0, 0), (150, 0, 150), (0, 0, 200)])
    shelf.put()
    assert found(searcher, like=Like("s", red)) == [red, purple, blue]
    assert found(searcher, like=Like("s", blue)) == [blue, purple, red]
    assert found(searcher, like=np.full((4, 4, 3), (10, 0, 90), np.uint8)) == [blue, purple, red]


def test_likeness_among_those_that_fit(shelf: Shelf, searcher: Searcher) -> None:
    red = shelf.put("a rose", colour=(200, 0, 0))
    plum = shelf.put("a plum", colour=(190, 0, 10))
    blue = shelf.put("a rose", colour=(0, 0, 200))
    assert found(searcher, "rose", like=Like("s", plum)) == [red, blue]


def test_likeness_to_what_is_not_described_says_so(shelf: Shelf, searcher: Searcher) -> None:
    name = shelf.put()
    with pytest.raises(ImageNotFound, match="not known yet"):
        found(searcher, like=Like("s", name))
    with pytest.raises(ImageNotFound):
        found(searcher, like=Like("s", "none.png"))


def test_nearest_in_colour_first_and_others_not_at_all(shelf: Shelf, searcher: Searcher) -> None:
    red, dark, _ = (shelf.put(colour=colour) for colour in [(220, 20, 20), (190, 30, 20), (20, 20, 220)])
    assert found(searcher, colour="dc1414") == [red, dark]
    assert found(searcher, colour="#DC1414") == [red, dark]


def test_pictures_described_since_are_found(shelf: Shelf, searcher: Searcher) -> None:
    first = shelf.put(colour=(200, 0, 0))
    assert found(searcher, like=Like("s", first)) == [first]
    second = shelf.put(colour=(190, 0, 0))
    assert found(searcher, like=Like("s", first)) == [first, second]


@pytest.mark.parametrize("colour", ["", "red", "#12", "gggggg", "1234567"])
def test_what_is_no_colour_is_refused(searcher: Searcher, colour: str) -> None:
    with pytest.raises(InvalidQuery, match="no colour"):
        found(searcher, colour=colour)


def test_a_search_of_too_many_words_is_refused(searcher: Searcher) -> None:
    with pytest.raises(InvalidQuery, match="more than"):
        found(searcher, "word " * (MAX_WORDS + 1))


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "W10", "WzEsMl0x", "bnVsbA", "WyJhIiwiYiJd"])
def test_what_is_no_cursor_is_refused(searcher: Searcher, cursor: str) -> None:
    with pytest.raises(InvalidQuery, match="no cursor"):
        searcher.search(Query(), None, cursor, 2)


@pytest.mark.parametrize("coloured", [False, True])
def test_many_equals_are_all_found_once(shelf: Shelf, searcher: Searcher, coloured: bool) -> None:
    """More pictures that look the same than one look at the ranking takes in."""
    from dreamwindow.library.search import ranking

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "FIRST", 4)
        patch.setattr(ranking, "FEW", 0)
        same = [shelf.put("same", colour=(200, 0, 0)) for _ in range(11)]
        others = [shelf.put("other", colour=(190, 5 * number, 0)) for number in range(5)]
        wanted = {"colour": "c80000"} if coloured else {"like": Like("s", same[3])}
        everything = found(searcher, **wanted)
        assert (everything[:11], sorted(everything[11:])) == (same, others)
        assert found(searcher, "same", **wanted) == same


@given(text=st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_breaks_nothing(searcher: Searcher, text: str) -> None:
    with suppress(InvalidQuery):  # "shows:0" is refused in words by an embedder that reads none
        assert found(searcher, text.replace("\ud800", "")) == []


@given(word=st.text("abcdefghiäöüßかлغ'\"-:()*^", min_size=1, max_size=12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_prompt_is_found_by_itself(shelf: Shelf, searcher: Searcher, word: str) -> None:
    from dreamwindow.library.words import folded

    name = shelf.put(word)
    if folded(word) and not word.startswith("-"):
        assert name in found(searcher, word.replace(" -", " "))
