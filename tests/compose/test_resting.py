"""The embedder gives back its memory when the dream is held back, and when it was not needed for long."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.resting import LOOK_S, SOON_S, resting
from dreamwindow.dream.cache import CacheManager, CacheOptions
from dreamwindow.embedders.clip import Clip
from dreamwindow.imaging.descriptor import Descriptor
from tests.clock import VirtualClock
from tests.compose.test_guard import GAME, Acting, acting
from tests.dream.cache.test_renewal import picture
from tests.embedders.clip.conftest import tiny_clip
from tests.guard.test_games import named, stranger

__all__ = ["acting", "tiny_clip"]
SEEN = 3
EVERYBODY_LOOKS = {("game_detection", "nobody_looking_after_s"): None}


class Wishes:
    """Writes down how long unused it would have to be."""

    def __init__(self) -> None:
        self.unused_s: list[float] = []

    def release(self, unused_s: float) -> None:
        self.unused_s.append(unused_s)


async def test_it_is_wanted_back_once_at_the_beginning_of_a_rest_and_soon_after_use_within(
    virtual_clock: VirtualClock,
) -> None:
    wishes, rests = Wishes(), False
    async with resting(wishes, 600, lambda: rests):
        await virtual_clock.sleep(LOOK_S * 1.5)
        rests = True
        await virtual_clock.sleep(LOOK_S * 3)
        rests = False
        await virtual_clock.sleep(LOOK_S)
        rests = True
        await virtual_clock.sleep(LOOK_S)
    assert wishes.unused_s == [600, 600, 0, SOON_S, SOON_S, 600, 0]


async def test_one_that_is_never_idle_is_wanted_back_while_the_dream_rests(virtual_clock: VirtualClock) -> None:
    wishes, rests = Wishes(), False
    async with resting(wishes, None, lambda: rests):
        await virtual_clock.sleep(LOOK_S * 5)
        assert not wishes.unused_s
        rests = True
        await virtual_clock.sleep(LOOK_S * 2)
    assert wishes.unused_s == [0, SOON_S]


async def test_a_dream_is_at_rest_for_a_game_and_for_a_person_but_not_for_want_of_onlookers(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting() as act:
        with stranger(named(tmp_path, GAME)):
            await virtual_clock.sleep(1.5)
            assert act.at_rest  # before a run, too
        await virtual_clock.sleep(6)
        assert not act.at_rest
        await act.start()
        await virtual_clock.sleep(12)
        assert (act.status().status, act.at_rest) == ("paused", False)
        act.pause()
        await virtual_clock.sleep(0.1)
        assert act.at_rest
        act.resume(None)
        await virtual_clock.sleep(0.1)
        assert not act.at_rest


@pytest.mark.torch
@pytest.mark.slow
@pytest.mark.usefixtures("games_alone")
async def test_a_game_takes_the_process_of_clip_away_and_nothing_is_seen_anew_while_it_runs(
    acting: Acting, tiny_clip: Path, tmp_path: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "cache")
    with Clip(tiny_clip, "cpu") as clip, stranger(named(tmp_path, GAME)):
        async with acting(EVERYBODY_LOOKS, embedder=clip) as act, resting(clip, 600, lambda: act.at_rest):
            await virtual_clock.sleep(60)
            assert (strange(act, clip), clip.pid) == (SEEN, None)

            with monkeypatch.context() as defect:  # the control: nobody says that it rests
                defect.setattr(DreamAct, "at_rest", False)
                await virtual_clock.sleep(60)
                assert strange(act, clip) == 0
                assert clip.pid is not None
                process = psutil.Process(clip.pid)
                assert process.is_running()
            await virtual_clock.sleep(LOOK_S)
            assert clip.pid is None
            assert not process.is_running()


def fill(folder: Path) -> None:
    """A cache of what the descriptor has seen."""
    cache = CacheManager(folder, Descriptor(), CacheOptions(max_size=10))
    cache.load_cache()
    for number in range(SEEN):
        cache.add(picture(number), "", {}, np.eye(512, dtype=np.float32)[number])
    cache.save_cache()


def strange(act: DreamAct, clip: Clip) -> int:
    """How many memories CLIP has not seen."""
    assert act.taste.cache is not None
    return sum(entry.embedder != clip.info.name for entry in act.taste.cache.get_all())
