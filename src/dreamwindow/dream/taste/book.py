"""TasteBook: what a person kept, in one small file beside the sessions. Who deletes it loses only taste."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dreamwindow.contracts.embedder import EmbedderInfo, Vectors
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste.like import Like, as_stored
from dreamwindow.errors import StorageError
from dreamwindow.files import DISK, Disk, atomic_write, cleanup_abandoned, parse_json
from dreamwindow.files.exclusive import exclusive
from dreamwindow.sessions.beginning import local_now

_log = logging.getLogger(__name__)
FILE_NAME = "taste.json"
SCHEMA = 1
MOST = 100
"""Likes that are kept: the oldest goes first. Taste changes, and the file is read whole."""


class TasteBook:
    """The one writer of a taste file. Blocks; any thread of any process may call. `load` comes first.

    Vectors of another embedder say nothing to this one: such likes are kept, and count again once they are `seen_anew`.
    """

    def __init__(
        self, folder: Path, embedder: EmbedderInfo, *, now: Callable[[], datetime] = local_now, disk: Disk = DISK
    ) -> None:
        self._path = folder / FILE_NAME
        self._embedder = embedder
        self._now = now
        self._disk = disk
        self._lock = threading.Lock()
        self._likes: tuple[Like, ...] = ()

    @property
    def likes(self) -> tuple[Like, ...]:
        """Those that can be compared, oldest first."""
        return tuple(like for like in self._likes if self._is_known(like))

    @property
    def strange(self) -> tuple[Like, ...]:
        """Those whose vectors another embedder made."""
        return tuple(like for like in self._likes if not self._is_known(like))

    def load(self) -> tuple[Like, ...]:
        """Read the file, if there is one. What cannot be read is set aside, and said; what a crash left is cleaned."""
        with self._lock:
            cleanup_abandoned(self._path.parent, f"*{FILE_NAME}*", disk=self._disk)
            self._likes = self._read()
        return self.likes

    def like(self, picture: str, theme: Theme, vector: Vectors) -> Like:
        """Keep one; liked again, a picture counts as new. Raises `OSError` or `StorageError`: nothing was kept."""
        with self._lock, exclusive(self._path.parent, disk=self._disk):
            name = self._embedder.name
            like = Like(picture, theme, as_stored(vector), self._now().isoformat(timespec="seconds"), name)
            others = [other for other in self._read() if other.picture != picture]
            self._write((*others, like)[-MOST:])
            return like

    def seen_anew(self, picture: str, vector: Vectors) -> None:
        """What a strange like looks like to our embedder; one forgotten meanwhile stays so. Raises as `like`."""
        with self._lock, exclusive(self._path.parent, disk=self._disk):
            name, stored = self._embedder.name, as_stored(vector)
            likes = self._read()
            self._write(
                tuple(
                    replace(like, vector=stored, embedder=name) if like.picture == picture else like for like in likes
                )
            )

    def forget(self, picture: str | None = None) -> None:
        """No longer like this picture, whether it was liked or not; without one, any. Raises as `like`."""
        with self._lock, exclusive(self._path.parent, disk=self._disk):
            self._write(() if picture is None else tuple(like for like in self._read() if like.picture != picture))

    def _write(self, likes: tuple[Like, ...]) -> None:
        kept = {"schema": SCHEMA, "embedder": self._embedder.name, "likes": [like.to_dict() for like in likes]}
        text = json.dumps(kept, indent=1, ensure_ascii=False) + "\n"
        atomic_write(text.encode(), self._path, disk=self._disk)
        self._likes = likes

    def _read(self) -> tuple[Like, ...]:
        """Another program of ours may have written since: what stands there counts."""
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            _log.warning("%s cannot be read: %s", self._path, error)
            return self._likes
        try:
            kept = parse_json(data)
            return tuple(Like.from_dict(like, str(kept["embedder"])) for like in kept["likes"])
        except (ValueError, KeyError, TypeError, StorageError) as error:
            self._set_aside(error)
            return ()

    def _is_known(self, like: Like) -> bool:
        return like.embedder == self._embedder.name and like.vector.shape == (self._embedder.dimension,)

    def _set_aside(self, error: Exception) -> None:
        aside = self._path.with_suffix(".damaged.json")
        _log.warning("%s cannot be read (%s): it is set aside as %s", self._path, error, aside.name)
        try:
            self._disk.replace(self._path, aside)
        except OSError as trouble:
            _log.warning("It could not be set aside: %s", trouble)
