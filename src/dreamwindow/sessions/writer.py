"""SessionWriter: a session's folder from its first line to its last."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dreamwindow.files import DISK, AppendedLines, Disk, atomic_write, ensure_directory_exists
from dreamwindow.imaging.codec import encode_png, image_id
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId
from dreamwindow.model.session import SessionManifest, SessionState
from dreamwindow.sessions import recipes
from dreamwindow.sessions.beginning import NewSession, Now, begin, local_now, write_manifest
from dreamwindow.sessions.reader import input_path
from dreamwindow.sessions.recipes import RecipeRecord


class SessionWriter:
    """The one writer of a session. Blocks; may be called from any thread. A context manager.

    The manifest says ``running`` from the first moment. Leaving the block without `close` closes it as ``completed``,
    as ``aborted`` when it was interrupted or cancelled, or as ``failed``.
    """

    def __init__(self, folder: Path, manifest: SessionManifest, now: Now, disk: Disk) -> None:
        self.folder = folder
        self.manifest = manifest
        self._now = now
        self._disk = disk
        self._lock = threading.RLock()
        self._lines: AppendedLines | None = None

    @classmethod
    def open(cls, sessions_dir: Path, new: NewSession, *, now: Now = local_now, disk: Disk = DISK) -> SessionWriter:
        """Make ``sessions_dir/<YYYYMMDD_HHMMSS-slug>/`` with its manifest. Raises `FolderNotWritable`."""
        manifest = begin(sessions_dir, new, now(), disk)
        return cls(sessions_dir / manifest.session_id, manifest, now, disk)

    @property
    def session_id(self) -> str:
        """The folder's name."""
        return self.manifest.session_id

    def write_frame(self, name: str, data: bytes) -> None:
        """Write a picture under ``name``, whole or not at all. Raises `OSError`."""
        atomic_write(data, self.folder / name, disk=self._disk)

    def append_recipes(self, records: Sequence[RecipeRecord]) -> None:
        """Append lines to ``recipes.jsonl``: all of them or none. Raises `OSError`."""
        with self._lock:
            self._recipes().append(b"".join(record.to_line() for record in records))

    def record(self, records: Sequence[RecipeRecord], name: str, data: bytes) -> None:
        """Lines and the picture that they lead to, or neither. Raises `OSError`.

        The lines come first: after a crash between the two a picture never stands there without its recipe.
        """
        with self._lock:
            before = self._recipes().size
            self.append_recipes(records)
            try:
                self.write_frame(name, data)
            except OSError:
                self._recipes().cut(before)
                raise

    def keep_input(self, pixels: Pixels) -> ImageId:
        """Keep a copy of a foreign picture, once, so that what grows from it can be made again. Raises `OSError`."""
        name = image_id(pixels)
        path = input_path(self.folder, name)
        with self._lock:
            if not path.exists():
                ensure_directory_exists(path.parent, disk=self._disk)
                atomic_write(encode_png(pixels), path, disk=self._disk)
        return name

    def heartbeat(self, counts: Mapping[str, int]) -> None:
        """Say that it still runs and how far it came. Raises `OSError`."""
        with self._lock:
            if self._lines is not None:
                self._lines.sync()
            self._change(heartbeat_at=self._stamp(), counts=dict(counts))

    def close(self, status: SessionState, stop_reason: str | None = None) -> None:
        """Write how it ended. The first call counts. Raises `OSError`."""
        with self._lock:
            if self.manifest.status != "running":
                return
            if self._lines is not None:
                self._lines.sync()
            stamp = self._stamp()
            self._change(status=status, stop_reason=stop_reason, heartbeat_at=stamp, ended_at=stamp)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close("completed")
        elif isinstance(error, Exception):
            self.close("failed", f"{type(error).__name__}: {error}")
        else:  # KeyboardInterrupt, CancelledError, SystemExit
            self.close("aborted", type(error).__name__)

    def _recipes(self) -> AppendedLines:
        if self._lines is None:
            self._lines = AppendedLines(self.folder / recipes.FILE_NAME, disk=self._disk)
        return self._lines

    def _change(self, **changes: Any) -> None:
        before, self.manifest = self.manifest, replace(self.manifest, **changes)
        try:
            self._write_manifest()
        except OSError:
            self.manifest = before
            raise

    def _write_manifest(self) -> None:
        write_manifest(self.folder, self.manifest, self._disk)

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="milliseconds")
