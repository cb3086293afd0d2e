from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.compose.launched.log import LogPage, search, tail


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "program.log"
    path.write_bytes(b"".join(b"line %d\n" % number for number in range(1000)))
    return path


def texts(page: LogPage) -> list[str]:
    return [line.text for line in page.lines]


def test_the_end_and_what_comes_after_it(log: Path) -> None:
    first = tail(log, 2)
    assert (texts(first), first.left_out, first.end) == (["line 998", "line 999"], True, log.stat().st_size)
    with log.open("ab") as file:
        file.write(b"one more\r\nand a torn")
    then = tail(log, 2, first.end)
    assert (texts(then), then.left_out, then.end) == (["one more"], False, first.end + 10)
    with log.open("ab") as file:
        file.write(b" line\n")
    assert texts(tail(log, 2, then.end)) == ["and a torn line"]
    assert texts(tail(log, 2, 10**9)) == []


def test_a_long_log_is_not_read_whole(log: Path) -> None:
    log.write_bytes((b"x" * 99 + b"\n") * 30_000)
    page = tail(log, 100_000)
    assert page.left_out
    assert 9_000 < len(page.lines) < 10_001
    assert {len(text) for text in texts(page)} == {99}
    page = tail(log, 100_000, 7)
    assert page.left_out
    assert page.lines[0].at > 7


def test_a_search_goes_through_all_of_it(log: Path) -> None:
    page = search(log, "LINE 99", 3)
    assert (texts(page), page.left_out) == (["line 997", "line 998", "line 999"], True)
    assert [line.at for line in page.lines] == [log.read_bytes().index(b"line %d\n" % n) for n in (997, 998, 999)]
    assert texts(search(log, "line 500", 3)) == ["line 500"]
    assert texts(search(log, "nowhere", 3)) == []
    with log.open("ab") as file:
        file.write(b"line 99, once more\nline 99, torn")
    then = search(log, "line 99", 3, page.end)
    assert (texts(then), then.left_out, then.end) == (["line 99, once more"], False, page.end + 19)


def test_where_there_is_none_there_are_no_lines(tmp_path: Path) -> None:
    assert tail(tmp_path / "none", 5) == search(tmp_path / "none", "x", 5) == LogPage(())


def test_bytes_that_are_no_text_spoil_nothing(log: Path) -> None:
    log.write_bytes(b"\xff\xfe ok\n")
    assert texts(tail(log, 5)) == ["\ufffd\ufffd ok"] == texts(search(log, "OK", 5))
