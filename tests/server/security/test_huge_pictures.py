"""A small file that says it holds 900 million pixels: refused by its header, wherever a picture is taken."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, cast

import pytest
import simplejpeg  # type: ignore[import-untyped]  # it ships no types
from PIL.ImageFile import ImageFile

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.wire.header import FrameHeader, Payload
from tests.clock import VirtualClock
from tests.live.studio import ToyEngine, ToyRoom, picture
from tests.server.asgi_socket import HELLO, connected
from tests.server.bookshelf import app_with, fill, shelf_in
from tests.server.conftest import client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct, toy_app

SMALL = encode_jpeg(picture(50))
START_OF_FRAME = b"\xff\xc0"


def saying(data: bytes, side: int) -> bytes:
    """The same JPEG with another size in its header (ITU T.81, B.2.2)."""
    at = data.index(START_OF_FRAME) + 5
    return data[:at] + 2 * side.to_bytes(2, "big") + data[at + 4 :]


HUGE = saying(SMALL, 30_000)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The widths of what came as far as a decoder."""
    seen: list[int] = []

    def decode_jpeg(data: bytes, *_: Any, **__: Any) -> Any:
        seen.append(simplejpeg.decode_jpeg_header(data)[1])
        raise ValueError("not today")

    def load(image: ImageFile) -> Any:
        seen.append(image.width)
        raise OSError("not today")

    monkeypatch.setattr(simplejpeg, "decode_jpeg", decode_jpeg)
    monkeypatch.setattr(ImageFile, "load", load)
    return seen


def as_binary(data: bytes) -> bytes:
    return FrameHeader(kind=Payload.JPEG, seq=1, width=8, height=8).pack() + data


def as_json(data: bytes) -> dict[str, str]:
    return {"type": "frame", "image": "data:image/jpeg;base64," + base64.b64encode(data).decode()}


async def errors_of(act: ToyAct, clock: VirtualClock, static: Path, data: bytes) -> list[str]:
    """How cameras of both kinds are answered that send it."""
    async with LiveAct(cast(EngineRoom, ToyRoom(ToyEngine())), LiveConfig(), clock=clock) as live:
        app = toy_app(act, ServerConfig(port=0), clock=clock, static=static, live=live)
        async with connected(app) as plain, connected(app) as binary:
            plain.say(as_json(data))
            binary.say(HELLO | {"role": "camera"})
            binary.say(as_binary(data))
            found = [await socket.hear_of("error") for socket in (plain, binary)]
    assert {error["code"] for error in found} == {"invalid_image"}
    return [error["message"] for error in found]


@pytest.mark.parametrize("side", [4_200, 30_000, 65_535])
async def test_no_cameras_is_decoded(
    act: ToyAct, virtual_clock: VirtualClock, static: Path, decoded: list[int], side: int
) -> None:
    for message in await errors_of(act, virtual_clock, static, saying(SMALL, side)):
        assert "pixels" in message
    assert decoded == []


async def test_the_control_a_small_one_comes_to_the_decoder(
    act: ToyAct, virtual_clock: VirtualClock, static: Path, decoded: list[int]
) -> None:
    await errors_of(act, virtual_clock, static, SMALL)
    assert set(decoded) == {32}


async def test_none_to_search_by_is_decoded(tmp_path: Path, act: ToyAct, decoded: list[int]) -> None:
    fill(tmp_path)
    async with shelf_in(tmp_path) as shelf, client_of(app_with(shelf, act)) as http:
        decoded.clear()
        answer = await http.post("/api/search", content=HUGE, headers={"Content-Type": "image/jpeg"})
        assert_problem(answer, 422, "invalid-image")
        assert "pixels" in answer.json()["detail"]
        assert decoded == []
        await http.post("/api/search", content=SMALL, headers={"Content-Type": "image/jpeg"})
        assert decoded == [32]
