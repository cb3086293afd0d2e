from __future__ import annotations

import pytest

from dreamwindow.errors import ProgramFailed
from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.output import OutputLimits
from tests.runtime.programs import Heard, python

FLOOD = "import sys\nfor n in range(50_000): sys.stdout.write(f'line {n}\\n')"


def printed(source: str, limits: OutputLimits | None = None) -> tuple[Child, Heard]:
    heard = Heard()
    with Child.start(python(source), heard, limits=limits) as child:
        assert child.wait(60) == 0
        child.output.close(60)
    return child, heard


def test_a_flood_is_read_to_its_end_and_only_so_much_of_it_kept() -> None:
    child, heard = printed(FLOOD, OutputLimits(kept_bytes=790, tail_lines=5))
    assert (child.output.lines, child.output.dropped) == (50_000, 49_900)
    assert heard.lines[99] == "line 99"
    assert "49900 lines" in heard.lines[100]
    assert heard.lines[101:] == [f"line {n}" for n in range(49_995, 50_000)]


def test_a_line_that_never_ends_is_cut_and_says_so() -> None:
    _, heard = printed(
        "import sys\nsys.stdout.write('x' * 1_000_000)\nprint()\nprint('next')", OutputLimits(line_bytes=64)
    )
    assert heard.lines == [f"{'x' * 64} ... (999936 bytes more)", "next"]


def test_bytes_that_are_no_text_come_through_as_what_they_are() -> None:
    _, heard = printed("import sys\nsys.stdout.buffer.write(b'a\\xff\\x00b\\r\\n\\xc3\\xa9')")
    assert heard.lines == ["a\\xff\x00b", "é"]


def test_errors_come_between_the_lines_in_their_order() -> None:
    _, heard = printed("import os\nos.write(1, b'one\\n'); os.write(2, b'two\\n'); os.write(1, b'three\\n')")
    assert heard.lines == ["one", "two", "three"]


def test_a_log_that_cannot_be_written_does_not_hold_up_the_program() -> None:
    def full(line: str) -> None:
        raise OSError("no space")

    with Child.start(python(FLOOD), full) as child:
        assert child.wait(60) == 0
        child.output.close(60)
    assert child.output.dropped == 50_000
    assert child.output.tail(1) == ["line 49999"]


def test_what_is_not_there_cannot_be_started() -> None:
    with pytest.raises(ProgramFailed, match="no-such-program"):
        Child.start(Command(arguments=("no-such-program",)), print)
