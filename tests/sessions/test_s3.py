"""What only a server far away can do wrong: fail, dawdle, refuse, and tell old news."""

from __future__ import annotations

import asyncio
import builtins
import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest

from dreamwindow.contracts.storage import SessionChanged
from dreamwindow.errors import MissingExtra, SessionNotFound, StorageError
from dreamwindow.sessions.storage.bucket import Bucket
from tests.contract.s3_server import Door, new_bucket, s3_server, slowly, standing_before

pytest.importorskip("obstore", reason="the extra s3 is not installed")
pytest.importorskip("moto", reason="moto is not installed")

from dreamwindow.sessions.storage.s3 import S3ImageStorage, S3SessionStorage

Behind = Callable[..., Bucket]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(endpoint: str) -> Bucket:
    return new_bucket(endpoint)


@pytest.fixture
def behind(bucket: Bucket) -> Iterator[Behind]:
    """The same bucket through a door, with changes."""
    with ExitStack() as stack:
        yield lambda door, **changes: replace(bucket, endpoint=stack.enter_context(standing_before(door)), **changes)


def every_other(status: int) -> Callable[[str, str], int | None]:
    turns = itertools.cycle([status, None])
    return lambda method, path: next(turns)


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_that_fails_now_and_then_is_asked_again(
    bucket: Bucket, behind: Behind, endpoint: str, status: int
) -> None:
    door = Door(endpoint, every_other(status))
    images = S3ImageStorage(behind(door))
    images.write_bytes("s/a.png", b"picture")
    assert images.read_bytes("s/a.png") == b"picture"
    assert images.exists("s/a.png")
    assert [info.key for info in images.list()] == ["s/a.png"]
    images.delete("s/a.png")
    assert not images.exists("s/a.png")
    assert len(door.requests) >= 12


def test_a_server_that_goes_on_failing_is_given_up_with_a_reason(behind: Behind, endpoint: str) -> None:
    images = S3ImageStorage(behind(Door(endpoint, lambda method, path: 500), patience_s=0.3))
    asked: list[Callable[[], object]] = [
        lambda: images.read_bytes("a.png"),
        lambda: images.write_bytes("a.png", b"x"),
        lambda: images.exists("a.png"),
        lambda: images.stat("a.png"),
        lambda: images.delete("a.png"),
        lambda: list(images.list()),
    ]
    for ask in asked:
        with pytest.raises(StorageError) as caught:
            ask()
        assert len(str(caught.value).splitlines()) == 2


def test_a_write_that_fails_leaves_the_old_bytes(bucket: Bucket, behind: Behind, endpoint: str) -> None:
    S3ImageStorage(bucket).write_bytes("a.png", b"old")
    failing = Door(endpoint, lambda method, path: 500 if method == "PUT" else None)
    with pytest.raises(StorageError, match=r"Writing a\.png"):
        S3ImageStorage(behind(failing, patience_s=0.3)).write_bytes("a.png", b"new")
    assert S3ImageStorage(bucket).read_bytes("a.png") == b"old"


def test_a_slow_server_is_waited_for_and_one_that_hangs_is_not(behind: Behind, endpoint: str) -> None:
    slow = S3ImageStorage(behind(Door(endpoint, slowly(0.2))))
    slow.write_bytes("a.png", b"x")
    assert slow.read_bytes("a.png") == b"x"
    hanging = S3ImageStorage(behind(Door(endpoint, slowly(1.0)), timeout_s=0.2, patience_s=0.3))
    with pytest.raises(StorageError):
        hanging.read_bytes("a.png")


def test_a_server_that_is_not_there_is_an_error_with_a_remedy(bucket: Bucket) -> None:
    away = S3SessionStorage(replace(bucket, endpoint="http://127.0.0.1:1", timeout_s=1.0, patience_s=0.5))
    with pytest.raises(StorageError) as caught:
        away.list_sessions()
    assert "later" in caught.value.remedy


def test_keys_that_are_refused_say_so(behind: Behind, endpoint: str) -> None:
    images = S3ImageStorage(behind(Door(endpoint, lambda method, path: 403)))
    with pytest.raises(StorageError, match="refuses our keys") as caught:
        images.read_bytes("a.png")
    assert "access key" in caught.value.remedy


def test_old_news_is_survived(bucket: Bucket, behind: Behind, endpoint: str) -> None:
    """Listings tell of what is gone, and not of what is new; what they name is looked for all the same."""
    now, door = S3ImageStorage(bucket), Door(endpoint, stale=True)
    for name in ("20260101_000000-old", "20260102_000000-gone"):
        now.write_bytes(f"{name}/1.png", b"x")
        now.write_bytes(f"{name}/session.json", b"{}")
    late = behind(door)
    sessions = S3SessionStorage(late)
    before = sessions.list_sessions()
    for session in before:
        assert sessions.count_images(session) == 1
    now.delete("20260102_000000-gone/1.png")
    now.delete("20260102_000000-gone/session.json")
    now.write_bytes("20260103_000000-new/1.png", b"x")
    assert sessions.list_sessions() == before == ["20260102_000000-gone", "20260101_000000-old"]
    assert sessions.manifest("20260102_000000-gone") is None
    with pytest.raises(FileNotFoundError):
        sessions.images("20260102_000000-gone").read_bytes("1.png")
    assert sessions.images("20260103_000000-new").read_bytes("1.png") == b"x"
    door.listings.clear()  # the news has come
    assert sessions.list_sessions() == ["20260103_000000-new", "20260101_000000-old"]
    with pytest.raises(SessionNotFound):
        sessions.manifest("20260102_000000-gone")


@pytest.mark.slow
def test_more_than_a_page_is_listed_in_order(bucket: Bucket) -> None:
    images = S3ImageStorage(bucket)
    names = [f"s/{number:04d}.png" for number in range(1100)]
    for name in reversed(names):
        images.write_bytes(name, b"")
    assert [info.key for info in images.list()] == names
    assert S3SessionStorage(bucket).count_images("s") == 1100


def test_a_session_without_a_date_goes_by_its_newest_file(bucket: Bucket) -> None:
    images = S3ImageStorage(bucket)
    for name in ("20200101_000000-old", "holiday", "29990101_000000-future"):
        images.write_bytes(f"{name}/1.png", b"x")
    assert S3SessionStorage(bucket).list_sessions() == ["29990101_000000-future", "holiday", "20200101_000000-old"]


def test_buckets_folders_do_not_see_each_other(bucket: Bucket) -> None:
    S3ImageStorage(bucket).write_bytes("a.png", b"x")
    other = S3ImageStorage(replace(bucket, prefix="other"))
    assert list(other.list()) == []
    assert not other.exists("a.png")


async def test_a_watch_outlives_a_server_that_fails(bucket: Bucket, behind: Behind, endpoint: str) -> None:
    troubles = itertools.chain([None], itertools.repeat(500, 3), itertools.repeat(None))
    late = behind(Door(endpoint, lambda method, path: next(troubles)), patience_s=0.0)
    async with asyncio.timeout(30), S3SessionStorage(late, watch_interval_s=0.02).watch() as changes:
        await asyncio.to_thread(S3ImageStorage(bucket).write_bytes, "s/1.png", b"x")
        assert await anext(changes) == SessionChanged("s", frozenset({"1.png"}))
        await asyncio.to_thread(S3ImageStorage(bucket).delete, "s/1.png")
        assert await anext(changes) == SessionChanged("s", frozenset({"1.png"}))


def test_without_the_client_it_says_what_to_install(bucket: Bucket, monkeypatch: pytest.MonkeyPatch) -> None:
    found = builtins.__import__

    def missing(name: str, *args: object) -> object:
        if name.startswith("obstore"):
            raise ImportError(name)
        return found(name, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(MissingExtra, match="S3 client") as caught:
        bucket.open()
    assert "dreamwindow[s3]" in caught.value.remedy


def test_a_bucket_does_not_show_its_secret(bucket: Bucket) -> None:
    assert "secret" not in repr(bucket)
