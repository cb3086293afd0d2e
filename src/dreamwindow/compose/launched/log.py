"""The log of a run: its end, what came since, and where it says something."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_MOST_BYTES = 1_000_000
"""What one answer reads at most, unless it searches."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """``at``: where it begins in the file, in bytes."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """``end``: where to go on from; ``left_out``: whether lines before these were not given."""

    lines: Sequence[LogLine]
    end: int = 0
    left_out: bool = False


def tail(path: Path, lines: int, after: int | None = None) -> LogPage:
    """The last ``lines``, of those that begin at byte ``after`` or later. An unfinished last line is left for later.

    Empty where there is no log. Raises `OSError`.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            start = max(0 if after is None else min(after, size), size - _MOST_BYTES)
            found, end = _lines_from(file, start, cut=start not in (0, after))
    except FileNotFoundError:
        return LogPage(())
    kept = found[-lines:]
    first = kept[0].at if kept else end
    return LogPage(kept, end, left_out=first > (after or 0))


def search(path: Path, words: str, lines: int, after: int | None = None) -> LogPage:
    """The last ``lines`` that hold ``words``, in any case, of all that begin at byte ``after`` or later.

    Empty where there is no log. Raises `OSError`.
    """
    wanted = words.casefold()
    kept: deque[LogLine] = deque(maxlen=lines)
    count, at = 0, after or 0
    try:
        with path.open("rb") as file:
            file.seek(at)
            for data in file:
                if not data.endswith(b"\n"):
                    break
                text = _text(data)
                if wanted in text.casefold():
                    count += 1
                    kept.append(LogLine(at, text))
                at += len(data)
    except FileNotFoundError:
        return LogPage(())
    return LogPage(tuple(kept), at, left_out=count > len(kept))


def _lines_from(file: IO[bytes], start: int, *, cut: bool) -> tuple[list[LogLine], int]:
    """Whole lines from byte ``start``; the first is half a line if it was ``cut``."""
    file.seek(start)
    at, found = start, []
    for number, data in enumerate(file.read(_MOST_BYTES).splitlines(keepends=True)):
        if not data.endswith(b"\n"):
            break
        if number or not cut:
            found.append(LogLine(at, _text(data)))
        at += len(data)
    return found, at


def _text(data: bytes) -> str:
    return data.rstrip(b"\r\n").decode(errors="replace")
