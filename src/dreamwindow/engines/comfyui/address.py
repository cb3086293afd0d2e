"""Where a ComfyUI server is: one address for HTTP, the same one for its WebSocket."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from dreamwindow.errors import ConfigError

DEFAULT_URL = "http://127.0.0.1:8188"
_REMEDY = f"Write system.comfyui_url as {DEFAULT_URL}, or https://host/path behind a proxy."
_SOCKET_SCHEMES = {"http": "ws", "https": "wss"}


@dataclass(frozen=True, slots=True)
class Address:
    """``http`` and ``ws`` are URLs without a slash at their end; ``local``: it is on this machine."""

    http: str
    ws: str
    local: bool = False

    def __str__(self) -> str:
        return self.http


def parse_address(url: str) -> Address:
    """An address as people write it: ``127.0.0.1:8188`` is enough. Raises `ConfigError`."""
    written = url.strip()
    try:
        parts = urlsplit(written if "://" in written else f"http://{written}")
        port = parts.port  # reading it checks it
    except ValueError as error:
        raise ConfigError(f"{url!r} is no address of a server: {error}.", _REMEDY) from error
    if parts.scheme not in _SOCKET_SCHEMES:
        raise ConfigError(f"{url!r}: {parts.scheme}:// is not how ComfyUI is spoken to.", _REMEDY)
    if not parts.hostname or port == 0 or parts.query or parts.fragment or " " in parts.netloc:
        raise ConfigError(f"{url!r} is no address of a server.", _REMEDY)
    rest = f"://{parts.netloc}{parts.path.rstrip('/')}"
    local = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")
    return Address(parts.scheme + rest, _SOCKET_SCHEMES[parts.scheme] + rest, local)
