"""Look: what a picture looks like, for search; and how a thumbnail carries that of its picture along.

A thumbnail made while the pixels were in memory holds the look in a chunk of its WebP, beside the image: who shows it
passes over the chunk, and nobody has to decode the thumbnail to describe the picture.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.imaging import palettes
from dreamwindow.model.frame import Pixels

_CHUNK = b"DWlk"
_HEADER = struct.Struct("<4sI")
_FORMAT = struct.Struct("<BBB")
"""Version; lengths of the embedder's name and of the colours."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Look:
    """``colours`` as `palettes.pack` packs them, ``vector`` as `pack_vector` does, of the embedder of that name."""

    embedder: str
    vector: bytes
    colours: bytes


def look_of(pixels: Pixels, embedder: Embedder) -> Look:
    """Of pixels (H, W, 3), those of a thumbnail. Blocks for a millisecond, or for as long as the embedder takes."""
    return look_with(embedder.embed([pixels])[0], pixels, embedder)


def look_with(vector: Vectors, pixels: Pixels, embedder: Embedder) -> Look:
    """The same where ``embedder`` has seen it, perhaps together with others, which is faster for some."""
    return Look(embedder.info.name, pack_vector(vector), palettes.pack(palettes.swatches(pixels)))


def carrying(webp: bytes, look: Look) -> bytes:
    """The same picture, a WebP, with its look."""
    name = look.embedder.encode()
    body = _FORMAT.pack(_VERSION, len(name), len(look.colours)) + name + look.colours + look.vector
    chunks = webp[8:] + _HEADER.pack(_CHUNK, len(body)) + body + b"\0" * (len(body) % 2)
    return _HEADER.pack(b"RIFF", len(chunks)) + chunks


def carried(webp: bytes) -> Look | None:
    """The look in a WebP, if one is there that we understand. Raises nothing."""
    for kind, body in _chunks(webp):
        if kind == _CHUNK and len(body) >= _FORMAT.size:
            version, name, colours = _FORMAT.unpack_from(body)
            at = _FORMAT.size
            rest = body[at + name + colours :]
            if version == _VERSION and rest and len(rest) % 2 == 0 and colours == palettes.PACKED_BYTES:
                return Look(
                    body[at : at + name].decode("utf-8", "replace"), rest, body[at + name : at + name + colours]
                )
    return None


def pack_vector(vector: Vectors) -> bytes:
    """Half precision: 1 KB for 512 numbers, and cosines right to three digits."""
    return vector.astype("<f2").tobytes()


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """(n, dimension) float32, of unit length again."""
    rows = np.frombuffer(b"".join(packed), "<f2").reshape(len(packed), -1).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def _chunks(webp: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + _HEADER.size <= len(webp):
        kind, size = _HEADER.unpack_from(webp, at)
        at += _HEADER.size
        if at + size > len(webp):
            return
        yield kind, webp[at : at + size]
        at += size + size % 2
