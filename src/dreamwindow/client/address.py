"""Where a server is, and what opens it."""

from __future__ import annotations

import os
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode, urlsplit

from dreamwindow.errors import ConfigError

URL_VARIABLE, KEY_VARIABLE = "DREAMWINDOW_URL", "DREAMWINDOW_KEY"
DEFAULT_URL = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """``url`` without a slash at its end; ``key`` is never shown. Waits at most ``timeout_s`` for an answer.

    ``tls`` says which certificates are trusted where the system's own do not do.
    """

    url: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 10.0
    tls: ssl.SSLContext | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        url: str | None = None,
        key: str | None = None,
        *,
        timeout_s: float = 10.0,
        tls: ssl.SSLContext | None = None,
        environ: Mapping[str, str] = os.environ,
    ) -> Self:
        """What was given, else ``$DREAMWINDOW_URL``, else this machine's own server.

        The key of ``$DREAMWINDOW_KEY`` goes to that server and to no other: who names another names its key as well.
        Raises `ConfigError` for what is no address, or no key.
        """
        home = (environ.get(URL_VARIABLE) or DEFAULT_URL).rstrip("/")
        found = (url or home).rstrip("/")
        shown = (key or (environ.get(KEY_VARIABLE, "") if found == home else "")).strip()
        if not _is_address(found):
            raise ConfigError(f"{found!r} is no address of a server.", f"Write it as {DEFAULT_URL}.")
        if not shown.isascii() or not shown.isprintable():
            raise ConfigError("The key has characters that no key has.", "`dreamwindow key new` shows one.")
        return cls(url=found, key=shown or None, timeout_s=timeout_s, tls=tls)

    @property
    def headers(self) -> dict[str, str]:
        """What every request carries."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def socket_url(self, **query: str) -> str:
        """The address of the socket."""
        asked = f"?{urlencode(query)}" if query else ""
        return f"ws{self.url.removeprefix('http')}/ws{asked}"


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
