"""Loopback: pictures to a virtual camera of Linux's v4l2loopback, for video calls and OBS.

Written by the kernel's headers (``linux/videodev2.h``) and tested with a device that answers as they say; it was never
run on a real one.
"""

from __future__ import annotations

import asyncio
import os
import stat
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import SinkFailed
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import Pixels, ShownFrame

_WIDE = struct.calcsize("P") == 8
CAPABILITY = struct.Struct("=16s32s32sII4I")
"""driver, card, bus, version, capabilities, those of this device, reserved"""
FORMAT_BYTES = 208 if _WIDE else 204
PIX = struct.Struct("=IIIIIII")
"""width, height, pixelformat, field, bytesperline, sizeimage, colorspace; in the format behind its type"""
PIX_AT = 8 if _WIDE else 4
QUERYCAP = 2 << 30 | CAPABILITY.size << 16 | ord("V") << 8 | 0
S_FMT = 3 << 30 | FORMAT_BYTES << 16 | ord("V") << 8 | 5
CAP_OUTPUT, BUF_TYPE_OUTPUT, FIELD_NONE, COLORSPACE_SRGB = 0x2, 2, 1, 8
YU12 = int.from_bytes(b"YU12", "little")
_REMEDY = "modprobe v4l2loopback exclusive_caps=1 makes one; `v4l2-ctl --list-devices` lists them."


@dataclass(frozen=True, slots=True)
class Device:
    """What is asked of the system."""

    open: Callable[[str], int]
    ioctl: Callable[[int, int, bytearray], int]
    write: Callable[[int, memoryview], int]
    close: Callable[[int], None]


def _open(path: str) -> int:
    file = os.open(path, os.O_RDWR)
    if not stat.S_ISCHR(os.fstat(file).st_mode):
        os.close(file)
        raise OSError("it is no device")
    return file


def _ioctl(file: int, request: int, argument: bytearray) -> int:
    if sys.platform == "win32":
        raise OSError("there is no v4l2 on Windows")
    import fcntl

    return int(fcntl.ioctl(file, request, argument, True))


SYSTEM = Device(_open, _ioctl, os.write, os.close)


class Loopback:
    """Writes each picture to the device ``to``, as planar YUV of its own size."""

    name = "v4l2loopback"

    def __init__(self, options: SinkOptions, device: Device = SYSTEM) -> None:
        self._path = options.to
        self._device = device
        self._file: int | None = None
        self._size: tuple[int, int] | None = None

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._open)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self._close)

    async def take(self, shown: ShownFrame) -> None:
        """Show it to whoever has the camera open. Raises `SinkFailed`."""
        await asyncio.to_thread(self._take, shown.frame.pixels)

    def _open(self) -> None:
        try:
            self._file = self._device.open(self._path)
            answer = bytearray(CAPABILITY.size)
            self._device.ioctl(self._file, QUERYCAP, answer)
        except OSError as error:
            self._close()
            raise self._failed(error) from error
        *_, capabilities, of_device, _, _, _ = CAPABILITY.unpack(answer)
        if not (of_device or capabilities) & CAP_OUTPUT:
            self._close()
            raise SinkFailed(f"{self._path} is a camera of its own: nothing can be written to it.", _REMEDY)

    def _close(self) -> None:
        file, self._file, self._size = self._file, None, None
        if file is not None:
            self._device.close(file)

    def _take(self, pixels: Pixels) -> None:
        height, width = (max(2, side & ~1) for side in pixels.shape[:2])
        try:
            if self._size is not None and self._size != (width, height):
                self._close()
                self._open()
            if self._size is None:
                self._set_size(width, height)
            picture = planar(fit(pixels, width, height)).data.cast("B")
            if self._file is not None and self._device.write(self._file, picture) != len(picture):
                raise SinkFailed(f"{self._path} took half a picture.", _REMEDY)
        except OSError as error:
            raise self._failed(error) from error

    def _set_size(self, width: int, height: int) -> None:
        wanted = bytearray(FORMAT_BYTES)
        struct.pack_into("=I", wanted, 0, BUF_TYPE_OUTPUT)
        size = width * height * 3 // 2
        PIX.pack_into(wanted, PIX_AT, width, height, YU12, FIELD_NONE, width, size, COLORSPACE_SRGB)
        if self._file is not None:
            self._device.ioctl(self._file, S_FMT, wanted)
        if PIX.unpack_from(wanted, PIX_AT)[:3] != (width, height, YU12):
            raise SinkFailed(f"{self._path} does not take {width}x{height} in YU12.", "Let go of it elsewhere.")
        self._size = width, height

    def _failed(self, error: OSError) -> SinkFailed:
        return SinkFailed(f"{self._path} cannot be written to: {error.strerror or error}.", _REMEDY)


def planar(pixels: Pixels) -> Pixels:
    """(H, W, 3) RGB as (H·3/2, W): Y, then U and V at half the size, as BT.601 has it. Sides are even."""
    return np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2YUV_I420), np.uint8)
