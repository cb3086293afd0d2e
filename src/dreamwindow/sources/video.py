"""A video, in a file or at an address, by FFmpeg's libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from dreamwindow.contracts.source import SourceOptions, SourcePicture
from dreamwindow.errors import SourceFailed
from dreamwindow.imaging.codec import MAX_PIXELS
from dreamwindow.model.frame import Pixels
from dreamwindow.sources.addresses import FILES, checked, is_address, shown

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame

_LIVE = ("rtsp", "rtmp")
"""Schemes whose pictures come as they are made, and are not held back."""
_TIMELESS = "mpjpeg"
"""JPEGs one after another, as many cameras give them over HTTP: FFmpeg invents their times."""


class Video:
    """Pictures at the times that the file says; what is live comes as it comes.

    At an address, what is live or has no length has no end either: where it breaks off it has failed.
    """

    def __init__(self, options: SourceOptions) -> None:
        self._is_remote = is_address(options.place)
        self._protocols = checked(options.place) if self._is_remote else FILES
        self._place = options.place if self._is_remote else str(options.base_dir / options.place)
        self._patience_s = options.patience_s
        self._is_live = options.place.startswith(_LIVE)
        self._is_endless = False
        self._stack = ExitStack()
        self._frames: Iterator[VideoFrame] = iter(())
        self._began_s: float | None = None

    def __enter__(self) -> Self:
        import av

        try:
            container = self._stack.enter_context(self._opened())
            if not container.streams.video:
                raise SourceFailed(f"{shown(self._place)} has no pictures.", "Give a video.")
            self._frames = container.decode(container.streams.video[0])
            self._is_live = self._is_live or container.format.name == _TIMELESS
            self._is_endless = self._is_remote and (self._is_live or container.duration is None)
        except (av.FFmpegError, OSError) as error:
            self._stack.close()
            raise self._failed(error) from error
        except SourceFailed:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def read(self) -> SourcePicture | None:
        """See `Source.read`. A picture that is broken is passed over."""
        import av

        try:
            frame = next(self._frames, None)
        except (av.FFmpegError, OSError) as error:
            raise self._failed(error) from error
        if frame is None and self._is_endless:
            raise SourceFailed(f"{shown(self._place)} has broken off.", "Check that it still sends.")
        if frame is None:
            return None
        if frame.width * frame.height > MAX_PIXELS:
            raise SourceFailed(f"{shown(self._place)} is of {frame.width}x{frame.height} pixels.", "Make it smaller.")
        return SourcePicture(cast(Pixels, frame.to_ndarray(format="rgb24")), self._due(frame.time))

    def _opened(self) -> InputContainer:
        import av

        options = {"protocol_whitelist": self._protocols}
        if self._place.startswith("rtsp"):
            options["rtsp_transport"] = "tcp"  # through firewalls, and whole
        wait = (self._patience_s, self._patience_s) if self._is_remote else None
        return av.open(self._place, "r", options=options, timeout=wait)

    def _due(self, time_s: float | None) -> float | None:
        if self._is_live or time_s is None:
            return None
        if self._began_s is None:
            self._began_s = time_s
        return time_s - self._began_s

    def _failed(self, error: Exception) -> SourceFailed:
        import av

        why = getattr(error, "strerror", None) or str(error)
        if isinstance(error, av.error.ExitError):  # what FFmpeg calls a wait that was broken off
            why = f"nothing came for {self._patience_s:g} s"
        return SourceFailed(f"{shown(self._place)} cannot be read: {why}.", "Check that it is there, and a video.")
