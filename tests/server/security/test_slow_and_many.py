"""Over real sockets: who says little, and who comes too often."""

from __future__ import annotations

import asyncio
import socket
import ssl
import subprocess
from contextlib import AsyncExitStack, closing
from pathlib import Path
from shutil import which

import httpx
import pytest

from dreamwindow.client import AsyncClient, ServerUnreachable
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.errors import ConfigError
from dreamwindow.server import protocols
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.connections import Connections
from dreamwindow.server.serving import listening, opened, serving
from dreamwindow.wire.problem import Problem
from tests.server.conftest import MakeApp
from tests.server.security.conftest import OpenApp

HEAD = b"POST /api/prompt HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BEGINNINGS = {
    "nothing": b"",
    "half a head": HEAD,
    "half a body": HEAD + b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    "half a second head": b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET /hea",
}


@pytest.mark.parametrize("beginning", BEGINNINGS.values(), ids=BEGINNINGS)
async def test_who_says_half_a_request_is_let_go(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, beginning: bytes
) -> None:
    monkeypatch.setattr(protocols, "HEAD_S", 0.2)
    app = make_app(ServerConfig(limits=ServerLimits(request_s=0.2)))
    with listening("127.0.0.1", 0) as listener:
        async with serving(app, listener) as url:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            writer.write(beginning)
            async with asyncio.timeout(30):
                await ended(reader)
            writer.close()


async def ended(reader: asyncio.StreamReader) -> None:
    """Read until the server is gone."""
    try:
        while await reader.read(10_000):
            continue
    except ConnectionResetError:
        return


@pytest.mark.parametrize(
    "said", [b"GET /?" + b"x" * 70_000, b"\x16\x03\x01 hello\r\n\r\n"], ids=["too long", "no HTTP"]
)
async def test_what_is_no_request_is_told_so_as_everything_else_is(make_app: MakeApp, said: bytes) -> None:
    with listening("127.0.0.1", 0) as listener:
        async with serving(make_app(), listener) as url, asyncio.timeout(30):
            reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            writer.write(said)
            head, _, body = (await reader.read(100_000)).partition(b"\r\n\r\n")
            writer.close()
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in head.lower()
    assert Problem.model_validate_json(body).type == "urn:dreamwindow:problem:no-request"


async def test_who_takes_all_places_of_an_address_takes_none_of_others(make_app: MakeApp) -> None:
    limits = ServerLimits(connections_per_address=8)
    with listening("127.0.0.1", 0) as listener:
        async with serving(make_app(ServerConfig(limits=limits)), listener) as url, AsyncExitStack() as stack:
            port = int(url.rpartition(":")[2])
            crowd = [stack.enter_context(closing(connected_from("127.0.0.2", port))) for _ in range(9)]
            async with asyncio.timeout(30):
                assert await gone(crowd[-1])
            async with httpx.AsyncClient(base_url=url) as http:
                assert (await http.get("/health")).status_code == 200


def connected_from(address: str, port: int) -> socket.socket:
    try:
        sock = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))
    except OSError:
        pytest.skip("this system has one loopback address")
    sock.setblocking(False)
    return sock


async def gone(sock: socket.socket) -> bool:
    try:
        return await asyncio.get_running_loop().sock_recv(sock, 1) == b""
    except ConnectionResetError:
        return True


class Peer(asyncio.BaseTransport):
    def __init__(self, address: str) -> None:
        super().__init__({"peername": (address, 1)})


def test_two_thousand_sockets() -> None:
    connections = Connections(ServerConfig())
    crowd = [Peer("192.0.2.1") for _ in range(2_000)]
    assert sum(map(connections.enter, crowd)) == 256
    assert len(connections) == 2_000, "refused, they count until they are gone"
    for peer in crowd:
        connections.leave(peer)
        connections.leave(peer)
    assert len(connections) == 0
    assert connections.enter(Peer("192.0.2.1"))


def test_all_places_are_taken_whoever_took_them() -> None:
    connections = Connections(ServerConfig(limits=ServerLimits(connections=8)))
    assert [connections.enter(Peer(f"192.0.2.{n}")) for n in range(9)] == [True] * 8 + [False]


def test_a_proxy_speaks_for_many() -> None:
    connections = Connections(ServerConfig(behind_proxy=("192.0.2.0/24",)))
    assert all(connections.enter(Peer("192.0.2.9")) for _ in range(300))
    assert not all(connections.enter(Peer("198.51.100.1")) for _ in range(300))


@pytest.fixture
def certificate(tmp_path: Path) -> ServerConfig:
    if which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return ServerConfig(port=0, tls_cert=cert, tls_key=key)


async def test_it_serves_over_tls(open_app: OpenApp, certificate: ServerConfig, keys: KeyFile) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate.tls_cert))
    with opened(certificate, keys) as listener:
        async with serving(open_app(certificate), listener) as url, httpx.AsyncClient(verify=trusting) as http:
            assert url.startswith("https://")
            assert (await http.get(f"{url}/health")).status_code == 200


async def test_a_program_trusts_a_certificate_that_it_is_given_and_no_other(
    open_app: OpenApp, certificate: ServerConfig, keys: KeyFile, key: str
) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate.tls_cert))
    with opened(certificate, keys) as listener:
        async with serving(open_app(certificate), listener) as url:
            async with AsyncClient(url, key, tls=trusting) as dream, dream.viewer() as viewer:
                assert await dream.status() == viewer.status
            async with AsyncClient(url, key) as dream:
                with pytest.raises(ServerUnreachable, match="certificate"):
                    await dream.status()
                with pytest.raises(ServerUnreachable, match="certificate"):
                    async with dream.viewer():
                        pytest.fail("it was trusted")


def test_a_certificate_that_does_not_serve_is_said(certificate: ServerConfig, keys: KeyFile, tmp_path: Path) -> None:
    assert certificate.tls_key is not None
    (tmp_path / "broken.pem").write_text("nothing")
    for wrong in ({"tls_key": None}, {"tls_cert": tmp_path / "none.pem"}, {"tls_key": tmp_path / "broken.pem"}):
        with pytest.raises(ConfigError, match=r"belong together|cannot be used with"):
            opened(certificate.model_copy(update=wrong), keys)
