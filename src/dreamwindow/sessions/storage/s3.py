"""Pictures and sessions in a bucket of any server that speaks S3. See docs/decisions/071."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING

from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.storage import ImageStorage, ObjectInfo, SessionChanged
from dreamwindow.errors import SessionNotFound, StorageError
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions.reader import MANIFEST, manifest_of
from dreamwindow.sessions.storage.bucket import Bucket, our_errors
from dreamwindow.sessions.storage.keys import age_key, check_new_key, is_picture, stays_inside
from dreamwindow.sessions.storage.listings import States, compared, states

if TYPE_CHECKING:
    from obstore import ObjectMeta

_CHUNK = 500


class S3ImageStorage:
    """An `ImageStorage` over what lies below a prefix. A write is there whole or not at all: S3 knows no other."""

    def __init__(self, bucket: Bucket, below: str = "") -> None:
        self._store = bucket.open(below)

    def read_bytes(self, key: str) -> bytes:
        """Raises `FileNotFoundError` or `StorageError`."""
        with our_errors(f"Reading {_checked(key)}"):
            return bytes(self._store.get(key).bytes())

    def write_bytes(self, key: str, data: bytes) -> None:
        """Atomic; replaces. Raises `StorageError`."""
        check_new_key(_checked(key))
        with our_errors(f"Writing {key}"):
            self._store.put(key, data)

    def exists(self, key: str) -> bool:
        """Whether there is something to read. Raises `StorageError`."""
        try:
            self.stat(key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """No error where nothing is. Raises `StorageError`."""
        try:
            with our_errors(f"Deleting {_checked(key)}"):
                self._store.delete(key)
        except FileNotFoundError:
            return

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """Everything whose key starts with ``prefix``, ordered by key. Raises `StorageError`.

        What the server says may be a little old: a key may be gone, and a new one not there yet.
        """
        folder = prefix.rpartition("/")[0]
        pages = self._store.list(folder or None, chunk_size=_CHUNK)
        while True:
            with our_errors(f"Listing {prefix!r}"):
                page = next(pages, None)
            if page is None:
                return
            yield from (_info(found) for found in page if found["path"].startswith(prefix))

    def stat(self, key: str) -> ObjectInfo:
        """Raises `FileNotFoundError` or `StorageError`."""
        with our_errors(f"Looking at {_checked(key)}"):
            return _info(self._store.head(key))


class S3SessionStorage:
    """A `SessionStorage` over what lies below a bucket's prefix: a folder there is a session."""

    def __init__(self, bucket: Bucket, *, watch_interval_s: float = 10.0, clock: Clock = SystemClock()) -> None:  # noqa: B008 - no state
        self._bucket = bucket
        self._store = bucket.open()
        self._watch_interval_s = watch_interval_s
        self._clock = clock

    def list_sessions(self) -> list[str]:
        """Ids, newest first: by the date in the name, or by the newest file. Raises `StorageError`."""
        with our_errors("Listing the sessions"):
            found = self._store.list_with_delimiter()["common_prefixes"]
        names = [folder.strip("/") for folder in found]
        shown = [name for name in names if not name.startswith(".")]
        return sorted(shown, key=lambda name: age_key(name, lambda: self._newest(name)), reverse=True)

    def count_images(self, session_id: str) -> int:
        """Pictures directly in the folder. Raises `SessionNotFound` or `StorageError`."""
        self._check(session_id)
        with our_errors(f"Listing {session_id}"):
            found = self._store.list_with_delimiter(session_id)["objects"]
        return sum(is_picture(one["path"]) for one in found)

    def images(self, session_id: str) -> ImageStorage:
        """The session's files. Raises `SessionNotFound` or `StorageError`."""
        self._check(session_id)
        return S3ImageStorage(self._bucket, session_id)

    def manifest(self, session_id: str) -> SessionManifest | None:
        """``None`` for a folder that has none. Raises `SessionNotFound`, `SessionDamaged` or `StorageError`."""
        try:
            data = self.images(session_id).read_bytes(MANIFEST)
        except FileNotFoundError:
            return None
        return manifest_of(data, f"{session_id}/{MANIFEST}")

    @asynccontextmanager
    async def watch(self) -> AsyncIterator[AsyncIterator[SessionChanged]]:
        """By listing everything every ``watch_interval_s``: for buckets of thousands of pictures, not of millions.

        Raises `StorageError` where the first listing fails; later ones are tried again.
        """
        everything = S3ImageStorage(self._bucket)

        def look() -> States:
            return states(everything.list())

        first = await asyncio.to_thread(look)
        async with aclosing(compared(first, look, self._watch_interval_s, self._clock)) as told:
            yield told

    def _check(self, session_id: str) -> None:
        there = stays_inside(session_id) and "/" not in session_id
        if not there or next(S3ImageStorage(self._bucket, session_id).list(), None) is None:
            raise SessionNotFound(f"There is no session {session_id!r}.")

    def _newest(self, session_id: str) -> float:
        return max((info.modified_at for info in S3ImageStorage(self._bucket, session_id).list()), default=0.0)


def _checked(key: str) -> str:
    if not stays_inside(key):
        raise StorageError(f"{key!r} is no key: it would lead out of the bucket's folder, or nowhere.")
    return key


def _info(found: ObjectMeta) -> ObjectInfo:
    return ObjectInfo(found["path"], found["size"], found["last_modified"].timestamp())
