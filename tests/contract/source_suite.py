"""What every source is held to. Subclass `SourceContract` and give it the fixtures ``make`` and ``nowhere``."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from dreamwindow.contracts.source import Source, SourcePicture
from dreamwindow.errors import UserError

FEW = 5


class SourceContract:
    """``make`` makes a source that has pictures, ``nowhere`` one of a place where there is nothing."""

    @pytest.fixture
    def make(self) -> Callable[[], Source]:
        raise NotImplementedError("give it a fixture `make`")

    @pytest.fixture
    def nowhere(self) -> Callable[[], Source]:
        raise NotImplementedError("give it a fixture `nowhere`")

    def test_pictures_are_rgb_and_their_times_rise_from_0(self, make: Callable[[], Source]) -> None:
        pictures = some(make())
        assert pictures
        for picture in pictures:
            assert picture.pixels.dtype == np.uint8
            assert (picture.pixels.ndim, picture.pixels.shape[2]) == (3, 3)
        times = [picture.at_s for picture in pictures]
        if any(time is not None for time in times):
            assert times[0] == 0
            assert times == sorted(time for time in times if time is not None)

    def test_a_picture_stays_as_it_was_given(self, make: Callable[[], Source]) -> None:
        with make() as source:
            first = source.read()
            assert first is not None
            before = first.pixels.copy()
            source.read()
        assert np.array_equal(first.pixels, before)

    def test_it_works_in_any_thread_that_stays_the_same(self, make: Callable[[], Source]) -> None:
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(some, make()).result()

    def test_it_can_be_made_again_and_again(self, make: Callable[[], Source]) -> None:
        assert [bool(some(make())) for _ in range(3)] == [True] * 3

    def test_it_closes_without_being_read(self, make: Callable[[], Source]) -> None:
        with make():
            pass

    def test_where_nothing_is_is_said(self, nowhere: Callable[[], Source]) -> None:
        with pytest.raises(UserError), nowhere() as source:
            source.read()


def some(source: Source) -> list[SourcePicture]:
    """Its first few pictures."""
    with source:
        return list(itertools.islice(iter(source.read, None), FEW))
