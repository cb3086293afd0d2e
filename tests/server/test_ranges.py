"""A range that is not understood is as if it had not been said."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from starlette.responses import FileResponse

from dreamwindow.server.ranges import UnderstoodRanges


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "picture.png").write_bytes(b"0123456789")
    return tmp_path / "picture.png"


async def status_of(file: Path, said: str, *, understood: bool = True) -> tuple[int, bytes]:
    app = FileResponse(file)
    transport = httpx.ASGITransport(app=UnderstoodRanges(app) if understood else app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        answer = await http.get("/", headers={"Range": said})
    return answer.status_code, answer.content


MANY = "bytes=" + ",".join(["0-1"] * 200)


@pytest.mark.parametrize(
    "said", ["lines=1", "lines=0-3", "bytes", "bytes=", "bytes=-", "bytes=x-y", "bytes=5-2", "bytes=1-2,x", MANY]
)
async def test_what_is_not_understood_gets_the_whole(file: Path, said: str) -> None:
    assert await status_of(file, said) == (200, b"0123456789")


async def test_left_alone_it_would_be_refused(file: Path) -> None:
    """The control."""
    assert (await status_of(file, "lines=1", understood=False))[0] == 400


@pytest.mark.parametrize(
    ("said", "status", "part"),
    [
        ("bytes=2-4", 206, b"234"),
        ("Bytes=8-", 206, b"89"),
        ("bytes=-3", 206, b"789"),
        ("bytes=0-0", 206, b"0"),
        ("bytes=100-", 416, b""),
    ],
)
async def test_what_is_understood_gets_its_part(file: Path, said: str, status: int, part: bytes) -> None:
    assert await status_of(file, said) == (status, part)
