"""Readers that open current_frame.png and status.json as fast as they can while both are replaced at 30 Hz."""

from __future__ import annotations

import asyncio
import itertools
import math
import multiprocessing
import os
import tempfile
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np

from dreamwindow.errors import DreamWindowError
from dreamwindow.files import Disk
from dreamwindow.imaging.codec import read_png_text
from dreamwindow.model.frame import Frame
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.status import Status
from dreamwindow.outputs.current import CurrentFrame, CurrentFrameOptions
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.status import StatusWriter
from trials.crash_judge import check_png, check_status

READERS = 4
RATE_HZ = 30.0
_SIDE = 512
_DECODE_EVERY = 16
"""Every read checks every byte by the PNG's own checksums; one in so many is decoded by Pillow too."""


@dataclass(frozen=True, slots=True)
class Hammered:
    """``reads`` of both files by all readers together, of which ``broken`` met something unreadable."""

    replacements: int
    seconds: float
    reads: int
    broken: int

    def __str__(self) -> str:
        rate = f"{self.replacements / self.seconds:.0f} a second"
        return (
            f"{self.replacements} replacements ({rate}), {self.reads} reads by {READERS} readers, {self.broken} broken"
        )


def hammer(disk: Disk, replacements: int, *, until_broken: bool = False, limit_s: float = math.inf) -> Hammered:
    """Replace both files so often on ``disk`` under the readers; with ``until_broken`` end at the first broken read.

    It ends after ``limit_s`` too, where a disk is slow.
    """
    context = multiprocessing.get_context("spawn")
    reads, broken, stop = context.Value("i", 0), context.Value("i", 0), context.Event()
    ready = context.Barrier(READERS + 1)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        outputs = _Outputs(folder, disk, stack.enter_context(asyncio.Runner()))
        outputs.replace(0)
        for _ in range(READERS):
            reader = context.Process(target=_read, args=(folder, ready, stop, reads, broken))
            reader.start()
            stack.callback(reader.join)
        stack.callback(stop.set)
        ready.wait()
        began = time.monotonic()
        done = _replace_at_rate(outputs, replacements, broken if until_broken else None, began + limit_s)
        seconds = time.monotonic() - began
    return Hammered(done, seconds, reads.value, broken.value)


def _replace_at_rate(outputs: _Outputs, replacements: int, enough: Synchronized[int] | None, until_s: float) -> int:
    due = time.monotonic()
    for number in range(1, replacements + 1):
        outputs.replace(number)
        if (enough is not None and enough.value) or time.monotonic() > until_s:
            return number
        due += 1 / RATE_HZ
        time.sleep(max(0.0, due - time.monotonic()))  # the rate is what is tried
    return replacements


class _Outputs:
    """The two files, written by the program's own writers; two pictures in turn, encoded once."""

    def __init__(self, folder: Path, disk: Disk, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._number = 0
        self._current = CurrentFrame(CurrentFrameOptions(path=folder / "current_frame.png"), FrameEncoder(), disk=disk)
        self._status = StatusWriter(folder / "status.json", lambda: Status(frame_number=self._number), disk=disk)
        self._frames = [_frame(number) for number in range(2)]

    def replace(self, number: int) -> None:
        self._number = number
        self._runner.run(self._current.write(self._frames[number % 2]))
        self._status.write_status()


def _frame(number: int) -> Frame:
    recipe = Recipe(engine="toy", model="toy", kind="txt2img", prompt="x", seed=number, width=_SIDE, height=_SIDE)
    noise = np.random.default_rng(number).integers(0, 256 >> number, (_SIDE, _SIDE, 3), dtype=np.uint8)
    return Frame(
        number=number, pixels=noise, recipe=recipe, keyframe=True, generation_time_s=0.0, made_at=datetime.now(UTC)
    )


def _read(folder: Path, ready: object, stop: Event, reads: Synchronized[int], broken: Synchronized[int]) -> None:
    """Until it is told to stop, or who would tell is gone."""
    parent = os.getppid()
    with suppress(AttributeError, OSError):
        os.nice(5)  # readers that never rest would starve who writes
    ready.wait()  # type: ignore[attr-defined]  # a Barrier, whose type multiprocessing does not name
    for turn in itertools.count():
        whole = _is_whole(folder, decode=turn % _DECODE_EVERY == 0)
        with reads.get_lock():
            reads.value += 2
            broken.value += not whole
        if stop.is_set() or os.getppid() != parent:
            return


def _is_whole(folder: Path, *, decode: bool) -> bool:
    try:
        png = (folder / "current_frame.png").read_bytes()
        read_png_text(png)
        check_status((folder / "status.json").read_bytes())
        if decode:
            check_png(png)
    except (DreamWindowError, OSError, ValueError, KeyError, SyntaxError):
        return False
    return True
