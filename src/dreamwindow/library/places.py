"""Places: where the library keeps what it writes: in its own folder, but for what stands beside our sessions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dreamwindow.library.catalogue.database import FILE_NAME
from dreamwindow.library.roots import Root, SessionKey


@dataclass(frozen=True, slots=True)
class Places:
    """``folder`` is ``library.dir``."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        """The SQLite file, where no server keeps the catalogue."""
        return self.folder / FILE_NAME

    @property
    def thumbnails(self) -> Path:
        """``<session>/<stem>.webp``."""
        return self.folder / "thumbnails"

    @property
    def trash(self) -> Path:
        """``<session>/<mark>/<name>``."""
        return self.folder / "trash"

    @property
    def films(self) -> Path:
        """``<a process's own folder>/<id>.mp4``, for as long as that process runs."""
        return self.folder / "films"

    def annotations(self, root: Root, path: str, key: SessionKey) -> Path:
        """The folder of a session's annotations: beside the pictures of ours, here for anybody else's."""
        return root.folder(path) if root.ours else self.folder / "annotations" / key
