"""A source's pictures come at their times, and whatever it does, it is tried again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import numpy as np
import pytest

from dreamwindow.contracts.source import AtEnd, SourcePicture
from dreamwindow.errors import SourceFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.sources.playing import Playing
from tests.clock import VirtualClock


class Script:
    """Gives what it is told to, an error among it; ``opened`` and ``closed`` count."""

    def __init__(self, *turns: list[SourcePicture | Exception]) -> None:
        self.turns = iter(turns)
        self.opened = self.closed = 0
        self.threads: set[str] = set()
        self._now: Iterator[SourcePicture | Exception] = iter(())

    def __enter__(self) -> Self:
        self.opened += 1
        self._now = iter(next(self.turns, []))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closed += 1

    def read(self) -> SourcePicture | None:
        self.threads.add(threading.current_thread().name)
        item = next(self._now, None)
        if isinstance(item, Exception):
            raise item
        return item


def at(value: int, at_s: float | None) -> SourcePicture:
    return SourcePicture(np.full((8, 8, 3), value, np.uint8), at_s)


async def played(
    script: Script, clock: VirtualClock, at_end: AtEnd = "stop", seconds: float | None = None
) -> tuple[list[tuple[int, float]], Playing]:
    """Value and time of each picture."""
    shown: list[tuple[int, float]] = []

    def show(pixels: Pixels) -> None:
        shown.append((int(pixels[0, 0, 0]), round(clock.monotonic(), 3)))

    playing = Playing("test", lambda: script, at_end, clock, show)
    try:
        async with asyncio.timeout(seconds):
            await playing.run()
    except TimeoutError:
        pass
    return shown, playing


async def test_pictures_come_when_they_are_due(virtual_clock: VirtualClock) -> None:
    shown, playing = await played(Script([at(1, 0), at(2, 0.5), at(3, 2)]), virtual_clock)
    assert shown == [(1, 0), (2, 0.5), (3, 2)]
    assert (playing.progress.state, playing.progress.pictures) == ("ended", 3)


async def test_what_comes_at_its_own_pace_is_shown_at_once(virtual_clock: VirtualClock) -> None:
    assert (await played(Script([at(1, None), at(2, None)]), virtual_clock))[0] == [(1, 0), (2, 0)]


async def test_it_begins_again_and_is_closed_each_time(virtual_clock: VirtualClock) -> None:
    script = Script([at(1, 0), at(2, 0.5)], [at(1, 0), at(2, 0.5)], [at(1, 0), at(2, 0.5)])
    shown, _ = await played(script, virtual_clock, "again", seconds=1.4)
    assert [value for value, _ in shown] == [1, 2, 1, 2, 1]
    assert script.opened == script.closed == 3


async def test_one_that_has_nothing_is_tried_again_later_and_later(virtual_clock: VirtualClock) -> None:
    script = Script([at(1, 0)])
    _, playing = await played(script, virtual_clock, "again", seconds=10.05)
    assert (script.opened, playing.progress.state) == (5, "waiting")
    assert "without a picture" in (playing.progress.says or "")


async def test_one_that_has_but_a_picture_does_not_spin(virtual_clock: VirtualClock) -> None:
    turns: list[list[SourcePicture | Exception]] = [[at(1, 0)]] * 200
    script = Script(*turns)
    await played(script, virtual_clock, "again", seconds=10.05)
    assert script.opened == 101


@pytest.mark.parametrize("error", [SourceFailed("Gone."), ZeroDivisionError("a plugin's own")])
async def test_one_that_fails_is_tried_again_later_and_later(virtual_clock: VirtualClock, error: Exception) -> None:
    script = Script([at(1, 0), error], [error], [error], [at(2, 0)])
    shown, playing = await played(script, virtual_clock)
    assert shown == [(1, 0), (2, 1 + 2 + 4)]
    assert (script.opened, script.closed, playing.progress.says) == (4, 4, None)


async def test_why_it_waits_is_said(virtual_clock: VirtualClock) -> None:
    _, playing = await played(Script([SourceFailed("The door is shut.")]), virtual_clock, seconds=0.5)
    assert (playing.progress.state, playing.progress.says) == ("waiting", "The door is shut.")


async def test_after_a_hitch_it_does_not_hurry(virtual_clock: VirtualClock) -> None:
    class Slow(Script):
        def read(self) -> SourcePicture | None:
            picture = super().read()
            if picture is not None and picture.at_s == 1:
                virtual_clock._loop._jumping.time_s += 5  # type: ignore[attr-defined] # a disk that took so long
            return picture

    shown, _ = await played(Slow([at(1, 0), at(2, 1), at(3, 2), at(4, 3)]), virtual_clock)
    assert shown == [(1, 0), (2, 5), (3, 6), (4, 7)]


async def test_all_of_it_is_called_in_one_thread_of_its_own(virtual_clock: VirtualClock) -> None:
    script = Script([at(1, 0), at(2, 0.1)])
    await played(script, virtual_clock)
    assert len(script.threads) == 1
    assert next(iter(script.threads)).startswith("source test")


async def test_who_is_cancelled_while_it_opens_closes_it(virtual_clock: VirtualClock) -> None:
    opening, go = threading.Event(), threading.Event()

    class Sluggish(Script):
        def __enter__(self) -> Self:
            opening.set()
            assert go.wait(60)
            return super().__enter__()

    script = Sluggish([at(1, 0)])
    playing = Playing("test", lambda: script, "stop", virtual_clock, lambda _: None)
    task = asyncio.create_task(playing.run())
    assert await asyncio.to_thread(opening.wait, 60)
    task.cancel()
    go.set()
    await asyncio.wait([task])
    assert script.opened == script.closed == 1
