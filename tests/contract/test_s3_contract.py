"""The S3 storages hold to the storage seams, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dreamwindow.contracts.storage import ImageStorage, SessionStorage
from tests.contract.s3_server import new_bucket, s3_server
from tests.contract.storage_suite import ImageStorageContract, SessionStorageContract

pytest.importorskip("obstore", reason="the extra s3 is not installed")
pytest.importorskip("moto", reason="moto is not installed")

from dreamwindow.sessions.storage.s3 import S3ImageStorage, S3SessionStorage


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


class TestS3Images(ImageStorageContract):
    @pytest.fixture
    def images(self, endpoint: str) -> ImageStorage:
        return S3ImageStorage(new_bucket(endpoint))


class TestS3Sessions(SessionStorageContract):
    @pytest.fixture
    def sessions(self, endpoint: str) -> SessionStorage:
        bucket = new_bucket(endpoint)
        self.files = S3ImageStorage(bucket)
        return S3SessionStorage(bucket, watch_interval_s=0.1)

    def put(self, sessions: SessionStorage, session_id: str, name: str, data: bytes) -> None:
        self.files.write_bytes(f"{session_id}/{name}", data)
