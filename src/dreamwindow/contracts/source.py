"""The source seam: gives moving pictures to be restyled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from dreamwindow.model.frame import Pixels

AtEnd = Literal["again", "stop"]


@dataclass(frozen=True, slots=True, eq=False)
class SourcePicture:
    """(H, W, 3) uint8 RGB, of any size, and when it is due: seconds since the first; ``None`` is at once, for sources
    that come at a pace of their own. The pixels are not changed afterwards."""

    pixels: Pixels = field(repr=False)
    at_s: float | None = None


class Source(Protocol):
    """``with source:`` opens it and closes it on every way out. Every method blocks, and all are called in one thread.

    It is made anew each time it is opened. Waits for a network no longer than `SourceOptions.patience_s`.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def read(self) -> SourcePicture | None:
        """The next picture; ``None`` at the end. Raises `SourceFailed`, as entering does: it is tried again later."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """``place`` is what the config says: a file, a folder, an address, a name. Paths are meant from ``base_dir``.

    ``picture_s`` is how long a still stays, for those that have stills.
    """

    place: str
    base_dir: Path
    picture_s: float = 1.0
    patience_s: float = 10.0


MakeSource = Callable[[SourceOptions], Source]
"""What an entry point of ``dreamwindow.sources`` names. Opens nothing. Raises `ConfigError`."""
