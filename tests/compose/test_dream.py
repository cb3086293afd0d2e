"""The act as the server and the command line use it: real engine, real files, virtual time."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.dream.generator import DreamGenerator
from dreamwindow.engines import registry
from dreamwindow.errors import (
    FolderNotWritable,
    InvalidImage,
    InvalidRecipe,
    NotRemembered,
    SettingsRejected,
    UnknownName,
)
from dreamwindow.identity import ProcessIdentity
from dreamwindow.imaging.codec import decode_image, image_id, load_image
from dreamwindow.sessions.annotations import Annotations
from dreamwindow.sessions.reader import read_manifest, read_recipes
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped

Acting = Callable[..., AbstractAsyncContextManager[DreamAct]]
SMALL = {
    ("generation", "width"): ("test", 64),
    ("generation", "height"): ("test", 64),
    ("recording", "min_free_gb"): ("test", 0),
    ("output", "display_rate_hz"): ("test", 6.0),
}


@pytest.fixture
def acting(tmp_path: Path, virtual_clock: VirtualClock) -> Acting:
    """An act in an empty folder: ``acting({("generation", "mode"): "img2img"}, frames=3)``."""

    @asynccontextmanager
    async def enter(settings: dict[tuple[str, str], Any] | None = None, **options: Any) -> AsyncIterator[DreamAct]:
        flags = SMALL | {path: ("test", value) for path, value in (settings or {}).items()}
        loaded = load(None, flags, environ={}, cwd=tmp_path)
        async with DreamAct(loaded, DreamOptions(**options), virtual_clock) as act:
            yield act

    return enter


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def only_session(root: Path) -> Path:
    (folder,) = (root / "sessions").iterdir()
    return folder


async def test_a_run_of_n_frames_is_a_completed_session_with_n_recipes(acting: Acting, tmp_path: Path) -> None:
    async with acting({("recording", "record"): "all"}, frames=9, prompt="misty forest") as act:
        await act.start()
        assert (await act.finished()).reason == "completed"
    folder = only_session(tmp_path)
    manifest = read_manifest(folder)
    assert (manifest.status, manifest.stop_reason) == ("completed", "completed")
    assert manifest.counts == {"frames_shown": 9, "frames_recorded": 9}
    assert [r.frame for r in read_recipes(folder) if r.frame] == list(range(1, 10))
    assert len(list(folder.glob("*.png"))) == 9
    status = json.loads((tmp_path / "output" / "status.json").read_text())
    assert (status["status"], status["frame_number"], status["session_id"]) == ("stopped", 9, folder.name)
    assert load_image(tmp_path / "output" / "current_frame.png").shape == (64, 64, 3)


async def test_a_run_that_is_stopped_is_aborted_and_another_may_begin(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(3)
        await act.stop()
        first = only_session(tmp_path)
        assert read_manifest(first).status == "aborted"
        assert act.status().status == "stopped"
        await act.start()
        await virtual_clock.sleep(3)
        assert act.status().status == "live"
    assert len(list((tmp_path / "sessions").iterdir())) == 2


async def test_leaving_closes_the_session(acting: Acting, tmp_path: Path, virtual_clock: VirtualClock) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(1)
    assert read_manifest(only_session(tmp_path)).status == "aborted"


async def test_a_photograph_is_kept_beside_what_grew_from_it(acting: Acting, tmp_path: Path) -> None:
    photo = np.random.default_rng(3).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    async with acting({("recording", "record"): "all"}, frames=4, origin=photo) as act:
        await act.start()
        await act.finished()
    folder = only_session(tmp_path)
    (kept,) = (folder / "inputs").iterdir()
    first = read_recipes(folder)[0]
    assert first.recipe.parents == (f"image:{kept.stem}",)
    assert np.array_equal(load_image(kept), load_image(folder / "000001.png"))


async def test_steering_is_seen_at_once_and_made_soon(acting: Acting, virtual_clock: VirtualClock) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(2)
        assert act.steer(prompt="glowing embers", strength=0.2).revision == 2
        assert act.settings.prompt == "glowing embers"
        await virtual_clock.sleep(5)
        assert act.status().current_prompt == "glowing embers"
        newest = act.fanout.newest
        assert newest is not None
        assert (newest.frame.recipe.prompt, newest.frame.settings_rev) == ("glowing embers", 2)


async def test_a_bad_change_changes_nothing(acting: Acting) -> None:
    async with acting() as act:
        before = act.settings
        with pytest.raises(SettingsRejected):
            act.steer(prompt="lake", strength=7)
        with pytest.raises(UnknownName, match="Did you mean 'hybrid'"):
            act.steer(mode="hybird")
        assert act.settings is before


async def test_a_pause_is_said_with_its_reason(acting: Acting, virtual_clock: VirtualClock) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(1)
        act.pause("a game")
        await virtual_clock.sleep(1)
        assert (act.status().status, act.status().pause_reason) == ("paused", "a game")
        act.resume("a game")
        await virtual_clock.sleep(1)
        assert act.status().status == "live"


async def test_a_pause_before_the_first_run_holds_it(acting: Acting, virtual_clock: VirtualClock) -> None:
    async with acting() as act:
        act.pause("a game")
        act.pause()
        act.resume("a game")
        await act.start()
        await virtual_clock.sleep(1)
        assert (act.status().status, act.status().pause_reason) == ("paused", "manual")
        act.resume()
        await virtual_clock.sleep(1)
        assert act.status().status == "live"


async def test_listeners_hear_of_changes(acting: Acting) -> None:
    async with acting() as act:
        with act.changed.subscribe() as box:
            act.steer(strength=0.1)
            await box.get()


@pytest.mark.parametrize(
    ("settings", "error"),
    [
        ({("generation", "engine"): "procedual"}, UnknownName),
        ({("generation", "mode"): "hybird"}, UnknownName),
        ({("system", "sessions_dir"): "a-file"}, FolderNotWritable),
    ],
)
async def test_what_cannot_be_is_refused_before_anything_is_made(
    acting: Acting, tmp_path: Path, settings: dict[tuple[str, str], Any], error: type[Exception]
) -> None:
    (tmp_path / "a-file").write_text("")
    with pytest.raises(error):
        async with acting(settings):
            pass
    assert names_in(tmp_path) == ["a-file"]


async def _buggy(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError("a bug of ours, outside the engine: what an engine has costs a picture")


async def test_a_fault_of_ours_closes_the_session_as_failed_and_is_told(
    acting: Acting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DreamGenerator, "make", _buggy)
    async with acting() as act:
        await act.start()
        async with asyncio.timeout(3_600):
            with pytest.raises(ExceptionGroup):
                await act.finished()
        assert (act.status().status, act.ready()) == ("stopped", None)
        assert act.status().error
    manifest = read_manifest(only_session(tmp_path))
    assert manifest.status == "failed"


class _Narrow(Wrapped):
    @property
    def info(self) -> EngineInfo:
        return replace(super().info, min_side=128)


async def test_an_engine_that_cannot_make_the_size_says_so(
    acting: Acting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = _Narrow()
    monkeypatch.setattr(registry, "create", lambda name, options: engine)
    with pytest.raises(InvalidRecipe, match="64x64 is no size"):
        async with acting():
            pass
    assert names_in(tmp_path) == []


async def test_a_branch_goes_on_from_exactly_the_kept_pixels(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting({("recording", "record"): "all"}) as act:
        await act.start()
        await virtual_clock.sleep(5)
        moment = act.back.history.moments()[6]
        await act.back.branch(moment.number)
        await virtual_clock.sleep(3)
        folder = act.session_folder
    assert folder is not None
    kept = decode_image(moment.jpeg)
    first = next(r for r in read_recipes(folder) if r.frame and r.recipe.parents == (image_id(kept),))
    assert np.array_equal(load_image(folder / str(first.file)), kept)


async def test_a_branch_after_the_end_begins_another_run(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(3)
        await act.stop()
        await act.back.branch(3)
        await virtual_clock.sleep(2)
        assert act.status().status == "live"
    assert len(names_in(tmp_path / "sessions")) == 2


async def test_a_picture_of_ours_brings_its_words_along(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting({("recording", "record"): "all"}, prompt="glowing embers", frames=3) as act:
        await act.start()
        await act.finished()
        assert act.session_folder is not None
        ours = (act.session_folder / "000002.png").read_bytes()
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(1)
        await act.back.fork(ours)
        assert act.settings.prompt == "glowing embers"
        await virtual_clock.sleep(3)
        assert act.status().current_prompt == "glowing embers"
        with pytest.raises(InvalidImage):
            await act.back.fork(b"rubbish")


async def test_what_was_just_shown_is_kept_even_while_nothing_is_recorded(
    acting: Acting, virtual_clock: VirtualClock
) -> None:
    async with acting({("recording", "record"): "none"}) as act:
        with pytest.raises(NotRemembered):
            await act.back.keep()
        await act.start()
        await virtual_clock.sleep(4)
        path = await act.back.keep(2)
    assert json.loads(path.with_suffix(".json").read_text())["frames"]
    assert path.stat().st_size > 1000


async def test_a_favourite_is_recorded_if_it_was_not_and_marked(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting({("recording", "record"): "keyframes"}) as act:
        await act.start()
        await virtual_clock.sleep(2.9)
        path = await act.back.favourite(act.fanout.newest)
    assert path.exists()
    assert Annotations(path.parent).read()[path.name].favourite
    assert path.name in {record.file for record in read_recipes(path.parent)}


async def test_the_memory_is_one_dream_s_at_a_time(
    acting: Acting, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    parent = psutil.Process(os.getppid())
    other = replace(ProcessIdentity.mine(), pid=parent.pid, process_started_at=parent.create_time())
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "owner.json").write_text(json.dumps(asdict(other)))
    async with acting() as act:
        assert act.status().cache_size is None
    assert "Another dream uses" in caplog.text
    gone = replace(other, process_started_at=1.0)
    (tmp_path / "cache" / "owner.json").write_text(json.dumps(asdict(gone)))
    async with acting() as act:
        assert act.status().cache_size == 0
    assert "journal.jsonl" in names_in(tmp_path / "cache")
    assert "owner.json" not in names_in(tmp_path / "cache")
