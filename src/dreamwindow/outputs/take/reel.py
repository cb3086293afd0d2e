"""Reel: a film that grows while it is shown, under a name of its own until it is done."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from dreamwindow.files import DISK, Disk
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import Pixels, ShownFrame
from dreamwindow.outputs.video import Video, VideoOptions
from dreamwindow.sessions.films import part_of, put_in_place

_LEAST_S = 0.001
"""Between two pictures: an encoder refuses two of the same time."""
_FLUSH_S = 1.0
_STILL_S = 0.1
"""A last picture that stood for longer is shown once more at the end, so that the film is as long as it was."""


class Reel:
    """Writes ``path`` (``.mp4``); times count from ``began_us``. Blocks; for one thread.

    `end` or `break_off` closes it. All pictures get the size of the first, even on both sides.
    """

    def __init__(self, path: Path, began_us: int, options: VideoOptions, disk: Disk = DISK) -> None:
        self.frames = 0
        self.seconds = 0.0
        self._path = path
        self._began_us = began_us
        self._options = options
        self._disk = disk
        self._stack = ExitStack()
        self._file: BinaryIO | None = None
        self._video: Video | None = None
        self._newest: Pixels | None = None
        self._flushed_s = 0.0

    def add(self, shown: ShownFrame) -> None:
        """One more picture. Raises `OSError` or `MissingExtra`."""
        with _encoding():
            self._add(shown.frame.pixels, (shown.present_at_us - self._began_us) / 1e6)

    def end(self, at_us: int | None) -> bool:
        """It is done, at this moment or, with ``None``, with its last picture: whether there is a film.

        Raises `OSError`; then it has yet to be broken off.
        """
        if self._video is None or self._newest is None:
            return False
        at_s = (at_us - self._began_us) / 1e6 if at_us is not None else 0.0
        with _encoding():
            if at_s > self.seconds + _STILL_S:
                self._add(self._newest, at_s)
            self._video.end()
            self._stack.close()
        self._video = None
        return put_in_place(self._path, disk=self._disk)

    def break_off(self, why: OSError) -> bool:
        """It cannot go on: whether there is a film of what is whole. Does nothing after `end`. Raises `OSError`."""
        with contextlib.suppress(OSError):  # what is not written yet cannot be written now
            self._stack.__exit__(type(why), why, why.__traceback__)
        self._video = None
        return part_of(self._path).exists() and put_in_place(self._path, disk=self._disk)

    def _add(self, pixels: Pixels, at_s: float) -> None:
        video = self._video or self._begin()
        height, width = (self._newest if self._newest is not None else pixels).shape[:2]
        self._newest = fit(pixels, max(2, width & ~1), max(2, height & ~1))
        self.seconds = max(at_s, self.seconds + _LEAST_S) if self.frames else 0.0
        video.add(self._newest, self.seconds)
        self.frames += 1
        if self._file is not None and self.seconds >= self._flushed_s + _FLUSH_S:
            self._file.flush()
            self._flushed_s = self.seconds

    def _begin(self) -> Video:
        self._file = self._stack.enter_context(self._disk.open(part_of(self._path), "xb"))
        self._video = self._stack.enter_context(Video(self._file, self._options))
        return self._video


@contextmanager
def _encoding() -> Iterator[None]:
    """FFmpeg's own errors as `OSError`."""
    import av

    try:
        yield
    except OSError:
        raise
    except av.FFmpegError as error:
        raise OSError(errno.EIO, f"the film could not be encoded: {error.strerror}") from error
