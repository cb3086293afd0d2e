"""A virtual camera, played by a device that answers as the kernel's headers say."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.sink import SinkOptions
from dreamwindow.errors import SinkFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.away.v4l2 import (
    CAP_OUTPUT,
    CAPABILITY,
    FORMAT_BYTES,
    PIX,
    PIX_AT,
    QUERYCAP,
    S_FMT,
    SYSTEM,
    YU12,
    Device,
    Loopback,
    planar,
)
from tests.outputs.frames import frame, shown

CAPTURE_ONLY = 0x1


class Kernel:
    """Of one device: what was asked, what was written."""

    def __init__(self, capabilities: int = CAP_OUTPUT | CAPTURE_ONLY, fixed: tuple[int, int] | None = None) -> None:
        self.formats: list[tuple[int, ...]] = []
        self.written: list[bytes] = []
        self.opened = self.closed = 0
        self.takes = 1.0
        self._capabilities = capabilities
        self._fixed = fixed

    def device(self) -> Device:
        return Device(self.open, self.ioctl, self.write, self.close)

    def open(self, path: str) -> int:
        if path != "/dev/video10":
            raise FileNotFoundError(2, "No such file or directory")
        self.opened += 1
        return 7

    def ioctl(self, file: int, request: int, argument: bytearray) -> int:
        if request == QUERYCAP:
            said = (b"v4l2 loopback", b"Dream", b"platform:v4l2loopback-010", 0x60100, 0x80000000, self._capabilities)
            CAPABILITY.pack_into(argument, 0, *said, 0, 0, 0)
        elif request == S_FMT:
            assert len(argument) == FORMAT_BYTES
            assert struct.unpack_from("=I", argument) == (2,)
            if self._fixed is not None:
                struct.pack_into("=II", argument, PIX_AT, *self._fixed)
            self.formats.append(PIX.unpack_from(argument, PIX_AT))
        else:
            raise AssertionError(hex(request))
        return 0

    def write(self, file: int, data: memoryview) -> int:
        self.written.append(bytes(data))
        return int(len(data) * self.takes)

    def close(self, file: int) -> None:
        self.closed += 1


def camera(kernel: Kernel, path: str = "/dev/video10") -> Loopback:
    return Loopback(SinkOptions(to=path, base_dir=Path()), kernel.device())


@pytest.mark.skipif(struct.calcsize("P") != 8, reason="numbers of 64-bit systems")
def test_the_requests_are_the_kernels() -> None:
    assert (QUERYCAP, S_FMT, YU12) == (0x80685600, 0xC0D05605, 0x32315559)


async def test_pictures_are_written_as_planes_of_their_size() -> None:
    kernel = Kernel()
    async with camera(kernel) as sink:
        await sink.take(shown(frame(1, side=65)))
        await sink.take(shown(frame(2, side=65)))
    assert kernel.formats == [(64, 64, YU12, 1, 64, 64 * 96, 8)]
    assert [len(data) for data in kernel.written] == [64 * 96] * 2
    assert kernel.opened == kernel.closed == 1


async def test_another_size_opens_it_anew() -> None:
    kernel = Kernel()
    async with camera(kernel) as sink:
        for side in (64, 32):
            await sink.take(shown(frame(1, side=side)))
    assert [one[:2] for one in kernel.formats] == [(64, 64), (32, 32)]
    assert kernel.opened == kernel.closed == 2


@pytest.mark.parametrize(
    ("kernel", "path", "said"),
    [
        (Kernel(), "/dev/video0", "No such file"),
        (Kernel(CAPTURE_ONLY), "/dev/video10", "camera of its own"),
        (Kernel(fixed=(640, 480)), "/dev/video10", "does not take 64x64"),
    ],
)
async def test_what_does_not_go_is_said_and_nothing_stays_open(kernel: Kernel, path: str, said: str) -> None:
    with pytest.raises(SinkFailed, match=said):
        async with camera(kernel, path) as sink:
            await sink.take(shown(frame(1, side=64)))
    assert kernel.opened == kernel.closed


async def test_half_a_picture_is_a_failure() -> None:
    kernel = Kernel()
    kernel.takes = 0.5
    with pytest.raises(SinkFailed, match="half a picture"):
        async with camera(kernel) as sink:
            await sink.take(shown(frame(1, side=64)))


@pytest.mark.skipif(sys.platform == "win32", reason="devices of POSIX systems")
async def test_a_file_is_no_camera(tmp_path: Path) -> None:
    (tmp_path / "video10").touch()
    with pytest.raises(SinkFailed, match="no device"):
        async with Loopback(SinkOptions(to=str(tmp_path / "video10"), base_dir=tmp_path), SYSTEM):
            raise AssertionError("it was opened all the same")


@pytest.mark.parametrize(
    ("rgb", "yuv"), [((0, 0, 0), (16, 128, 128)), ((255, 255, 255), (235, 128, 128)), ((255, 0, 0), (82, 90, 240))]
)
def test_colours_are_those_of_bt_601(rgb: tuple[int, int, int], yuv: tuple[int, int, int]) -> None:
    pixels: Pixels = np.full((4, 8, 3), rgb, np.uint8)
    flat = planar(pixels).ravel()
    for plane, expected in zip((flat[:32], flat[32:40], flat[40:]), yuv, strict=True):
        assert np.abs(plane.astype(int) - expected).max() <= 1
