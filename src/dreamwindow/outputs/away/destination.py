"""Where ffmpeg sends pictures: a server's address, or a file, which is a new one each time."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import ConfigError, SinkFailed
from dreamwindow.files import DISK, claim_beside

_log = logging.getLogger(__name__)
FORMATS = {
    "rtmp": "flv",
    "rtmps": "flv",
    "rtsp": "rtsp",
    "rtsps": "rtsp",
    "srt": "mpegts",
    "udp": "mpegts",
    "tcp": "mpegts",
}
"""What a stream to such an address is wrapped in; a file by its suffix."""


class Destination(Protocol):
    """Begun and ended once for each process that writes there."""

    def begin(self) -> list[str]:
        """How it is told to the program. Blocks. Raises `SinkFailed`."""
        ...

    def end(self) -> None:
        """The process is gone. Blocks."""
        ...

    def hidden(self, said: str) -> str:
        """What the program said, without what nobody else may know."""
        ...


@dataclass(frozen=True, slots=True)
class Address:
    """A server's. The key of a stream is in it."""

    to: str

    def begin(self) -> list[str]:
        """See `Destination.begin`."""
        return ["-f", FORMATS[urlsplit(self.to).scheme], self.to]

    def end(self) -> None:
        """Nothing is left of it."""

    def hidden(self, said: str) -> str:
        """Without the address."""
        return said.replace(self.to, f"{urlsplit(self.to).scheme}://…")


class File:
    """A film, a new one each time: what is there is kept. A pipe or a device is written to as it is."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._film: Path | None = None

    def begin(self) -> list[str]:
        """See `Destination.begin`."""
        if self._path.exists() and not self._path.is_file():
            return [f"file:{self._path}"]
        try:
            self._film = claim_beside(self._path)
        except OSError as error:
            raise SinkFailed(
                f"{self._path} cannot be written: {error.strerror}.", "Check that its folder is there, and yours."
            ) from error
        if self._film == self._path:
            _log.info("Pictures go to %s", self._film)
        else:
            _log.warning("%s is there already, and kept: pictures go to %s", self._path, self._film)
        return [f"file:{self._film}"]

    def end(self) -> None:
        """One in which nothing came to stand is taken away, so that what fails again and again fills no folder."""
        film, self._film = self._film, None
        if film is not None:
            with contextlib.suppress(OSError):  # somebody else took it away
                if film.stat().st_size == 0:
                    DISK.unlink(film)

    def hidden(self, said: str) -> str:
        """All of it: a path is no secret."""
        return said


def destination_of(options: SinkOptions) -> Destination:
    """What ``options.to`` names. Raises `ConfigError`."""
    if "://" not in options.to:
        return File((options.base_dir / options.to).absolute())
    scheme = urlsplit(options.to).scheme
    if scheme not in FORMATS:
        raise ConfigError(f"Pictures are not sent to {scheme}://.", f"There is: a file, {', '.join(FORMATS)}.")
    return Address(options.to)
