from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dreamwindow.cli.continuing import going_on_from
from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import Loaded, load
from dreamwindow.errors import SessionNotFound
from dreamwindow.imaging.codec import load_image
from dreamwindow.sessions.reader import last_frame, newest_session
from tests.clock import VirtualClock


def loaded_in(folder: Path) -> Loaded:
    small: dict[tuple[str, ...], tuple[str, object]] = {
        ("generation", "width"): ("test", 64),
        ("generation", "height"): ("test", 96),
        ("recording", "record"): ("test", "all"),
        ("recording", "min_free_gb"): ("test", 0),
    }
    return load(None, small, environ={}, cwd=folder)


async def dreamt(folder: Path, clock: VirtualClock, prompt: str | None) -> Path:
    async with DreamAct(loaded_in(folder), DreamOptions(frames=6, prompt=prompt), clock) as act:
        await act.start()
        await act.finished()
    return newest_session(folder / "sessions")


async def test_a_dream_goes_on_from_the_last_picture_with_its_words_and_seed(
    tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    session = await dreamt(tmp_path, virtual_clock, "glowing embers")
    going_on = going_on_from(loaded_in(tmp_path), "")
    assert np.array_equal(going_on.pixels, load_image(session / "000006.png"))
    assert going_on.prompt == "glowing embers"
    nothing_given = {("generation", name): (f"--{name}", None) for name in ("width", "height", "seed")}
    flags = going_on.flags({path: (flag, value) for path, (flag, value) in nothing_given.items()})
    assert [value for _, value in flags.values()] == [64, 96, int(going_on.recipe.seed)]


async def test_what_was_given_counts_more_and_themes_stay_themes(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    session = await dreamt(tmp_path, virtual_clock, None)
    going_on = going_on_from(loaded_in(tmp_path), session.name)
    assert going_on.prompt is None
    given = {("generation", "width"): ("--size", 128), ("generation", "height"): ("--size", 128)}
    flags = going_on.flags(given | {("generation", "seed"): ("--seed", None)})
    assert flags["generation", "width"] == ("--size", 128)


async def test_a_picture_that_was_taken_away_is_passed_over(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    session = await dreamt(tmp_path, virtual_clock, None)
    (session / "000006.png").unlink()
    assert last_frame(session).file == "000005.png"


def test_with_nothing_to_go_on_from_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SessionNotFound, match="no sessions"):
        going_on_from(loaded_in(tmp_path), "")
