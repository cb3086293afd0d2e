"""What every sink that the config can name is held to. Subclass `SinkContract` and give it a fixture ``make``."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from dreamwindow.contracts.sink import Sink
from tests.outputs.frames import frame, shown


class SinkContract:
    """``make`` makes a new sink to the same place, where somebody listens."""

    @pytest.fixture
    def make(self) -> Callable[[], Sink]:
        raise NotImplementedError("give it a fixture `make`")

    def test_making_it_opens_nothing(self, make: Callable[[], Sink]) -> None:
        assert make() is not make()

    async def test_it_has_a_name_and_closes_without_a_picture(self, make: Callable[[], Sink]) -> None:
        async with make() as sink:
            assert sink.name

    async def test_it_takes_pictures_of_any_size_one_after_another(self, make: Callable[[], Sink]) -> None:
        async with make() as sink:
            for number, side in enumerate((64, 64, 65, 32), start=1):
                await sink.take(shown(frame(number, side=side)))

    async def test_pictures_are_only_read(self, make: Callable[[], Sink]) -> None:
        given = frame(1, side=64)
        before = given.pixels.copy()
        async with make() as sink:
            await sink.take(shown(given))
        assert np.array_equal(given.pixels, before)

    async def test_another_can_follow(self, make: Callable[[], Sink]) -> None:
        for number in (1, 2):
            async with make() as sink:
                await sink.take(shown(frame(number, side=64)))
