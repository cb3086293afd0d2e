"""Pictures to and from other programs of this machine, through a file that both have mapped.

A whole plugin: a sink and a source. NDI, Spout and Syphon are the same shape, with their library's calls in the three
places marked "here": open, one picture, close.
"""

import asyncio
import mmap
import struct
import time

import numpy as np

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.contracts.source import SourceOptions, SourcePicture
from dreamwindow.errors import SinkFailed, SourceFailed
from dreamwindow.model.frame import Pixels, ShownFrame

HEAD = struct.Struct("<IIQ")  # width, height, and a count: odd while a picture is being written


class MappedSink:
    name = "mapped"

    def __init__(self, options: SinkOptions) -> None:
        self._path = options.base_dir / options.to
        self._map: mmap.mmap | None = None
        self._count = 0

    async def __aenter__(self) -> "MappedSink":
        if not self._path.parent.is_dir():  # here: find the network, the graphics card
            raise SinkFailed(f"There is no folder {self._path.parent}.", "Make it.")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._map is not None:  # here: close
            self._map.close()

    async def take(self, shown: ShownFrame) -> None:
        await asyncio.to_thread(self._write, shown.frame.pixels)  # what takes a millisecond is done in a thread

    def _write(self, pixels: Pixels) -> None:
        height, width = pixels.shape[:2]
        shared = self._map = self._mapped(HEAD.size + pixels.nbytes)
        HEAD.pack_into(shared, 0, width, height, self._count + 1)
        shared[HEAD.size :] = pixels.tobytes()  # here: send it; pixels are (H, W, 3) uint8 RGB
        self._count += 2
        HEAD.pack_into(shared, 0, width, height, self._count)

    def _mapped(self, size: int) -> mmap.mmap:
        if self._map is not None and len(self._map) == size:
            return self._map
        if self._map is not None:
            self._map.close()
        try:
            with open(self._path, "wb+") as file:
                file.truncate(size)
                return mmap.mmap(file.fileno(), size)
        except OSError as error:
            raise SinkFailed(f"{self._path} cannot be written: {error.strerror}.") from error


class MappedSource:
    def __init__(self, options: SourceOptions) -> None:
        self._path = options.base_dir / options.place
        self._patience_s = options.patience_s
        self._map: mmap.mmap | None = None
        self._count = 0

    def __enter__(self) -> "MappedSource":
        try:
            with open(self._path, "rb") as file:  # here: find the sender
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise SourceFailed(f"Nobody sends to {self._path}.", "It is tried again.") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._map is not None:  # here: close
            self._map.close()

    def read(self) -> SourcePicture | None:
        until = time.monotonic() + self._patience_s
        while time.monotonic() < until:
            if self._map is not None and (pixels := self._newest(self._map)) is not None:
                return SourcePicture(pixels)  # no time: it comes at the sender's own pace
            time.sleep(0.005)
        raise SourceFailed(f"Nothing came for {self._patience_s:g} s.", "It is tried again.")

    def _newest(self, shared: mmap.mmap) -> Pixels | None:
        width, height, count = HEAD.unpack_from(shared)
        if count % 2 or count == self._count:
            return None
        data = shared[HEAD.size :]  # here: take what came
        if HEAD.unpack_from(shared)[2] != count:
            return None  # it was written over meanwhile
        self._count = count
        return np.frombuffer(data, np.uint8).reshape(height, width, 3)
