"""The entrance: whether a key is asked for, and what is taken for one."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import time
from collections.abc import Callable
from enum import Enum

from starlette.datastructures import Headers
from starlette.requests import cookie_parser

from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import ConfigError
from dreamwindow.server.access.keys import KeyFile, KeyRing
from dreamwindow.server.access.tickets import COOKIE, Tickets, cookie_holds

_log = logging.getLogger(__name__)
FRESH_S = 1.0
SUBPROTOCOL = "dreamwindow"
KEY_SUBPROTOCOL = "dreamwindow.key."


class Reach(Enum):
    """Who can knock."""

    THIS_MACHINE = "this machine"
    ANYBODY = "anybody"


def is_loopback(host: str) -> bool:
    """Whether only this machine can mean ``host``; a name other than ``localhost`` may be anybody's."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def asks_for_key(config: ServerConfig) -> bool:
    """A server that others can reach, itself or through a proxy, asks everybody."""
    return config.ask_for_key or bool(config.behind_proxy) or not is_loopback(config.host)


def reach_of(config: ServerConfig, keys: KeyFile) -> Reach:
    """How wide the server may open. Raises `ConfigError` where a key is asked for and nobody has one. Blocks."""
    if asks_for_key(config) and not keys.read().keys:
        raise ConfigError(
            f"{_why(config)}, and there is no key to keep strangers out.",
            "Make one with `dreamwindow key new`; or use 127.0.0.1, and a tunnel (ssh -L 8000:127.0.0.1:8000).",
        )
    return Reach.THIS_MACHINE if is_loopback(config.host) else Reach.ANYBODY


def _why(config: ServerConfig) -> str:
    if not is_loopback(config.host):
        return f"{config.host} can be reached from other machines"
    return "Others come through the proxy" if config.behind_proxy else "server.ask_for_key is set"


class Entrance:
    """Knows keys, cookies and tickets. The file of keys is read again once a second, so that a revoked one ends."""

    def __init__(self, keys: KeyFile, monotonic: Callable[[], float], wall: Callable[[], float] = time.time) -> None:
        self.tickets = Tickets(monotonic)
        self.wall = wall
        self._keys = keys
        self._monotonic = monotonic
        self._ring = KeyRing()
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def ring(self) -> KeyRing:
        """The keys as of a second ago at most; none while their file cannot be read."""
        async with self._reading:
            if self._monotonic() - self._read_at >= FRESH_S:
                try:
                    self._ring = await asyncio.to_thread(self._keys.read)
                except ConfigError as error:
                    _log.warning("%s", error.message)
                    self._ring = KeyRing()
                self._read_at = self._monotonic()
        return self._ring

    async def admits(self, headers: Headers, ticket: str | None = None) -> bool:
        """Whether a request with these headers may pass: by key, cookie, or (a socket's) subprotocol or ticket."""
        ring = await self.ring()
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and shown:
            return ring.find(shown.strip()) is not None
        if ticket is not None and self.tickets.take(ticket):
            return True
        if any(ring.find(shown) for shown in offered_keys(headers)):
            return True
        cookie = cookie_parser("; ".join(headers.getlist("cookie"))).get(COOKIE)
        return cookie is not None and cookie_holds(cookie, ring, self.wall())


def offered_keys(headers: Headers) -> list[str]:
    """Keys among the subprotocols that a socket asks for: browsers let a page set no other header."""
    offered = (name.strip() for name in headers.get("sec-websocket-protocol", "").split(","))
    return [name.removeprefix(KEY_SUBPROTOCOL) for name in offered if name.startswith(KEY_SUBPROTOCOL)]
