"""Whether a picture has been written to its end, by its last bytes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

_PNG, _PNG_END = b"\x89PNG", b"\0\0\0\0IEND\xaeB`\x82"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_GIF, _GIF_END = b"GIF8", b"\x3b"
_RIFF = b"RIFF"
_HEAD = 8


def is_whole(path: Path) -> bool:
    """Whether what begins as PNG, JPEG, GIF or WebP ends as one too; ``False`` for anything else. Raises `OSError`."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_PNG):
            return _tail(file, len(_PNG_END)) == _PNG_END
        if head.startswith(_JPEG):
            return _tail(file, len(_JPEG_END)) == _JPEG_END
        if head.startswith(_GIF):
            return _tail(file, len(_GIF_END)) == _GIF_END
        if head.startswith(_RIFF):
            return os.fstat(file.fileno()).st_size >= int.from_bytes(head[4:8], "little") + _HEAD
    return False


def _tail(file: BinaryIO, count: int) -> bytes:
    file.seek(-count, os.SEEK_END)
    return file.read(count)
