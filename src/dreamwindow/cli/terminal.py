"""What is said while something runs. A terminal that was closed, or a pipe that nobody reads, ends nothing."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, cast

import click


def say(line: str, *, aside: bool = False) -> None:
    """A line on stdout, seen at once; ``aside`` on stderr."""
    with contextlib.suppress(OSError):  # nobody reads it any more
        click.echo(line, err=aside)
        sys.stdout.flush()


@contextmanager
def progress(length: int, label: str, *, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar on stderr if that is a terminal, else nothing; the function takes how many of ``length`` are done."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=length, label=label, file=cast(TextIO, _Terminal()), show_pos=True) as bar:
        yield lambda done: bar.update(max(0, done - bar.pos))


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
