"""The gate: whose name we answer to, and which pages may steer.

A page on another site cannot read our answers (there is no CORS), but without these checks it could make a browser
*send* to us: by pointing its own name at this machine (DNS rebinding), by a form, or by a WebSocket.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dreamwindow.server.problems import ProblemResponse, problem

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate:
    """Refuses a wrong Host with 421 and a foreign page that would change something, or open a socket, with 403.

    ``also`` says which names are answered to beside ``hosts``.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], origins: Iterable[str], also: Callable[[str], bool] = lambda _: False
    ) -> None:
        self.app = app
        self._also = also
        self.hosts = LOOPBACK_NAMES | {host.lower() for host in hosts}
        self.origins = frozenset(origin.rstrip("/").lower() for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or answer with the refusal."""
        if scope["type"] in ("http", "websocket") and (refusal := self._refusal(scope)):
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> ProblemResponse | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(host_name(hosts[0]) or ""):
            return problem(
                421,
                "This server does not answer to that name.",
                "Use http://127.0.0.1, or add the name to server.allowed_hosts.",
                name="wrong-host",
            )
        if scope["type"] == "http" and scope["method"] in SAFE_METHODS:
            return None
        return None if self._may_steer(headers, hosts[0]) else _foreign()

    def _is_ours(self, name: str) -> bool:
        return name in self.hosts or self._also(name)

    def _may_steer(self, headers: Headers, host: str) -> bool:
        origins = headers.getlist("origin")
        if not origins:  # not a browser, or one that says nothing of another site
            return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
        if len(origins) != 1:
            return False
        origin = origins[0].lower()
        if origin in self.origins:
            return True
        same = origin_authority(origin) == host.lower()
        return same and headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _foreign() -> ProblemResponse:
    return problem(
        403,
        "A page of another site may not steer this one.",
        "Open the dream's own page, or add the site to server.allowed_origins.",
        name="foreign-origin",
    )


def is_address(name: str) -> bool:
    """Whether this is an IP address: nobody can point one elsewhere, as one can a name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def host_name(authority: str) -> str | None:
    """``localhost:8000`` → ``localhost``, ``[::1]:8000`` → ``::1``; `None` for what is no authority."""
    try:
        parts = urlsplit(f"//{authority}")
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return None
    return parts.hostname if parts.netloc == authority and parts.username is None else None


def origin_authority(origin: str) -> str | None:
    """The ``host:port`` of an origin; `None` for ``null`` and what is no origin."""
    scheme, separator, authority = origin.partition("://")
    return authority if separator and scheme in ("http", "https") and host_name(authority) else None
