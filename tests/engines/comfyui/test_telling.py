"""How far a picture is, and how it looks: told often, and looked at seldom."""

from __future__ import annotations

import numpy as np
import pytest

from dreamwindow.contracts.engine import Progress
from dreamwindow.engines.comfyui import telling
from dreamwindow.engines.comfyui.graph import Graph
from dreamwindow.engines.comfyui.messages import Succeeded
from dreamwindow.engines.comfyui.pixels import preview
from dreamwindow.engines.comfyui.runs import Run
from dreamwindow.engines.comfyui.telling import EVERY_S, Telling
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Pixels

STEP_S = EVERY_S / 8


class Bench:
    """Runs that send a preview with every step, of which the n-th is n throughout; ``decoded`` are those looked at."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        self.decoded: list[int] = []
        self.told: list[Progress] = []
        self.telling = Telling(lambda: self.now)
        self._steps = 0

        def noted(data: bytes) -> Pixels | None:
            pixels = preview(data)
            self.decoded.append(-1 if pixels is None else int(pixels.flat[0]))
            return pixels

        monkeypatch.setattr(telling, "preview", noted)

    async def picture(self, steps: int, *, rubbish: bool = False) -> None:
        """One picture, from its first step to its end."""
        run = Run("one", Graph())
        listener = self.telling.listener(self.told.append)
        for _ in range(steps):
            self._steps += 1
            self.now += STEP_S
            run.see(b"rubbish" if rubbish else encode_png(np.full((8, 8, 3), self._steps, np.uint8)), None)
            await listener(run)


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    return Bench(monkeypatch)


def seen(told: list[Progress]) -> list[int | None]:
    return [None if progress.preview is None else int(progress.preview.flat[0]) for progress in told]


async def test_the_newest_preview_is_looked_at_twice_a_second_and_told_with_every_step(bench: Bench) -> None:
    await bench.picture(24)
    assert bench.decoded == [1, 9, 17]
    assert seen(bench.told) == [1] * 8 + [9] * 8 + [17] * 8


async def test_many_quick_pictures_are_looked_at_no_more_often_than_a_slow_one(bench: Bench) -> None:
    for _ in range(12):
        await bench.picture(2)
    assert bench.decoded == [1, 9, 17]
    assert seen(bench.told[2:8]) == [None] * 6, "nor is one picture taken for another"


async def test_a_picture_that_is_there_does_not_wait_for_its_preview(bench: Bench) -> None:
    run = Run("one", Graph(), preview=encode_png(np.full((8, 8, 3), 1, np.uint8)), end=Succeeded("one"))
    await bench.telling.listener(bench.told.append)(run)
    assert bench.decoded == []
    assert seen(bench.told) == [None]


async def test_what_is_no_picture_is_told_without(bench: Bench) -> None:
    await bench.picture(3, rubbish=True)
    assert bench.decoded == [-1]
    assert seen(bench.told) == [None] * 3
