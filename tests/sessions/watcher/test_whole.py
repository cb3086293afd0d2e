from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from dreamwindow.imaging.codec import encode_jpeg, encode_png, encode_webp
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.watcher.whole import is_whole


def encode_gif(pixels: Pixels) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "GIF")
    return file.getvalue()


@pytest.mark.parametrize("encode", [encode_png, encode_jpeg, encode_webp, encode_gif])
def test_only_what_has_its_end_is_whole(encode, sample_pixels: Pixels, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    data = encode(sample_pixels)
    path = tmp_path / "a"
    path.write_bytes(data)
    assert is_whole(path)
    for size in range(12, len(data), 101):
        path.write_bytes(data[:size])
        assert not is_whole(path), size


def test_what_is_no_picture_is_never_whole(tmp_path: Path) -> None:
    for data in (b"", b"hello", b"GIF89a"):
        (tmp_path / "a").write_bytes(data)
        assert not is_whole(tmp_path / "a")
    with pytest.raises(OSError):  # noqa: PT011 - any of them
        is_whole(tmp_path / "nowhere")
