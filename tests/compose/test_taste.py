"""Taste in the act: kept across runs, exact in replay, and nothing at all with the slider down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.replay import replaying
from dreamwindow.config.load import load
from dreamwindow.dream.prompts import Theme
from dreamwindow.dream.taste.book import FILE_NAME
from dreamwindow.model import events as ev
from dreamwindow.sessions.reader import read_recipes
from tests.clock import VirtualClock

Act = Callable[..., DreamAct]
LAKE, EMBERS, CITY = "a lake at dawn", "glowing embers", "neon city"
SMALL: dict[tuple[str, ...], Any] = {
    ("generation", "width"): 64,
    ("generation", "height"): 64,
    ("generation", "seed"): 7,
    ("recording", "min_free_gb"): 0,
    ("recording", "record"): "all",
    ("output", "display_rate_hz"): 6.0,
    ("prompts", "base_themes"): [LAKE, EMBERS, CITY],
    ("prompts", "rotation_interval"): 4,  # keyframes: by time, a busy machine may turn a frame later
    ("generation", "cache", "injection_probability"): 0.5,
    ("generation", "cache", "cooldown_keyframes"): 2,
    ("generation", "cache", "enabled"): True,
}


@pytest.fixture
def act(tmp_path: Path, virtual_clock: VirtualClock) -> Act:
    """An act in a folder of its own: ``act("a", {("taste", "closeness"): 1.0}, frames=30)``."""

    def make(folder: str, settings: dict[tuple[str, ...], Any] | None = None, **options: Any) -> DreamAct:
        (tmp_path / folder).mkdir(exist_ok=True)
        flags = {path: ("test", value) for path, value in (SMALL | (settings or {})).items()}
        loaded = load(None, flags, environ={}, cwd=tmp_path / folder)
        return DreamAct(loaded, DreamOptions(**options), virtual_clock)

    return make


async def liked(act: Act, clock: VirtualClock, folder: str) -> None:
    """Leave two hearts for words that are no theme."""
    async with act(folder, prompt="misty forest") as dreaming:
        await dreaming.start()
        for _ in range(2):
            await clock.sleep(4)
            await dreaming.back.favourite(dreaming.fanout.newest)


def newest_session(folder: Path) -> Path:
    return max(path for path in (folder / "sessions").iterdir() if path.is_dir())


async def test_what_was_kept_draws_the_next_run_and_replay_makes_every_frame_again(
    act: Act, virtual_clock: VirtualClock, tmp_path: Path
) -> None:
    await liked(act, virtual_clock, "a")
    async with act("a", {("taste", "closeness"): 1.0}, frames=90) as dreaming:
        await dreaming.start()
        assert dreaming.status().likes == 2
        assert (await dreaming.finished()).reason == "completed"
        assert (dreaming.status().cache_injections or 0) > 0
    session = newest_session(tmp_path / "a")
    recipes = [record.recipe for record in read_recipes(session) if record.frame]
    assert {recipe.prompt for recipe in recipes} == {"misty forest"}
    returned = {parent for recipe in recipes for parent in recipe.parents if parent.startswith("image:")}
    assert returned
    async with replaying(session, tmp_path / "again") as again:
        verdicts = [remade.verdict async for remade in again.remake()]
    assert verdicts == ["same"] * 90


async def hashes(dreaming: DreamAct, folder: Path) -> list[str | None]:
    async with dreaming:
        await dreaming.start()
        await dreaming.finished()
    return [record.pixels_sha256 for record in read_recipes(newest_session(folder)) if record.frame]


async def test_with_the_slider_down_it_is_the_dream_of_one_who_kept_nothing(
    act: Act, virtual_clock: VirtualClock, tmp_path: Path
) -> None:
    down = {("taste", "closeness"): 0.0, ("system", "cache_dir"): "another-cache"}
    await liked(act, virtual_clock, "with")
    plain = await hashes(act("without", down, frames=90), tmp_path / "without")
    assert await hashes(act("with", down, frames=90), tmp_path / "with") == plain
    up = down | {("taste", "closeness"): 1.0, ("system", "cache_dir"): "a-third-cache"}
    assert await hashes(act("with", up, frames=90), tmp_path / "with") != plain


async def test_other_themes_lead_elsewhere_at_once(act: Act, virtual_clock: VirtualClock) -> None:
    async with act("a") as dreaming:
        await dreaming.start()
        await virtual_clock.sleep(3)
        await dreaming.back.favourite(dreaming.fanout.newest)
        assert Theme(LAKE) in dict(dreaming.taste.leaning.shares)
        await dreaming.change_themes([Theme(LAKE, "people"), Theme(CITY)])
        assert [theme for theme, _ in dreaming.taste.leaning.shares] == [Theme(LAKE, "people")]


async def test_a_taste_file_that_is_deleted_meanwhile_loses_only_taste(
    act: Act, virtual_clock: VirtualClock, tmp_path: Path
) -> None:
    async with act("a", {("taste", "closeness"): 1.0}) as dreaming:
        await dreaming.start()
        await virtual_clock.sleep(3)
        await dreaming.back.favourite(dreaming.fanout.newest)
        (tmp_path / "a" / "sessions" / FILE_NAME).unlink()
        await virtual_clock.sleep(3)
        shown = dreaming.fanout.newest
        await dreaming.back.favourite(shown)
        assert shown is not None
        assert [Path(like.picture).stem for like in dreaming.taste.likes] == [f"{shown.frame.number:06d}"]


async def test_a_taste_file_in_ruins_is_no_end(act: Act, tmp_path: Path) -> None:
    dreaming = act("a", frames=3)
    (tmp_path / "a" / "sessions").mkdir()
    (tmp_path / "a" / "sessions" / FILE_NAME).write_bytes(b"\x00ruins")
    async with dreaming:
        await dreaming.start()
        assert (await dreaming.finished()) == ev.Finished("completed")
        assert dreaming.taste.likes == ()


async def test_a_heart_on_the_same_picture_twice_counts_once(act: Act, virtual_clock: VirtualClock) -> None:
    async with act("a") as dreaming:
        await dreaming.start()
        await virtual_clock.sleep(3)
        shown = dreaming.fanout.newest
        await dreaming.back.favourite(shown)
        await dreaming.back.favourite(shown)
        assert len(dreaming.taste.likes) == 1
