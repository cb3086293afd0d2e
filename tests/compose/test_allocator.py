"""Heaps that threads share: asked of glibc alone, once, and not of those who said otherwise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from dreamwindow.compose import allocator

PROGRAM = """
import sys, threading
from dreamwindow.compose.allocator import glibc, share_arenas
if glibc() is None:
    raise SystemExit(77)
if sys.argv[1] == "shared":
    assert share_arenas()
keep, ready = [], threading.Barrier(9)
def work():
    keep.append(bytearray(64 * 1024))
    ready.wait()
    ready.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads: thread.start()
ready.wait()
import ctypes
libc, at = ctypes.CDLL(None), ctypes.c_void_p()
libc.open_memstream.restype = ctypes.c_void_p
size = ctypes.c_size_t()
stream = libc.open_memstream(ctypes.byref(at), ctypes.byref(size))
libc.malloc_info(0, ctypes.c_void_p(stream))
libc.fclose(ctypes.c_void_p(stream))
print(ctypes.string_at(at.value).count(b"<heap nr="))
ready.wait()
for thread in threads: thread.join()
"""


class Library:
    """Notes what it is asked."""

    def __init__(self, answer: int = 1) -> None:
        self.answer = answer
        self.asked: list[tuple[int, int]] = []

    def mallopt(self, parameter: int, value: int, /) -> int:
        self.asked.append((parameter, value))
        return self.answer


@pytest.fixture(autouse=True)
def unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)


def test_the_library_is_asked_once_and_its_answer_is_told() -> None:
    library = Library()
    assert allocator.share_arenas(library)
    assert library.asked == [(allocator.M_ARENA_MAX, allocator.ARENAS)]
    assert not allocator.share_arenas(Library(answer=0))


def test_who_said_how_many_is_not_overruled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    library = Library()
    assert not allocator.share_arenas(library)
    assert library.asked == []


def test_elsewhere_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert allocator.glibc() is None
    assert not allocator.share_arenas()


def heaps(how: str) -> int:
    """Of a process of eight threads that hold memory."""
    told = subprocess.run([sys.executable, "-c", PROGRAM, how], capture_output=True, text=True)
    if told.returncode == 77:
        pytest.skip("no glibc")
    assert told.returncode == 0, told.stderr
    return int(told.stdout)


def test_eight_threads_share_two_heaps_and_as_a_control_without_it_have_their_own() -> None:
    assert heaps("shared") <= allocator.ARENAS
    assert heaps("own") > allocator.ARENAS
