"""The pictures of a folder, one after another, in the order of their names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.contracts.source import SourceOptions, SourcePicture
from dreamwindow.errors import InvalidImage, SourceFailed
from dreamwindow.imaging.codec import load_image

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"})
REFRESH_S = 0.1
"""A still is given so often while it stays: the engine's own motion goes on."""


class Folder:
    """Each picture for ``picture_s``; one that cannot be read is passed over."""

    def __init__(self, options: SourceOptions) -> None:
        self._folder = options.base_dir / options.place
        self._picture_s = options.picture_s
        self._pictures: Iterator[SourcePicture] = iter(())

    def __enter__(self) -> Self:
        try:
            files = sorted(path for path in self._folder.iterdir() if path.suffix.lower() in SUFFIXES)
        except OSError as error:
            raise SourceFailed(
                f"{self._folder} cannot be read: {error.strerror}.", "Check that it is there."
            ) from error
        self._pictures = self._each(files)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open."""

    def read(self) -> SourcePicture | None:
        """See `Source.read`."""
        return next(self._pictures, None)

    def _each(self, files: list[Path]) -> Iterator[SourcePicture]:
        shown, times = 0, max(1, round(self._picture_s / REFRESH_S))
        step_s = self._picture_s / times
        for path in files:
            try:
                pixels = load_image(path)
            except InvalidImage:
                continue
            for _ in range(times):
                yield SourcePicture(pixels, shown * step_s)
                shown += 1
        if not shown:
            raise SourceFailed(f"{self._folder} has no picture that can be read.", f"It takes {', '.join(SUFFIXES)}.")
