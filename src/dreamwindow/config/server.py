"""``server``: where the page is served, and how much one visitor may ask for."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from dreamwindow.config.group import Group

MB = 1_000_000


def _address(text: str) -> str:
    """Raises `ValueError` for what is neither an IP address nor a network."""
    return str(ip_network(text)) if "/" in text else str(ip_address(text))


class ServerLimits(Group):
    """What one visitor may ask for. None of them can be switched off; each can be widened."""

    body_bytes: Annotated[int, Field(ge=1_000, le=1_000 * MB)] = 16 * MB
    """Largest body of an HTTP request, in bytes. 16 MB holds any photograph a camera makes."""

    message_bytes: Annotated[int, Field(ge=1_000, le=100 * MB)] = 2 * MB
    """Largest WebSocket message, in bytes; a longer one ends the socket with code 1009. 2 MB is a large JPEG."""

    requests_per_minute: Annotated[int, Field(ge=1)] = 3_000
    """HTTP requests an address may make in the long run. 3,000 lets a player fetch every frame as a still."""

    requests_at_once: Annotated[int, Field(ge=1)] = 500
    """Requests an address may make in one go after being quiet. A page needs about twenty."""

    pictures_per_minute: Annotated[int, Field(ge=1)] = 30_000
    """Pictures and thumbnails of the library an address may ask for in the long run, beside other requests."""

    pictures_at_once: Annotated[int, Field(ge=1)] = 5_000
    """Of these, in one go after being quiet. A screen of the gallery shows about a hundred."""

    connections: Annotated[int, Field(ge=8)] = 1_024
    """Connections open at once, from everywhere; one beyond is closed at once. Systems allow some thousand files."""

    connections_per_address: Annotated[int, Field(ge=8)] = 256
    """Of these, from one address. A browser opens six and a socket for each place; proxies are not counted so."""

    request_s: Annotated[float, Field(gt=0)] = 120.0
    """Seconds in which a request's body has to be here, once its head is: 16 MB in them is a slow phone's uplink."""

    messages_per_second: Annotated[int, Field(ge=1)] = 200
    """WebSocket messages a socket may send in the long run. A viewer of 60 frames/s sends 60 and what a hand does."""

    frames_per_second: Annotated[int, Field(ge=1)] = 120
    """Pictures a camera may send in the long run, and that many in one go; beyond it gets an error, and no picture. A
    quick one films 60, and a page has two under way."""

    sockets_per_address: Annotated[int, Field(ge=1)] = 64
    """WebSockets and MJPEG streams open at once for one address. All programs of this machine share one."""

    unread_messages: Annotated[int, Field(ge=1)] = 64
    """Answers kept for a peer that does not read them. With more it is let go: control messages are never dropped."""

    idle_timeout_s: Annotated[float, Field(gt=0)] = 300.0
    """Seconds after which a socket is closed that neither looks on nor says anything, or that owes a viewer's
    acknowledgement. A viewer of a paused dream is not idle."""

    stalled_write_s: Annotated[float, Field(gt=0)] = 30.0
    """Seconds for which a peer may take nothing of what was sent to it. Then its connection is cut."""

    send_buffer_bytes: Annotated[int | None, Field(ge=4_096)] = 128 * 1024
    """Bytes that the system may hold for one WebSocket. Small, since what lies there goes stale; two JPEGs at 512².
    ``None`` leaves it to the system."""


class ServerConfig(Group):
    """Where the page and the API are."""

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    """Address to listen on. Only this machine can reach the default. On any other, such as 0.0.0.0, everybody is asked
    for a key, which `dreamwindow key new` makes."""

    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    """TCP port. 0 takes any free one and says which."""

    allowed_hosts: tuple[str, ...] = ()
    """Names, beside this machine's own, under which the server may be called (a proxy's). Without port. Anything else
    is refused, since a web site could otherwise point its own name here (DNS rebinding)."""

    allowed_origins: tuple[str, ...] = ()
    """Other pages that may call the API, as ``https://example.org``. Empty: only our own page, no CORS."""

    ask_for_key: bool = False
    """Whether a key is asked for even where only this machine can come in: on one that several people share."""

    behind_proxy: tuple[Annotated[str, AfterValidator(_address)], ...] = ()
    """Addresses of proxies (`127.0.0.1`, `10.0.0.0/8`) whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed;
    nobody else's are. With any, everybody is asked for a key."""

    tls_cert: Path | None = None
    """Certificate chain (PEM) for HTTPS; needs `tls_key`."""

    tls_key: Path | None = None
    """Its private key (PEM, not encrypted)."""

    close_timeout_s: Annotated[float, Field(gt=0)] = 3.0
    """Seconds that open requests and sockets are given to end when the server closes."""

    limits: ServerLimits = ServerLimits()
    """What one visitor may ask for."""
