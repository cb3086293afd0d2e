"""Over real sockets: what only the network shows."""

from __future__ import annotations

import asyncio
import itertools
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from websockets import InvalidStatus, Origin
from websockets.asyncio.client import ClientConnection, connect

from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.errors import AddressInUse, ConfigError, UnknownName
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.server.serving import listening, serving
from dreamwindow.wire.header import unpack
from tests.server.asgi_socket import HELLO
from tests.server.conftest import MakeApp
from tests.server.toy import ToyAct


@asynccontextmanager
async def served(app: DescribedApp) -> AsyncIterator[str]:
    with listening("127.0.0.1", 0) as listener:
        async with serving(app, listener) as url:
            yield url


def _ws(url: str) -> str:
    return url.replace("http", "ws") + "/ws"


async def _hear(viewer: ClientConnection, kind: str) -> dict[str, object]:
    async for message in viewer:
        if isinstance(message, str) and json.loads(message)["type"] == kind:
            return dict(json.loads(message))
    raise EOFError


async def _hear_frame(viewer: ClientConnection) -> bytes:
    async for message in viewer:
        if isinstance(message, bytes):
            return message
    raise EOFError


async def test_port_0_takes_a_free_one_and_says_which(make_app: MakeApp) -> None:
    async with served(make_app()) as url, httpx.AsyncClient(base_url=url) as http:
        assert (await http.get("/health")).json()["status"] == "ok"


def test_a_port_that_is_taken() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(AddressInUse, match=f"Port {port} is taken by another program.\n.*--port 0"):
            listening("127.0.0.1", port).__enter__()


def test_a_port_is_free_again_afterwards() -> None:
    with listening("127.0.0.1", 0) as first:
        port = first.sock.getsockname()[1]
    with listening("127.0.0.1", port) as second:
        assert second.url == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_bind_that_others_can_reach_is_refused(host: str) -> None:
    with pytest.raises(ConfigError, match=r"can be reached from other machines.*\n.*127\.0\.0\.1"):
        listening(host, 0).__enter__()


@pytest.mark.parametrize("host", ["", "no such name", "300.300.300.300"])
def test_an_address_that_is_none_is_refused(host: str) -> None:
    with pytest.raises(ConfigError):
        listening(host, 0).__enter__()


async def test_an_error_inside_comes_out_as_it_is(make_app: MakeApp) -> None:
    with pytest.raises(UnknownName, match="no such"):
        async with served(make_app()):
            raise UnknownName("no such thing")


async def test_a_viewer_sees_the_dream(act: ToyAct, make_app: MakeApp) -> None:
    async with served(make_app()) as url, connect(_ws(url)) as viewer:
        await viewer.send(json.dumps(HELLO))
        await _hear(viewer, "welcome")
        for number in (1, 2, 3):
            await act.show(number)
            header, _ = unpack(await _hear_frame(viewer))
            assert header.present_at_us == number * 1000
            await viewer.send(json.dumps({"type": "ack", "seq": header.seq}))


async def test_viewers_get_a_close_frame_when_the_server_closes(make_app: MakeApp) -> None:
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(served(make_app()))
        viewer = await connect(_ws(url))
        await viewer.send(json.dumps(HELLO))
        await _hear(viewer, "welcome")
    await viewer.wait_closed()
    assert (viewer.close_code, viewer.close_reason) == (1001, "the server closes")


async def test_the_server_closes_though_nobody_reads(act: ToyAct, make_app: MakeApp) -> None:
    app, loop = make_app(ServerConfig(close_timeout_s=1)), asyncio.get_running_loop()
    with _narrow() as player, _narrow() as browser:
        async with served(app) as url:
            port = int(url.rpartition(":")[2])
            await _ask(player, port, b"GET /stream.mjpeg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            await _ask(browser, port, UPGRADE)
            assert b" 101 " in await loop.sock_recv(browser, 1_000)
            await loop.sock_sendall(browser, client_frame(json.dumps(HELLO).encode()))
            while act.fanout.watchers < 2:  # noqa: ASYNC110 - the fan-out tells nobody who looks on
                await asyncio.sleep(0)
            for number in range(1, 41):
                shown = await act.show(number, grain=True)
                await act.encoder.encode(shown.frame, "jpeg")
            assert app.state.context.doors.inside == 2
        assert app.state.context.doors.inside == 0
        assert len(_what_came(player)) < 40 * len(await act.encoder.encode(shown.frame, "jpeg")) / 2


async def test_who_does_not_read_is_cut_off_and_nobody_else(act: ToyAct, make_app: MakeApp) -> None:
    app = make_app(ServerConfig(limits=ServerLimits(stalled_write_s=0.1)))
    doors = app.state.context.doors
    with _narrow() as player:
        async with served(app) as url, connect(_ws(url)) as other:
            await _ask(player, int(url.rpartition(":")[2]), b"GET /stream.mjpeg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            while doors.inside < 2:  # noqa: ASYNC110 - the doors tell nobody who enters
                await asyncio.sleep(0)
            for number in itertools.count(1):
                shown = await act.show(number, grain=True)
                await act.encoder.encode(shown.frame, "jpeg")
                if doors.inside == 1:
                    break
            await other.send('{"type":"settings"}')
            assert await _hear(other, "settings")


UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZHJlYW13aW5kb3c9PT09PQ==\r\n\r\n"
)


def client_frame(text: bytes) -> bytes:
    """A text message as a client sends it, masked with zeros (RFC 6455, 5.2)."""
    return bytes([0x81, 0x80 | len(text)]) + bytes(4) + text


def _narrow() -> socket.socket:
    """A socket whose system buffer is small, so that a peer soon notices that nobody reads."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    narrow.setblocking(False)
    return narrow


async def _ask(sock: socket.socket, port: int, request: bytes) -> None:
    loop = asyncio.get_running_loop()
    await loop.sock_connect(sock, ("127.0.0.1", port))
    await loop.sock_sendall(sock, request)


def _what_came(sock: socket.socket) -> bytes:
    came = b""
    try:
        while data := sock.recv(1 << 20):
            came += data
    except (BlockingIOError, ConnectionResetError):
        return came
    return came


async def test_a_message_that_is_too_long_ends_the_socket_and_no_other(act: ToyAct, make_app: MakeApp) -> None:
    async with (
        served(make_app(ServerConfig(limits=ServerLimits(message_bytes=10_000)))) as url,
        connect(_ws(url)) as long_winded,
        connect(_ws(url)) as other,
    ):
        await long_winded.send(json.dumps({"type": "prompt", "prompt": "x" * 20_000}))
        await long_winded.wait_closed()
        assert long_winded.close_code == 1009
        await other.send('{"type":"prompt","prompt":"still here"}')
        assert (await _hear(other, "prompt_updated"))["prompt"] == "still here"


async def test_text_that_is_no_utf_8_ends_the_socket_and_is_no_error_in_the_log(
    make_app: MakeApp, caplog: pytest.LogCaptureFixture
) -> None:
    async with served(make_app()) as url, connect(_ws(url)) as peer:
        await peer.send(b"\xff\xfe", text=True)
        await peer.wait_closed()
        assert peer.close_code == 1007
    assert [record.levelname for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_foreign_page_gets_no_socket(make_app: MakeApp) -> None:
    async with served(make_app()) as url:
        with pytest.raises(InvalidStatus) as refused:
            await connect(_ws(url), origin=Origin("https://evil.example"))
    assert refused.value.response.status_code == 403
    assert json.loads(refused.value.response.body)["type"] == "urn:dreamwindow:problem:foreign-origin"


async def test_a_refused_socket_is_no_error_in_the_log(make_app: MakeApp, caplog: pytest.LogCaptureFixture) -> None:
    async with served(make_app()) as url:
        with pytest.raises(InvalidStatus):
            await connect(_ws(url), origin=Origin("https://evil.example"))
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_body_that_is_too_long_is_refused_before_it_is_read(act: ToyAct, make_app: MakeApp) -> None:
    async with served(make_app()) as url, httpx.AsyncClient(base_url=url) as http:
        answer = await http.post("/api/prompt", json={"prompt": "x" * 20_000_000})
        assert answer.status_code == 413
        assert (await http.get("/health")).status_code == 200


async def test_what_is_no_http_gets_400(make_app: MakeApp) -> None:
    async with served(make_app()) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(b"\x16\x03\x01 hello\r\n\r\n")
        assert (await reader.readline()).startswith(b"HTTP/1.1 400")
        writer.close()
        await writer.wait_closed()
