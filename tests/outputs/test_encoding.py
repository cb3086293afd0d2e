from __future__ import annotations

import asyncio
import threading

import numpy as np
import pytest

from dreamwindow.errors import ConfigError
from dreamwindow.imaging.codec import decode_image
from dreamwindow.outputs import encoding
from dreamwindow.outputs.encoding import Format, FrameEncoder, format_of
from tests.outputs.frames import frame


class Gate:
    """Holds every encode until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self._encode = encoding.encode_pixels
        monkeypatch.setattr(encoding, "encode_pixels", self._held)

    def _held(self, *args: object) -> bytes:
        self.open.wait(10)
        return self._encode(*args)  # type: ignore[arg-type]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    return Gate(monkeypatch)


async def test_however_many_ask_it_is_encoded_once() -> None:
    encoder, one = FrameEncoder(), frame(1)
    results = await asyncio.gather(*(encoder.encode(one, "jpeg", 85) for _ in range(20)))
    assert len(set(results)) == 1
    assert await encoder.encode(one, "jpeg") is results[0]
    assert encoder.encodes == 1


async def test_each_frame_format_and_quality_is_its_own() -> None:
    encoder = FrameEncoder()
    asks: list[tuple[int, Format, int]] = [
        (1, "jpeg", 85), (1, "jpeg", 30), (1, "webp", 85), (1, "png", 85), (2, "png", 85),
    ]  # fmt: skip
    frames = {number: frame(number) for number in (1, 2)}
    results = [await encoder.encode(frames[number], image_format, quality) for number, image_format, quality in asks]
    assert len(set(results)) == encoder.encodes == 5
    assert np.array_equal(decode_image(results[3]), frames[1].pixels)
    await encoder.encode(frames[1], "png", 10)
    assert encoder.encodes == 5  # PNG has no quality


async def test_two_frames_of_one_number_are_not_confused() -> None:
    encoder = FrameEncoder()
    a, b = frame(1), frame(1)
    await encoder.encode(a, "png")
    await encoder.encode(b, "png")
    assert encoder.encodes == 2


async def test_who_is_cancelled_takes_nothing_from_the_others(gate: Gate) -> None:
    encoder, one = FrameEncoder(), frame(1)
    async with asyncio.TaskGroup() as tasks:
        impatient = tasks.create_task(encoder.encode(one, "png"))
        patient = tasks.create_task(encoder.encode(one, "png"))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.wait([impatient])
        gate.open.set()
    assert impatient.cancelled()
    assert np.array_equal(decode_image(patient.result()), one.pixels)
    assert encoder.encodes == 1


async def test_the_loop_goes_on_meanwhile(gate: Gate) -> None:
    async with asyncio.TaskGroup() as tasks:
        encoding_task = tasks.create_task(FrameEncoder().encode(frame(1), "png"))
        for _ in range(5):
            await asyncio.sleep(0)
        assert not encoding_task.done()
        gate.open.set()


async def test_only_the_last_few_are_remembered() -> None:
    encoder, frames = FrameEncoder(remembered=2), [frame(n) for n in range(3)]
    for one in frames:
        await encoder.encode(one, "png")
    await encoder.encode(frames[2], "png")
    assert encoder.encodes == 3
    await encoder.encode(frames[0], "png")
    assert encoder.encodes == 4


async def test_a_failure_reaches_everyone_and_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> bytes:
        raise ValueError("no")

    encoder, one = FrameEncoder(), frame(1)
    with monkeypatch.context() as patch:
        patch.setattr(encoding, "encode_pixels", fail)
        results = await asyncio.gather(*(encoder.encode(one, "png") for _ in range(3)), return_exceptions=True)
        assert [str(result) for result in results] == ["no"] * 3
    assert np.array_equal(decode_image(await encoder.encode(one, "png")), one.pixels)


def test_the_name_decides_the_format() -> None:
    assert [format_of(name) for name in ("a.png", "a.JPG", "a.jpeg", "a.webp")] == ["png", "jpeg", "jpeg", "webp"]
    with pytest.raises(ConfigError, match=r"a\.bmp") as caught:
        format_of("a.bmp")
    assert ".png, .jpg" in caught.value.remedy
