"""What was written comes back; what was not is refused, before a database sees it."""

from __future__ import annotations

import base64
import json

import pytest

from dreamwindow.errors import InvalidQuery
from dreamwindow.library.cursors import read_cursor, write_cursor


def test_a_cursor_is_where_the_page_ended() -> None:
    assert read_cursor(write_cursor([2**63 - 1, "ünï.png", 0.25]), int, str, float) == [2**63 - 1, "ünï.png", 0.25]


@pytest.mark.parametrize("place", [[2**63, "a"], [-(2**63) - 1, "a"], [1, "\ud800"], [True, "a"], [1], [1, "a", 2], {}])
def test_what_no_page_ends_with_is_refused(place: object) -> None:
    with pytest.raises(InvalidQuery):
        read_cursor(base64.urlsafe_b64encode(json.dumps(place).encode()).decode(), int, str)


@pytest.mark.parametrize("text", ["", "x", "W10=", "////", "é"])
def test_what_is_no_cursor_at_all_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery):
        read_cursor(text, int, str)
