"""What every storage holds to. Authors of storages subclass the suites and give them an empty storage:

class TestMyImages(ImageStorageContract):
    @pytest.fixture
    def images(self) -> ImageStorage:
        return MyImageStorage(...)
"""

from __future__ import annotations

import asyncio
import threading

import numpy as np
import pytest

from dreamwindow.contracts.storage import ImageStorage, SessionStorage
from dreamwindow.errors import SessionDamaged, SessionNotFound, StorageError
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.session import SessionManifest

PICTURE = encode_png(np.zeros((8, 8, 3), np.uint8))
LEADING_OUT = ["../x", "a/../../x", "/x", "", ".", "..", "a//b", "a/", "a\\..\\x", "a\0b"]
UNPORTABLE = ["CON", "a/nul.png", "a:b", "what?.png", "trailing.", "trailing ", "e\u0301.png", "x" * 256]
MANIFEST = SessionManifest(
    session_id="20261121_073000-misty", kind="dream", status="completed", started_at="2026-11-21T07:30:00+00:00",
    heartbeat_at="2026-11-21T07:31:00+00:00", host="here", boot_id="b", pid=1, process_started_at=1.0,
)  # fmt: skip


class ImageStorageContract:
    """Bytes by key, whole."""

    @pytest.fixture
    def images(self) -> ImageStorage:
        raise NotImplementedError("override this fixture with an empty storage")

    def test_what_was_written_is_read(self, images: ImageStorage) -> None:
        for key, data in (("000001.png", b"one"), ("inputs/ab.png", b""), ("ü/é.png", bytes(range(256)))):
            images.write_bytes(key, data)
            assert images.read_bytes(key) == data
            assert images.exists(key)
            assert (images.stat(key).key, images.stat(key).size) == (key, len(data))

    def test_a_second_write_replaces(self, images: ImageStorage) -> None:
        images.write_bytes("a.png", b"old and long")
        images.write_bytes("a.png", b"new")
        assert images.read_bytes("a.png") == b"new"

    def test_what_is_missing_is_missing(self, images: ImageStorage) -> None:
        assert not images.exists("a.png")
        for ask in (images.read_bytes, images.stat):
            with pytest.raises(FileNotFoundError):
                ask("a.png")

    def test_a_deleted_one_is_gone_and_deleting_nothing_is_no_error(self, images: ImageStorage) -> None:
        images.write_bytes("a.png", b"x")
        images.delete("a.png")
        images.delete("a.png")
        images.delete("nowhere/a.png")
        assert not images.exists("a.png")

    def test_a_listing_is_complete_and_ordered(self, images: ImageStorage) -> None:
        for key in ("b.png", "a/2.png", "a/1.png", "a.png", "ab.png"):
            images.write_bytes(key, key.encode())
        assert [info.key for info in images.list()] == ["a.png", "a/1.png", "a/2.png", "ab.png", "b.png"]
        assert [info.key for info in images.list("a/")] == ["a/1.png", "a/2.png"]
        assert [info.key for info in images.list("ab")] == ["ab.png"]
        assert list(images.list("none")) == []
        assert [info.size for info in images.list("b")] == [5]

    @pytest.mark.parametrize("key", LEADING_OUT)
    def test_a_key_that_leads_out_is_refused(self, images: ImageStorage, key: str) -> None:
        for ask in (images.read_bytes, images.exists, images.delete, images.stat):
            with pytest.raises(StorageError):
                ask(key)
        with pytest.raises(StorageError):
            images.write_bytes(key, b"x")

    @pytest.mark.parametrize("key", UNPORTABLE)
    def test_a_new_key_has_a_name_for_every_system(self, images: ImageStorage, key: str) -> None:
        with pytest.raises(StorageError):
            images.write_bytes(key, b"x")
        assert list(images.list()) == []

    def test_a_reader_sees_the_old_bytes_or_the_new_never_a_mixture(self, images: ImageStorage) -> None:
        contents = [bytes([fill]) * 300_000 for fill in (1, 2)]
        images.write_bytes("a.png", contents[0])
        done = threading.Event()

        def write() -> None:
            for turn in range(40):
                images.write_bytes("a.png", contents[turn % 2])
            done.set()

        writer = threading.Thread(target=write)
        writer.start()
        seen: set[bytes] = set()
        while not done.is_set():
            seen.add(images.read_bytes("a.png"))
        writer.join()
        assert seen <= set(contents)


class SessionStorageContract:
    """Sessions by id. ``put`` brings a file into a session, as whoever writes sessions would."""

    @pytest.fixture
    def sessions(self) -> SessionStorage:
        raise NotImplementedError("override this fixture with an empty storage")

    def put(self, sessions: SessionStorage, session_id: str, name: str, data: bytes) -> None:
        raise NotImplementedError("override: bring a file into a session")

    def test_an_empty_storage_has_no_sessions(self, sessions: SessionStorage) -> None:
        assert sessions.list_sessions() == []

    def test_sessions_come_newest_first(self, sessions: SessionStorage) -> None:
        for name in ("20251231_235959-b", "20261121_073000-a", "20261121_072959-z"):
            self.put(sessions, name, "000001.png", b"x")
        assert sessions.list_sessions() == ["20261121_073000-a", "20261121_072959-z", "20251231_235959-b"]

    def test_only_pictures_directly_in_it_are_counted(self, sessions: SessionStorage) -> None:
        for name in ("1.png", "2.JPG", "3.jpeg", "4.webp", "session.json", "recipes.jsonl", "inputs/5.png"):
            self.put(sessions, "s", name, b"x")
        assert sessions.count_images("s") == 4

    def test_its_files_are_an_image_storage(self, sessions: SessionStorage) -> None:
        self.put(sessions, "s", "1.png", b"picture")
        images = sessions.images("s")
        assert images.read_bytes("1.png") == b"picture"
        with pytest.raises(StorageError):
            images.read_bytes("../s/1.png")

    def test_a_manifest_is_read_and_a_session_may_have_none(self, sessions: SessionStorage) -> None:
        import json

        self.put(sessions, "ours", "session.json", json.dumps(MANIFEST.to_dict()).encode())
        self.put(sessions, "theirs", "1.png", b"x")
        self.put(sessions, "broken", "session.json", b"{")
        assert sessions.manifest("ours") == MANIFEST
        assert sessions.manifest("theirs") is None
        with pytest.raises(SessionDamaged):
            sessions.manifest("broken")

    async def test_what_comes_while_it_watches_is_told(self, sessions: SessionStorage) -> None:
        await asyncio.to_thread(self.put, sessions, "old", "1.png", PICTURE)
        async with asyncio.timeout(30), sessions.watch() as changes:
            await asyncio.to_thread(self.put, sessions, "old", "2.png", PICTURE)
            await asyncio.to_thread(self.put, sessions, "new", "1.png", PICTURE)
            told: dict[str, set[str]] = {}
            while "2.png" not in told.get("old", ()) or "new" not in told:
                changed = await anext(changes)
                told.setdefault(changed.session_id, set()).update(changed.names)
        assert told.keys() == {"old", "new"}
        assert "1.png" not in told["old"]

    @pytest.mark.parametrize("session_id", ["missing", "", ".", "..", "../s", "s/inputs", "/s", "s\\x", "s\0"])
    def test_what_is_no_session_is_not_found(self, sessions: SessionStorage, session_id: str) -> None:
        self.put(sessions, "s", "inputs/1.png", b"x")
        for ask in (sessions.count_images, sessions.images, sessions.manifest):
            with pytest.raises(SessionNotFound):
                ask(session_id)
