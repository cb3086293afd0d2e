"""Plain PNGs, fast: 8 bits, RGB, not interlaced, as picture generators write them.

Two thirds of the time that a PNG takes go into unpacking. ISA-L does that in less than half of zlib's time; FFmpeg then
undoes the row filters of what is handed to it as a PNG that was never packed. See docs/decisions/070.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
from isal import isal_zlib

from dreamwindow.imaging.codec.png_text import SIGNATURE
from dreamwindow.model.frame import Pixels

_HEADER = struct.Struct(">I4sIIBBBBB")
_PLAIN = (8, 2, 0, 0, 0)
"""Bits, colour type RGB, the only compression, the only filter method, no interlacing."""
_CHANGES_PIXELS = frozenset({b"tRNS", b"eXIf", b"acTL"})
"""Chunks that have a say in what is seen: transparency, orientation, animation."""
_BLOCK = 65_535
"""Bytes that one unpacked block of deflate holds at most (RFC 1951, 3.2.4)."""
_END = b"\0\0\0\0\0\0\0\0IEND\xaeB`\x82"
"""A CRC that nobody checks, and the last chunk."""


def decode_plain_png(data: bytes, max_pixels: int) -> Pixels | None:
    """(H, W, 3) uint8 RGB, or ``None`` for whatever is not plain, whole and of at most ``max_pixels``.

    ``None`` is no verdict: `decode_image` finds out what it is. That the pixels are whole is known by zlib's checksum.
    """
    packed = _packed_pixels(data)
    if packed is None:
        return None
    width, height = struct.unpack_from(">II", data, 16)
    if not 0 < width * height <= max_pixels:
        return None
    rows = _unpacked(packed, height * (1 + 3 * width))
    return None if rows is None else _unfiltered(data[8:33], rows, width, height)


def _packed_pixels(data: bytes) -> bytes | None:
    """The content of every IDAT, if the PNG is plain and has an end."""
    if len(data) < 33 or not data.startswith(SIGNATURE):
        return None
    length, kind, _, _, *form = _HEADER.unpack_from(data, 8)
    if (length, kind, tuple(form)) != (13, b"IHDR", _PLAIN) or _crc(data, 8) != zlib.crc32(data[12:29]):
        return None
    parts, at = [], 33
    while at + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IDAT":
            parts.append(data[at + 8 : at + 8 + length])
        elif kind == b"IEND":
            return b"".join(parts)
        elif kind in _CHANGES_PIXELS:
            return None
        at += 12 + length
    return None


def _crc(data: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", data, at + 21)[0])


def _unpacked(packed: bytes, size: int) -> bytes | None:
    """Exactly ``size`` bytes, their checksum right; never more memory than that, whatever ``packed`` would become."""
    unpacking = isal_zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, size)
    except isal_zlib.error:  # type: ignore[misc]  # its types say it is an instance
        return None
    return rows if unpacking.eof and len(rows) == size else None


def _unfiltered(header: bytes, rows: bytes, width: int, height: int) -> Pixels | None:
    import av  # takes long to import, and only thumbnails come here

    decoder = av.CodecContext.create("png", "r")
    decoder.thread_count = 1  # one picture a process: more threads only wait
    try:
        frames = decoder.decode(av.Packet(_never_packed(header, rows)))  # type: ignore[arg-type]  # takes any buffer
    except av.FFmpegError:
        return None
    if len(frames) != 1 or frames[0].format.name != "rgb24" or (frames[0].width, frames[0].height) != (width, height):
        return None
    return np.ascontiguousarray(frames[0].to_ndarray())


def _never_packed(header: bytes, rows: bytes) -> memoryview:
    """The PNG whose IDAT holds ``rows`` as they are; zlib's checksum, already compared, is left out."""
    whole, rest = divmod(len(rows), _BLOCK)
    tail = struct.pack("<BHH", 1, rest, _BLOCK - rest) + rows[whole * _BLOCK :]
    size = 2 + whole * (5 + _BLOCK) + len(tail)
    start = SIGNATURE + header + struct.pack(">I", size) + b"IDAT\x78\x01"
    png = np.empty(len(start) + size - 2 + len(_END), np.uint8)
    png[: len(start)] = np.frombuffer(start, np.uint8)
    blocks = png[len(start) : len(start) + whole * (5 + _BLOCK)].reshape(whole, 5 + _BLOCK)
    blocks[:, :5] = np.frombuffer(struct.pack("<BHH", 0, _BLOCK, 0), np.uint8)
    blocks[:, 5:] = np.frombuffer(rows, np.uint8, whole * _BLOCK).reshape(whole, _BLOCK)
    png[len(start) + blocks.size :] = np.frombuffer(tail + _END, np.uint8)
    return png.data
