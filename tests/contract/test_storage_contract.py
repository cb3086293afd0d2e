"""The local storages hold to the storage seams."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.contracts.storage import ImageStorage, SessionStorage
from dreamwindow.sessions.storage import LocalImageStorage, LocalSessionStorage
from tests.contract.storage_suite import ImageStorageContract, SessionStorageContract


class TestLocalImages(ImageStorageContract):
    @pytest.fixture
    def images(self, tmp_path: Path) -> ImageStorage:
        return LocalImageStorage(tmp_path / "root")


class TestLocalSessions(SessionStorageContract):
    @pytest.fixture
    def sessions(self, tmp_path: Path) -> SessionStorage:
        return LocalSessionStorage(tmp_path / "sessions")

    def put(self, sessions: SessionStorage, session_id: str, name: str, data: bytes) -> None:
        assert isinstance(sessions, LocalSessionStorage)
        LocalImageStorage(sessions.root).write_bytes(f"{session_id}/{name}", data)
