from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.files import is_portable_name, sanitize_filename


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("plain.png", "plain.png"),
        ("", "_"),
        ("..", "_"),
        (" . ", "_"),
        ("a/b\\c:d", "a_b_c_d"),
        ('<>"|?*', "______"),
        ("tab\there", "tab_here"),
        ("name. . ", "name"),
        ("  name", "name"),
        (".hidden", ".hidden"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt9.tar.gz", "_Lpt9.tar.gz"),
        ("COM¹", "_COM¹"),
        ("nul .txt", "_nul .txt"),
        ("CONSOLE", "CONSOLE"),
        ("e\u0301", "\u00e9"),
        ("\ud800", "_"),
    ],
)
def test_the_rules_of_windows_hold_everywhere(name: str, safe: str) -> None:
    assert sanitize_filename(name) == safe


def test_a_long_name_keeps_its_extension() -> None:
    assert sanitize_filename("x" * 400 + ".png") == "x" * 251 + ".png"
    assert sanitize_filename("ä" * 400).encode() == ("ä" * 127).encode()


@given(st.text(st.characters(), max_size=300))
def test_every_name_becomes_one_that_can_be_written_and_stays_itself(name: str) -> None:
    safe = sanitize_filename(name)
    assert 1 <= len(safe.encode()) <= 255
    assert unicodedata.is_normalized("NFC", safe)
    assert sanitize_filename(safe) == safe
    assert is_portable_name(safe)
    assert Path(safe).name == safe


def test_portable_names_are_those_that_need_no_change() -> None:
    assert is_portable_name("a b.png")
    for name in ("", "..", "a/b", "a ", "NUL", "e\u0301"):
        assert not is_portable_name(name)
