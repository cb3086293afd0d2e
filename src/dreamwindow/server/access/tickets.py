"""Tickets and cookies: what stands for a key for a while, so that the key itself need not be kept by a page."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256

from dreamwindow.server.access.keys import ApiKey, KeyRing

TICKET_S = 30.0
MOST_TICKETS = 1_024
COOKIE = "dreamwindow"
COOKIE_S = 30 * 24 * 3_600


class Tickets:
    """Each opens one socket, within `TICKET_S` seconds. The oldest goes when there are too many."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._until: dict[str, float] = {}

    def issue(self) -> str:
        """A new ticket."""
        self._forget_the_old()
        ticket = secrets.token_urlsafe(24)
        self._until[ticket] = self._monotonic() + TICKET_S
        return ticket

    def take(self, ticket: str) -> bool:
        """Whether it holds; it does not, a second time. Found in a table by its hash."""
        return self._until.pop(ticket, 0.0) > self._monotonic()

    def _forget_the_old(self) -> None:
        now = self._monotonic()
        held = {ticket: until for ticket, until in self._until.items() if until > now}
        self._until = dict(list(held.items())[-MOST_TICKETS + 1 :])


def cookie_for(key: ApiKey, ring: KeyRing, now_s: float) -> str:
    """``id.expires.signature``: holds for `COOKIE_S` seconds from ``now_s`` (of the wall clock), over a restart."""
    said = f"{key.id}.{int(now_s) + COOKIE_S}"
    return f"{said}.{_signature(said, ring)}"


def cookie_holds(cookie: str, ring: KeyRing, now_s: float) -> bool:
    """Whether we signed it, it is not over, and its key was not revoked."""
    said, _, signature = cookie.rpartition(".")
    if not ring.cookie_secret or not hmac.compare_digest(signature.encode(), _signature(said, ring).encode()):
        return False
    id, _, expires = said.partition(".")
    return ring.known(id) and now_s < int(expires)


def _signature(said: str, ring: KeyRing) -> str:
    return hmac.new(bytes.fromhex(ring.cookie_secret), said.encode(), sha256).hexdigest()
