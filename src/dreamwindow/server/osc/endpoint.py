"""The UDP port at which OSC is heard."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dreamwindow.config.osc import OscConfig
from dreamwindow.errors import AddressInUse, ConfigError, DreamWindowError, UserError
from dreamwindow.server.osc.desk import OscDesk, OscTally
from dreamwindow.server.osc.packets import BadPacket, Message, read, write

if TYPE_CHECKING:
    from dreamwindow.compose.dream import DreamAct
    from dreamwindow.compose.live import LiveAct

_log = logging.getLogger(__name__)
_Address = tuple[str, int]
_LONGEST_REPLY = 400


class OscEndpoint(asyncio.DatagramProtocol):
    """Hears ``senders``, and whoever is on this machine. What is garbage is counted, and nothing else."""

    def __init__(self, desk: OscDesk, senders: tuple[str, ...]) -> None:
        self.desk = desk
        self._senders = frozenset(senders)
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.DatagramProtocol`."""
        self._transport = cast(asyncio.DatagramTransport, transport)  # asyncio's own was none by its type before 3.12

    def error_received(self, exc: Exception) -> None:
        """Who asked does not listen any more."""
        _log.debug("OSC: %s", exc)

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        """A packet came."""
        tally, sender = self.desk.tally, (str(addr[0]), int(addr[1]))
        if not self._may_steer(sender[0]):
            tally.foreign += 1
            return
        try:
            messages = read(data)
        except BadPacket as error:
            tally.garbage += 1
            _log.debug("OSC: %s", error)
            return
        tally.heard += 1
        for message in messages:
            self._do(message, sender)

    def _do(self, message: Message, sender: _Address) -> None:
        try:
            answer = self.desk.do(message)
        except DreamWindowError as error:
            self.desk.tally.refused += 1
            answer = Message("/error", (message.address[:_LONGEST_REPLY], error.message[:_LONGEST_REPLY]))
            self._warn(error)
        if answer is not None and self._transport is not None:
            self._transport.sendto(write(answer), sender)

    def _warn(self, error: DreamWindowError) -> None:
        refused = self.desk.tally.refused
        if refused & (refused - 1) == 0:  # the 1st, 2nd, 4th, 8th ...: a stuck knob is no flood
            _log.warning("OSC: refused (%d so far): %s", refused, error.message)

    def _may_steer(self, host: str) -> bool:
        return host in self._senders or ipaddress.ip_address(host.partition("%")[0]).is_loopback


@dataclass(frozen=True, slots=True)
class OscHeard:
    """Where it is listened, and what came so far."""

    address: tuple[str, int]
    tally: OscTally


@asynccontextmanager
async def osc_heard(act: DreamAct, live: LiveAct | None, config: OscConfig) -> AsyncIterator[OscHeard | None]:
    """Listen while the block runs, if it is enabled. Raises `AddressInUse` or `ConfigError`."""
    if not config.enabled:
        yield None
        return
    endpoint = OscEndpoint(OscDesk(act, live), config.senders)
    loop = asyncio.get_running_loop()
    try:
        transport, _ = await loop.create_datagram_endpoint(lambda: endpoint, local_addr=(config.host, config.port))
    except OSError as error:
        raise _cannot(config, error) from error
    address = transport.get_extra_info("sockname")
    _log.info("OSC is heard on %s, UDP port %d", address[0], address[1])
    try:
        yield OscHeard((str(address[0]), int(address[1])), endpoint.desk.tally)
    finally:
        transport.close()
        tally = endpoint.desk.tally
        _log.info("OSC: %d heard, %d refused, %d garbage", tally.heard, tally.refused, tally.garbage)


def _cannot(config: OscConfig, error: OSError) -> UserError:
    if error.errno == errno.EADDRINUSE:
        return AddressInUse(f"UDP port {config.port} is taken by another program.", "Set osc.port to another.")
    return ConfigError(f"Cannot listen on {config.host}, UDP port {config.port}: {error.strerror}.", "Set osc.host.")
