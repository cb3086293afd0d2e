"""What it takes to keep current_frame.png and status.json, beside the naive way: Pillow's own PNG, written in place."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from benchmarks.measure import Figure, pair, repeat, verdict
from dreamwindow.files import atomic_write
from dreamwindow.imaging.codec import encode_jpeg, encode_png, encode_webp, pixels_sha256
from dreamwindow.model.frame import Pixels
from dreamwindow.model.status import Status
from dreamwindow.outputs.status import StatusWriter

PHOTO = Path(__file__).parents[1] / "tests" / "data" / "photo.jpg"
UNDER_REPLACE_MS = 10.0


def main(argv: Sequence[str]) -> int:
    """Print the figures; 0 when a replace at 512x512 takes less than asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks outputs", description=__doc__)
    parser.add_argument("--n", type=int, default=60, help="samples of each")
    n = parser.parse_args(argv).n
    pixels = np.asarray(Image.open(PHOTO).convert("RGB").resize((512, 512)))
    with tempfile.TemporaryDirectory() as folder:
        replaced = _replaces(Path(folder), pixels, n)
        _parts(Path(folder), pixels, n)
    print(verdict(replaced, UNDER_REPLACE_MS))
    return 0 if replaced.median < UNDER_REPLACE_MS else 1


def _replaces(folder: Path, pixels: Pixels, n: int) -> Figure:
    """A photograph, which packs worse than most dreams: encoded, written aside, flushed to the disk, renamed."""
    cv2.setNumThreads(1)
    path = folder / "current_frame.png"
    image = Image.fromarray(pixels)
    measured = pair(
        ("replace current_frame.png, 512x512", lambda: atomic_write(encode_png(pixels), path)),
        ("Pillow's PNG (level 6) in place", lambda: image.save(folder / "naive.png")),
        n,
    )
    print(measured)
    sizes = [(folder / name).stat().st_size / 1e3 for name in ("current_frame.png", "naive.png")]
    print(f"{'size of the file':<44} {sizes[0]:9.0f} kB beside {sizes[1]:.0f} kB")
    return measured.ours


def _parts(folder: Path, pixels: Pixels, n: int) -> None:
    data = encode_png(pixels)
    writer = StatusWriter(folder / "status.json", Status)
    print(repeat("of that: the PNG", lambda: encode_png(pixels), n))
    print(repeat("of that: aside, flushed, renamed", lambda: atomic_write(data, folder / "a.png"), n))
    print(repeat("status.json", writer.write_status, n))
    print(repeat("JPEG, quality 85", lambda: encode_jpeg(pixels), n))
    print(repeat("WebP, quality 85", lambda: encode_webp(pixels), n))
    print(repeat("hash of the pixels", lambda: pixels_sha256(pixels), n))
