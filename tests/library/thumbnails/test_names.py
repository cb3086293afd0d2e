from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.library.thumbnails import thumbnail_name

SUFFIXES = [".png", ".PNG", ".jpg", ".jpeg", ".webp"]
STEMS = st.sampled_from(["a", "a.b", "ü", ".a", "a~", "x" * 250, "x" * 249, "y" * 400])
ENDS = st.lists(st.sampled_from([*SUFFIXES, ".txt"]), max_size=2).map("".join)
NAMES = st.builds("".join, st.tuples(STEMS, ENDS, st.sampled_from(SUFFIXES)))


def test_a_png_gives_its_stem_and_any_other_its_whole_name() -> None:
    assert thumbnail_name("000001.png") == "000001.webp"
    assert thumbnail_name("a.jpg") == "a.jpg.webp"
    assert thumbnail_name("a.webp") == "a.webp.webp"
    assert thumbnail_name("a.PNG") == "a.PNG.webp"


@given(st.lists(NAMES, unique=True, min_size=2, max_size=30))
def test_two_pictures_never_have_one_thumbnail(names: list[str]) -> None:
    assert len({thumbnail_name(name) for name in names}) == len(names)


@given(NAMES)
def test_a_name_fits_into_every_file_system(name: str) -> None:
    assert len(thumbnail_name(name).encode()) <= 255
    assert thumbnail_name(name).endswith(".webp")
