"""What is said while something runs. A terminal that was closed, or a pipe that nobody reads, ends nothing."""

from __future__ import annotations

import contextlib
import io
import os
import select
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO, cast

import click


def say(line: str, *, aside: bool = False) -> None:
    """A line on stdout, seen at once; ``aside`` on stderr."""
    try:
        click.echo(line, err=aside)
    except OSError:  # nobody reads it any more
        let_go()


def let_go() -> None:
    """From here on send nowhere what nobody reads.

    A stream that keeps what it could not write fails whoever flushes it next: `multiprocessing`, or the end.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            try:
                stream.flush()
                if not _nobody_reads(stream.fileno()):  # a thread's last word may still come
                    continue
            except OSError:
                pass
            with Path(os.devnull).open("wb") as nowhere:
                os.dup2(nowhere.fileno(), stream.fileno())


def _nobody_reads(descriptor: int) -> bool:
    """Whether it is a pipe whose reader is gone; False where the system has no poll(2)."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & select.POLLERR for _, event in poll.poll(0))


class Show(Protocol):
    """Takes how many are done, and what to say of that instead of the number."""

    def __call__(self, done: int, says: str = "") -> None:
        """See above."""
        ...


@contextmanager
def progress(length: int, label: str, *, quiet: bool = False) -> Iterator[Show]:
    """A bar on stderr if that is a terminal, else nothing; the function takes how many of ``length`` are done."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, says="": None
        return
    bar = click.progressbar(length=length, label=label, file=cast(TextIO, _Terminal()), item_show_func=_itself)
    with bar:

        def show(done: int, says: str = "") -> None:
            bar.update(max(0, done - bar.pos), says or f"{done}/{length}")

        yield show


def _itself(says: str | None) -> str | None:
    return says


class _Terminal(io.TextIOBase):
    """stderr, as long as it lasts."""

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()

    def isatty(self) -> bool:
        return True
