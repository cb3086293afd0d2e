"""Pictures of every kind that a folder may hold, good and bad. Each good one shows the same."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image

from dreamwindow.model.frame import Pixels

WIDTH, HEIGHT = 480, 720


def scene(width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """Smooth colours, an edge, and grain in a part of it; nothing about it is symmetric."""
    y, x = np.mgrid[0:height, 0:width] / (height, width)[0]
    edge = x > 0.2 + 0.4 * y
    planes = [30 + 180 * y, 220 - 150 * x - 40 * edge, 60 + 120 * edge + 0 * x]
    grain = np.random.default_rng(1).integers(-4, 5, (height, width, 3)) * (x < 0.15)[..., None]
    return np.ascontiguousarray(np.clip(np.stack(planes, -1) + grain, 0, 255).astype(np.uint8))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """As a file of that kind."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def good() -> Iterator[tuple[str, bytes]]:
    """Names and files that all show `scene`, as nearly as their kind can."""
    image = Image.fromarray(scene())
    yield "rgb.png", saved(image, "PNG")
    yield "rgba.png", saved(image.convert("RGBA"), "PNG")
    yield "palette.png", saved(image.quantize(256), "PNG")
    yield "interlaced.png", interlaced(scene())
    yield "rgb.jpg", saved(image, "JPEG", quality=95)
    yield "progressive.jpg", saved(image, "JPEG", quality=95, progressive=True)
    yield "cmyk.jpg", saved(image.convert("CMYK"), "JPEG", quality=95)
    yield "lossy.webp", saved(image, "WEBP", quality=90)
    yield "lossless.webp", saved(image, "WEBP", lossless=True)
    yield "wrong-extension.png", saved(image, "JPEG", quality=95)
    still = [image, Image.new("RGB", image.size, "black")]
    yield "animated.webp", saved(still[0], "WEBP", save_all=True, append_images=still[1:], quality=90)
    yield "animated.png", saved(still[0], "PNG", save_all=True, append_images=still[1:])
    for number, undo in _TURNS.items():
        exif = Image.Exif()
        exif[0x0112] = number
        yield f"turned-{number}.jpg", saved(image.transpose(undo), "JPEG", quality=95, exif=exif)
        yield f"turned-{number}.png", saved(image.transpose(undo), "PNG", exif=exif)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What a camera did to the picture, which the orientation tells to undo."""


def bad() -> Iterator[tuple[str, bytes]]:
    """What no thumbnail can be made of."""
    yield "empty.png", b""
    yield "text.png", b"no picture at all"
    yield "page.webp", b"<html></html>"
    yield "bomb.png", png(30_000, 30_000, zlib.compress(b""))
    yield "squeezed.png", png(60_000, 60_000, squeezed(60_000 * 180_001))
    yield "short.png", png(512, 512, zlib.compress(bytes(1000)))
    whole = saved(Image.fromarray(scene()), "PNG")
    yield "flipped.png", whole[:5000] + bytes([whole[5000] ^ 0x55]) + whole[5001:]


def squeezed(size: int) -> bytes:
    """``size`` zeros, packed a thousandfold, without ever being there."""
    packing = zlib.compressobj(9)
    part = bytes(1 << 20)
    return b"".join([packing.compress(part) for _ in range(size >> 26)]) + packing.flush()


def png(width: int, height: int, packed: bytes, *, kind: int = 2, depth: int = 8, interlace: int = 0) -> bytes:
    """A PNG with these bytes for pixels, its checksums right."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlace)
    parts = (b"IHDR" + header, b"IDAT" + packed, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in parts
    )


def filtered(pixels: Pixels, kinds: list[int]) -> bytes:
    """A plain PNG whose rows are filtered in these ways in turn (PNG 1.2, section 6)."""
    height, width = pixels.shape[:2]
    rows = pixels.reshape(height, 3 * width).astype(int)
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    left, corner = (np.hstack([np.zeros((height, 3), int), part[:, :-3]]) for part in (rows, above))
    guess = left + above - corner
    paeth = np.select(
        [
            (abs(guess - left) <= abs(guess - above)) & (abs(guess - left) <= abs(guess - corner)),
            abs(guess - above) <= abs(guess - corner),
        ],
        [left, above],
        corner,
    )
    predictions = np.stack([np.zeros_like(rows), left, above, (left + above) // 2, paeth])
    chosen = np.resize(kinds, height)
    residue = (rows - predictions[chosen, np.arange(height)]).astype(np.uint8)
    return png(width, height, zlib.compress(np.hstack([chosen[:, None].astype(np.uint8), residue]).tobytes()))


def interlaced(pixels: Pixels) -> bytes:
    """Adam7, unfiltered."""
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    parts = []
    for top, first, down, right in passes:
        part = pixels[top::down, first::right]
        parts.append(np.hstack([np.zeros((len(part), 1), np.uint8), part.reshape(len(part), -1)]).tobytes())
    height, width = pixels.shape[:2]
    return png(width, height, zlib.compress(b"".join(parts)), interlace=1)
