"""From an app to an address: takes the port first, then serves inside the running loop, then closes in order."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TypeAlias

import uvicorn

from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import AddressInUse, ConfigError
from dreamwindow.flow.alongside import alongside
from dreamwindow.server.access.entrance import Reach, asks_for_key, reach_of
from dreamwindow.server.access.keys import KeyFile, keys_file
from dreamwindow.server.connections import Connections
from dreamwindow.server.context import ServerContext
from dreamwindow.server.lan import named_here, reachable_at
from dreamwindow.server.openapi import DescribedApp
from dreamwindow.server.protocols import http_protocol, socket_protocol
from dreamwindow.server.rtc.desk import RtcDesk
from dreamwindow.server.tls import check_certificate

_log = logging.getLogger(__name__)
BACKLOG = 128
_Addresses: TypeAlias = list[tuple[socket.AddressFamily, str]]


@dataclass(frozen=True, slots=True)
class Listener:
    """A port that is ours. Connections wait in it until `serving` takes them.

    ``url`` is for this machine; ``elsewhere`` for others where every address is listened on, the likeliest first.
    """

    sock: socket.socket
    url: str
    reach: Reach
    elsewhere: tuple[str, ...] = ()


def listening(host: str, port: int) -> AbstractContextManager[Listener]:
    """Take the port, before anything else is begun; 0 takes any free one.

    Raises `AddressInUse`, or `ConfigError` for an address that others can get to.
    """
    return _listening(host, port, _resolve(host, port), Reach.THIS_MACHINE, "http")


@contextmanager
def _listening(host: str, port: int, found: _Addresses, reach: Reach, scheme: str) -> Iterator[Listener]:
    family, address = _chosen(host, port, found, reach)
    with socket.socket(family, socket.SOCK_STREAM) as sock:
        _own(sock)
        _bind(sock, address, port)
        sock.setblocking(False)
        shown, port = named_here(host), sock.getsockname()[1]
        yield Listener(sock, f"{scheme}://{shown}:{port}", reach, reachable_at(host, port, scheme))


def opened(config: ServerConfig, keys: KeyFile | None = None) -> AbstractContextManager[Listener]:
    """`listening` as wide as ``config`` says. Raises `ConfigError` too for keys or certificates that are missing."""
    found = _resolve(config.host, config.port)  # a misspelt address is told before a missing key
    reach = reach_of(config, keys or KeyFile(keys_file()))
    check_certificate(config)
    return _listening(config.host, config.port, found, reach, "https" if config.tls_cert else "http")


@asynccontextmanager
async def serving(app: DescribedApp, listener: Listener) -> AsyncIterator[str]:
    """Serve ``app`` until the block ends; gives the page's address.

    At the end viewers get a close frame (1001) and streams end; who still does not read after
    ``server.close_timeout_s`` is cut off. Raises `ConfigError` for an app that asks nobody for a key on a port where
    anybody knocks.
    """
    context: ServerContext = app.state.context
    rtc: RtcDesk = app.state.rtc
    if listener.reach is Reach.ANYBODY and not asks_for_key(context.config):
        raise ConfigError("This app asks nobody for a key.", "Give it the config of the address that it is served on.")
    server = _Server(_uvicorn_config(app, context.config))

    async def end() -> None:
        await _show_out(context, server)
        server.should_exit = True

    async with rtc, alongside(server.serve([listener.sock.dup()]), name="server", end=end):
        await server.up.wait()
        yield listener.url


class _Server(uvicorn.Server):
    """Leaves signals to the command line, and tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    def cut_stalled(self) -> None:
        """Drop connections whose peers do not take what was sent."""
        for connection in list(self.server_state.connections):
            if connection.transport.get_write_buffer_size():
                connection.transport.abort()


async def _show_out(context: ServerContext, server: _Server) -> None:
    """Ask everyone to leave, and see to it that they do."""
    context.doors.close()
    try:
        async with asyncio.timeout(context.config.close_timeout_s):
            await context.doors.emptied()
    except TimeoutError:
        _log.info("%d viewers did not leave by themselves", context.doors.inside)
    server.cut_stalled()


def _uvicorn_config(app: DescribedApp, config: ServerConfig) -> uvicorn.Config:
    limits, connections = config.limits, Connections(config)
    return uvicorn.Config(
        app,
        http=http_protocol(limits, connections),
        ws=socket_protocol(limits, connections),
        ws_max_size=limits.message_bytes,
        ws_per_message_deflate=False,  # pictures are compressed already
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        backlog=BACKLOG,
        ssl_certfile=config.tls_cert,
        ssl_keyfile=config.tls_key,
        timeout_graceful_shutdown=max(1, round(config.close_timeout_s)),
    )


def _resolve(host: str, port: int) -> _Addresses:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise ConfigError(f"There is no address {host!r}.", "Set server.host to 127.0.0.1.") from error
    return [(family, str(where[0])) for family, _, _, _, where in found]


def _chosen(host: str, port: int, found: _Addresses, reach: Reach) -> tuple[socket.AddressFamily, tuple[str, int]]:
    """The first; all of them count where nobody else may get to it."""
    family, address = found[0]
    if reach is Reach.THIS_MACHINE and not all(ipaddress.ip_address(each).is_loopback for _, each in found):
        raise ConfigError(
            f"{host} can be reached from other machines, and nobody would be asked for a key.",
            "Use 127.0.0.1; from elsewhere, use a tunnel (ssh -L 8000:127.0.0.1:8000).",
        )
    return family, (address, port)


def _own(sock: socket.socket) -> None:
    """Ours alone, but not kept from us by connections of a run that just ended."""
    if sys.platform == "win32":
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def _bind(sock: socket.socket, address: tuple[str, int], port: int) -> None:
    try:
        sock.bind(address)
        sock.listen(BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise AddressInUse(
                f"Port {port} is taken by another program.", "Close it, or take another: --port 0 finds a free one."
            ) from error
        raise ConfigError(f"Cannot listen on {address[0]}, port {port}: {error.strerror}.", "Try --port 0.") from error
