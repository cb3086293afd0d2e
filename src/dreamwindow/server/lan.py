"""The addresses under which other machines reach this one."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Protocol

import psutil

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class HasAddress(Protocol):
    """One of an interface's addresses, as psutil tells it: of the network, or of the hardware."""

    @property
    def address(self) -> str:
        """In words, with its zone if it has one."""
        ...


def reachable_at(host: str, port: int, scheme: str) -> tuple[str, ...]:
    """URLs for other machines, the likeliest first; none for a host that is one address already. Blocks briefly."""
    try:
        bound = ipaddress.ip_address(host)
    except ValueError:
        return ()
    if not bound.is_unspecified:
        return ()
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = addresses({name: parts for name, parts in psutil.net_if_addrs().items() if name in up}, bound.version)
    return tuple(f"{scheme}://{authority(address)}:{port}" for address in found)


def named_here(host: str) -> str:
    """How a URL on this machine names a host that is listened on: nothing opens 0.0.0.0."""
    named = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - nothing is bound to it here
    return f"[{named}]" if ":" in named else named


def addresses(interfaces: Mapping[str, Iterable[HasAddress]], version: int) -> list[Address]:
    """Of all interfaces: private networks first. A socket of IP version 6 is reached by both, one of 4 by its own."""
    found = [address for parts in interfaces.values() for part in parts if (address := _parsed(part.address))]
    wanted = [each for each in found if each.version <= version and not each.is_loopback and not _needs_zone(each)]
    return sorted(wanted, key=lambda each: (each.version, each.is_link_local, not each.is_private))


def authority(address: Address) -> str:
    """As a URL has it."""
    return f"[{address}]" if address.version == 6 else str(address)


def _parsed(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _needs_zone(address: Address) -> bool:
    """No browser takes an address that means another machine on each interface."""
    return address.version == 6 and address.is_link_local
