"""Videos at an address: what has no end of its own has failed where it breaks off, and is tried again."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import IO, cast

import av
import numpy as np
import pytest

from dreamwindow.contracts.source import SourceOptions
from dreamwindow.errors import SourceFailed
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.outputs.video import encode_mp4
from dreamwindow.sources.video import Video
from tests.outputs.frames import pixels


class Pipe(io.RawIOBase):
    """Takes what is written, and cannot go back: as a stream that nobody knows the length of."""

    def __init__(self) -> None:
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(memoryview(data))  # type: ignore[arg-type] # whatever FFmpeg gives
        return len(memoryview(data))  # type: ignore[arg-type]


def endless_film() -> bytes:
    pipe = Pipe()
    with av.open(cast(IO[bytes], pipe), "w", format="matroska", options={"live": "1"}) as container:
        stream = container.add_stream("mjpeg", rate=10, width=32, height=32, pix_fmt="yuvj420p")
        for number in range(3):
            frame = av.VideoFrame.from_ndarray(pixels(number, side=32), format="rgb24")
            container.mux(stream.encode(frame.reformat(format="yuvj420p")))
        container.mux(stream.encode(None))
    return pipe.data


def camera() -> bytes:
    """As cameras give them, sixty a second and more."""
    jpeg = encode_jpeg(np.full((32, 32, 3), 90, np.uint8), 90)
    head = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(jpeg)
    return (head + jpeg + b"\r\n") * 3


@contextmanager
def served(data: bytes, kind: str) -> Iterator[SourceOptions]:
    class Once(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))  # without, FFmpeg takes any end for a broken line
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Once) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield SourceOptions(place=f"http://127.0.0.1:{server.server_port}/door", base_dir=Path(), patience_s=20)
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("data", "kind"), [(endless_film(), "video/x-matroska"), (camera(), "multipart/x-mixed-replace; boundary=frame")]
)
def test_a_camera_that_breaks_off_has_failed(data: bytes, kind: str) -> None:
    with served(data, kind) as options, Video(options) as video:
        assert video.read() is not None
        with pytest.raises(SourceFailed, match="broken off"):
            list(iter(video.read, None))


def test_what_a_camera_gives_is_not_held_back() -> None:
    with served(camera(), "multipart/x-mixed-replace; boundary=frame") as options, Video(options) as video:
        assert [picture.at_s for picture in (video.read(), video.read()) if picture is not None] == [None, None]


def test_a_film_at_an_address_has_an_end() -> None:
    film = encode_mp4((pixels(number, side=32), number / 10) for number in range(3))
    with served(film, "video/mp4") as options, Video(options) as video:
        assert len(list(iter(video.read, None))) >= 3
