"""Addresses of videos: which are read, and what FFmpeg may open in their name."""

from __future__ import annotations

from urllib.parse import urlsplit

from dreamwindow.errors import ConfigError

PROTOCOLS: dict[str, str] = {
    "http": "http,tcp,https,tls,crypto",
    "https": "https,tls,tcp,crypto",
    "rtsp": "rtsp,rtp,udp,tcp",
    "rtsps": "rtsps,rtsp,rtp,udp,tcp,tls",
    "rtmp": "rtmp,tcp",
    "rtmps": "rtmps,rtmp,tls,tcp",
}
"""By scheme. A playlist from elsewhere can name files of this machine: what is not listed is not opened."""
FILES = "file"
_EXAMPLE = "Write it as https://example.org/video.mp4."


def is_address(place: str) -> bool:
    """Whether it is one, rather than a path."""
    return "://" in place


def checked(place: str) -> str:
    """The protocols that may be opened for this address. Raises `ConfigError` for one that is not read."""
    try:
        parts, _ = urlsplit(place), urlsplit(place).port
    except ValueError:  # whose words may hold a password
        raise ConfigError(f"{shown(place)}: its host or port cannot be read.", _EXAMPLE) from None
    if parts.scheme not in PROTOCOLS:
        raise ConfigError(f"Sources are not read from {parts.scheme}://.", f"There is: {', '.join(PROTOCOLS)}.")
    if not parts.hostname:
        raise ConfigError(f"{shown(place)} names no host.", _EXAMPLE)
    return PROTOCOLS[parts.scheme]


def shown(place: str) -> str:
    """For logs and pages: without user, password and query."""
    if not is_address(place):
        return place
    try:
        parts = urlsplit(place)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"{place.partition('://')[0]}://…"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"
