"""Names that every file system can hold: the rules of Windows everywhere, Unicode NFC, at most 255 bytes."""

from __future__ import annotations

import re
import unicodedata

MAX_BYTES = 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])(\..*)?", re.IGNORECASE | re.DOTALL)


def is_portable_name(name: str) -> bool:
    """Whether a file of this name can live on any system, as it is."""
    return bool(name) and sanitize_filename(name) == name


def sanitize_filename(name: str, *, max_bytes: int = MAX_BYTES) -> str:
    """The nearest portable name: never empty, never a device, an extension kept when it has to be shortened."""
    composed = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    safe = _trimmed(_FORBIDDEN.sub("_", composed)) or "_"
    if _DEVICE.fullmatch(_before_dot(safe)):
        safe = f"_{safe}"
    return _trimmed(_shortened(safe, max_bytes)) or "_"


def _trimmed(name: str) -> str:
    """Windows drops dots and spaces at the end, and a leading space is lost on the way through most programs."""
    return name.lstrip(" ").rstrip(". ")


def _before_dot(name: str) -> str:
    return name.split(".", 1)[0].rstrip(" ")


def _shortened(name: str, max_bytes: int) -> str:
    if len(name.encode()) <= max_bytes:
        return name
    stem, dot, extension = name.rpartition(".")
    tail = f"{dot}{extension}" if stem and len(extension.encode()) < min(20, max_bytes // 2) else ""
    head = (stem if tail else name).encode()[: max_bytes - len(tail.encode())]
    return head.decode(errors="ignore").rstrip(". ") + tail
