"""Which server ``$DISPLAY`` means, and the cookie that opens it."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import ProbeUnavailable

COOKIE = b"MIT-MAGIC-COOKIE-1"
_DISPLAY = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")


def display_number(environ: Mapping[str, str]) -> int:
    """The number of this machine's display. Raises `ProbeUnavailable`."""
    display = environ.get("DISPLAY", "")
    match = _DISPLAY.fullmatch(display)
    if match is not None:
        return int(match[1])
    if display:
        raise ProbeUnavailable(f"The display {display} is not this machine's own.")
    if environ.get("WAYLAND_DISPLAY"):
        raise ProbeUnavailable("Wayland lets no program see another's windows, and Xwayland does not run.")
    raise ProbeUnavailable("There is no display ($DISPLAY is not set).")


def cookie(environ: Mapping[str, str], number: int, host: str) -> bytes | None:
    """What opens the display, from ``$XAUTHORITY`` or ``~/.Xauthority``; ``None`` when nothing there is for it."""
    home = Path(environ.get("HOME", "/"))
    path = Path(environ.get("XAUTHORITY") or home / ".Xauthority")
    try:
        data = path.read_bytes()
    except OSError:
        return None
    ours = [entry for entry in _entries(data) if entry.name == COOKIE and entry.number in (b"", b"%d" % number)]
    ours.sort(key=lambda entry: entry.address != host.encode())  # several machines may share a home
    return ours[0].data if ours else None


@dataclass(frozen=True, slots=True)
class _Entry:
    address: bytes
    number: bytes
    name: bytes
    data: bytes


def _entries(data: bytes) -> Iterator[_Entry]:
    """Each entry of the file: a family, then four texts, each after its length, big-endian. A torn end is left out."""
    at = 0
    try:
        while at < len(data):
            at += 2
            fields = []
            for _ in range(4):
                (length,) = struct.unpack_from(">H", data, at)
                fields.append(data[at + 2 : at + 2 + length])
                at += 2 + length
            yield _Entry(*fields)
    except struct.error:
        return
