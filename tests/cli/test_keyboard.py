"""Lines that are typed, and signals that come before them."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import TextIO

import pytest

from dreamwindow.cli.keyboard import Keyboard

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes that can be waited for")


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, int]]:
    reader, writer = os.pipe()
    with os.fdopen(reader, encoding="utf-8") as stream:
        yield stream, writer
        os.close(writer)


def test_lines_that_come_together_or_in_pieces_are_lines(pipe: tuple[TextIO, int]) -> None:
    stream, writer = pipe
    keyboard = Keyboard(stream)
    os.write(writer, "m1\r\nzwölf\n\nla".encode())
    assert [keyboard.line() for _ in range(3)] == ["m1", "zwölf", ""]
    os.write(writer, b"st\n")
    assert keyboard.line() == "last"


def test_what_is_left_at_the_end_is_a_line_and_then_there_is_none() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"half")
    os.close(writer)
    with os.fdopen(reader) as stream:
        keyboard = Keyboard(stream)
        assert keyboard.line() == "half"
        with pytest.raises(EOFError):
            keyboard.line()


def test_a_stream_without_a_descriptor_is_read_as_it_is() -> None:
    keyboard = Keyboard(io.StringIO("one\n"))
    assert keyboard.line() == "one"
    with pytest.raises(EOFError):
        keyboard.line()


def test_a_signal_that_interrupts_no_wait_of_ours_ends_it_all_the_same(pipe: tuple[TextIO, int]) -> None:
    """It is taken by another thread: `input` would wait on until somebody types."""

    def broken_off(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    def ask() -> None:
        elsewhere.start()
        Keyboard(pipe[0]).line()

    handler = signal.signal(signal.SIGUSR1, broken_off)
    elsewhere = threading.Thread(target=lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1))
    try:
        with pytest.raises(KeyboardInterrupt):
            ask()
    finally:
        elsewhere.join()
        signal.signal(signal.SIGUSR1, handler)
