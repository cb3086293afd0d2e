"""Nobody is looking."""

from __future__ import annotations

from pathlib import Path

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.errors import ProbeUnavailable

REASON = "nobody is looking"


class NobodyLooking:
    """Holds back when no viewer, stream or request for the picture has come for ``nobody_looking_after_s`` seconds.

    Another program that reads the picture's file looks on too, as far as the file system keeps the time of the last
    reading (most of Linux's and macOS's do; Windows' seldom).
    """

    def __init__(self, options: ProbeOptions) -> None:
        self._alone_for_s = options.alone_for_s
        self._after_s = options.nobody_looking_after_s
        self._picture = options.picture
        self._read_at_s = 0.0
        """How long nobody had looked when the file was last seen to be read."""

    def read(self) -> Reading:
        """For how long nobody has looked."""
        if self._alone_for_s is None:
            raise ProbeUnavailable("Only a dream that runs knows who looks at it; its page says so.")
        alone_s = self._alone_for_s()
        if alone_s is None:
            return Reading("somebody looks")
        if self._picture is not None and was_read(self._picture):
            self._read_at_s = alone_s
            return Reading(f"another program reads {self._picture.name}")
        if alone_s < self._read_at_s:  # somebody has looked since
            self._read_at_s = 0.0
        unseen_s = alone_s - self._read_at_s
        return Reading(f"nobody for {unseen_s:.0f} s", REASON if unseen_s >= self._after_s else None)

    def close(self) -> None:
        """Nothing is held."""


def was_read(path: Path) -> bool:
    """Whether a file was read since it was written, as far as its file system tells; ``False`` if there is none.

    Linux's usual ``relatime`` keeps the first reading after each writing, which is all that is asked here.
    """
    try:
        facts = path.stat()
    except OSError:
        return False
    return facts.st_atime_ns > facts.st_mtime_ns
