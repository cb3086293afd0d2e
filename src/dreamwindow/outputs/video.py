"""Video: pictures with their times as an MP4 that plays everywhere."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Literal, Self, cast

from dreamwindow.errors import MissingExtra
from dreamwindow.model.frame import Pixels

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

Codec = Literal["h264", "av1"]
Layout = Literal["index_first", "fragments"]
"""``index_first`` for what is whole when it is seen; ``fragments``, each playable by itself, for what may break off."""
TIME_BASE = Fraction(1, 90_000)
"""MPEG's clock: every display time can be said in it."""
CRF = "18"
"""x264's constant quality; visually lossless."""
FRAGMENT_FRAMES = 48
"""Pictures of a fragment, at most: what a crash costs."""
_MOVFLAGS: Mapping[Layout, str] = {
    "index_first": "faststart",
    "fragments": "frag_keyframe+empty_moov+default_base_moof",
}
_ENCODERS: dict[Codec, Mapping[str, Mapping[str, str]]] = {
    "h264": {"libx264": {"crf": CRF, "preset": "veryfast"}},
    "av1": {"libsvtav1": {"crf": "28", "preset": "8"}, "libaom-av1": {"crf": "26", "cpu-used": "6"}},
}
"""Encoders that FFmpeg may have, best first, with what makes the difference invisible at a bearable pace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoOptions:
    """``metadata`` goes into the file as it is: ``title``, ``comment``, ``description``."""

    codec: Codec = "h264"
    layout: Layout = "index_first"
    metadata: Mapping[str, str] = field(default_factory=dict)


class Video:
    """An MP4 that is written to ``file`` as pictures come. A context manager; blocks.

    ``file`` is seekable, at its beginning, and either in memory or by its ``name`` on the disk: its index is put first
    at the end, so that a player begins before it has all, and for that the whole is read once more; in ``fragments``
    nothing is read again, and of what breaks off all but the last fragment can be played.
    All pictures have the size of the first, even on both sides. Each stays until the next one's time.
    Raises `MissingExtra` where no encoder is there.
    """

    def __init__(self, file: IO[bytes], options: VideoOptions) -> None:
        import av

        self._encoder, self._tuning = _encoder(options.codec)
        self._layout = options.layout
        self._file = file
        self._is_of_use = True
        flags = {"movflags": _MOVFLAGS[options.layout]}
        self._container: OutputContainer = av.open(file, "w", format="mp4", options=flags, io_open=self._read_again)
        self._container.metadata.update(options.metadata)
        self._stream: VideoStream | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the container. After an error what was begun is of no use, and its end may not be writable either."""
        self._is_of_use = error is None
        with contextlib.suppress(OSError) if error is not None else contextlib.nullcontext():
            self._container.close()

    def add(self, pixels: Pixels, at_s: float) -> None:
        """One more picture, ``at_s`` seconds since the first, later than the one before."""
        import av

        if self._stream is None:
            self._stream = self._begin(pixels)
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts = round(at_s / TIME_BASE)
        frame.time_base = TIME_BASE
        self._container.mux(self._stream.encode(frame))

    def end(self, at_s: float | None = None) -> None:
        """No more pictures. The last one stays as long as the one before, whatever ``at_s``: MP4 has it so.

        Raises `ValueError` where there was none.
        """
        if self._stream is None:
            raise ValueError("a video needs a frame")
        self._container.mux(self._stream.encode())

    def _read_again(self, url: str, flags: int, options: Mapping[str, str]) -> IO[bytes]:
        """What was written, for FFmpeg to make room in front of it."""
        if not self._is_of_use:
            raise OSError("what broke off is not put in order")
        self._file.flush()
        if isinstance(self._file, io.BytesIO):
            return io.BytesIO(self._file.getvalue())
        return Path(self._file.name).open("rb")

    def _begin(self, pixels: Pixels) -> VideoStream:
        stream = cast("VideoStream", self._container.add_stream(self._encoder, options=dict(self._tuning)))
        stream.height, stream.width = pixels.shape[:2]
        stream.pix_fmt = "yuv420p"
        stream.time_base = TIME_BASE
        stream.codec_context.time_base = TIME_BASE
        if self._layout == "fragments":
            stream.codec_context.gop_size = FRAGMENT_FRAMES
            stream.codec_context.max_b_frames = 0  # with them the first is not at 0 s, and durations are wrong
        return stream


def encode_mp4(frames: Iterable[tuple[Pixels, float]], *, title: str = "", comment: str = "") -> bytes:
    """H.264 in MP4 from (pixels, seconds since the first) in rising order, all of one even-sided size. Blocks.

    Each picture stays until the next one's time. ``title`` and ``comment`` become the file's metadata. Raises
    `ValueError` where there is no frame.
    """
    buffer = io.BytesIO()
    with Video(buffer, VideoOptions(metadata={"title": title, "comment": comment})) as video:
        for pixels, at_s in frames:
            video.add(pixels, at_s)
        video.end()
    return buffer.getvalue()


def _encoder(codec: Codec) -> tuple[str, Mapping[str, str]]:
    import av

    for name, tuning in _ENCODERS[codec].items():
        if name in av.codecs_available:
            return name, tuning
    names = " or ".join(_ENCODERS[codec])
    raise MissingExtra(f"This PyAV cannot encode {codec.upper()}: it has no {names}.", "Use the wheel from PyPI.")
