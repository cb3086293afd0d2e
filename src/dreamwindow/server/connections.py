"""Connections: how many are open, so that nobody takes them all, and how long a request may take to arrive."""

from __future__ import annotations

import asyncio
from collections import Counter
from ipaddress import ip_address, ip_network

from dreamwindow.config.server import ServerConfig


class Connections:
    """Counts transports from the first byte to the last, whatever they become; proxies' only in all."""

    def __init__(self, config: ServerConfig) -> None:
        self._limits = config.limits
        self._proxies = tuple(ip_network(proxy) for proxy in config.behind_proxy)
        self._open: dict[asyncio.BaseTransport, str] = {}
        self._of: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._open)

    def enter(self, transport: asyncio.BaseTransport) -> bool:
        """Count it in; False if there is no place for it. Every one that entered has to `leave`."""
        peer = transport.get_extra_info("peername")
        address = str(peer[0]) if peer else "unknown"
        full = self._of[address] >= self._limits.connections_per_address and not self._is_proxy(address)
        self._open[transport] = address
        self._of[address] += 1
        return not full and len(self._open) <= self._limits.connections

    def leave(self, transport: asyncio.BaseTransport) -> None:
        """Count it out; again does nothing."""
        address = self._open.pop(transport, None)
        if address is not None:
            self._of[address] -= 1
            self._of += Counter()  # drops what is zero

    def _is_proxy(self, address: str) -> bool:
        if not self._proxies:
            return False
        try:
            return any(ip_address(address) in proxy for proxy in self._proxies)
        except ValueError:
            return False


class Deadline:
    """Aborts a transport unless what it is waited for happens in time."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._timer: asyncio.TimerHandle | None = None
        self._what = ""

    def set(self, what: str, within_s: float) -> None:
        """``what`` has to happen within so many seconds; a wait for something else is over."""
        if self._what == what:
            return
        self.clear()
        self._what = what
        self._timer = asyncio.get_running_loop().call_later(within_s, self._transport.abort)

    def clear(self) -> None:
        """Nothing is waited for."""
        self._what = ""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
