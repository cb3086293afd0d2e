"""The guard and the real act: what pauses the dream, what lets it go on, and what it never keeps waiting."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.probes import probe_options, switched_off
from dreamwindow.config.game_detection import GameDetectionConfig
from dreamwindow.config.load import load
from dreamwindow.contracts.embedder import Embedder
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.engines.procedural.engine import ProceduralEngine
from dreamwindow.guard.probes.attention import REASON
from tests.clock import VirtualClock
from tests.guard.test_games import named, stranger

Acting = Callable[..., AbstractAsyncContextManager[DreamAct]]
pytestmark = pytest.mark.usefixtures("games_alone")
GAME = "doom.exe"
SMALL: dict[tuple[str, ...], Any] = {
    ("generation", "width"): 64,
    ("generation", "height"): 64,
    ("recording", "min_free_gb"): 0,
    ("output", "display_rate_hz"): 2.0,
    ("game_detection", "known_games"): [GAME],
    ("game_detection", "fullscreen"): False,
    ("game_detection", "locked_screen"): False,
    ("game_detection", "battery_percent"): None,
    ("game_detection", "gpu_threshold"): None,
    ("game_detection", "check_interval_s"): 1.0,
    ("game_detection", "resume_after_s"): 4.0,
    ("game_detection", "nobody_looking_after_s"): 10.0,
}


@pytest.fixture
def acting(tmp_path: Path, virtual_clock: VirtualClock) -> Acting:
    """An act whose guard looks for a game's process and for viewers: ``acting({("generation", "mode"): ...})``."""

    @asynccontextmanager
    async def enter(
        settings: dict[tuple[str, ...], Any] | None = None, embedder: Embedder | None = None, **options: Any
    ) -> AsyncIterator[DreamAct]:
        (tmp_path / "dreamwindow.yaml").write_text(json.dumps(_tree(SMALL | (settings or {}))))
        loaded = load(None, {}, environ={}, cwd=tmp_path)
        async with DreamAct(loaded, DreamOptions(**options), virtual_clock, embedder) as act:
            yield act

    return enter


def _tree(settings: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    """YAML holds null, which a flag cannot say."""
    groups: dict[str, Any] = {}
    for (group, key), value in settings.items():
        groups.setdefault(group, {})[key] = value
    return groups


async def test_a_games_process_pauses_the_dream_and_its_end_resumes_it(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    released: list[float] = []
    release = ProceduralEngine.release

    async def noted(engine: ProceduralEngine) -> None:
        released.append(virtual_clock.monotonic())
        await release(engine)

    monkeypatch.setattr(ProceduralEngine, "release", noted)
    async with acting({("game_detection", "nobody_looking_after_s"): None}) as act:
        await act.start()
        await virtual_clock.sleep(3)
        with stranger(named(tmp_path, GAME)):
            assert (act.status().status, released) == ("live", [])
            await virtual_clock.sleep(1.5)
            assert (act.status().status, act.status().pause_reason) == ("paused", f"a game runs: {GAME}")
            assert len(released) == 1
            shown = act.status().frame_number
            await virtual_clock.sleep(60)
            assert act.status().frame_number == shown
        await virtual_clock.sleep(3.9)
        assert act.status().status == "paused"
        await virtual_clock.sleep(2)
        assert act.status().status == "live"
        await virtual_clock.sleep(3)
        assert act.status().frame_number > shown


async def test_nobody_looking_rests_and_the_first_who_looks_resumes_at_once(
    acting: Acting, virtual_clock: VirtualClock
) -> None:
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(9)
        assert act.status().status == "live"
        await virtual_clock.sleep(3)
        assert act.status().pause_reason == REASON
        async with act.fanout.watch():
            await virtual_clock.sleep(0.05)
            assert act.status().status == "live"
            await virtual_clock.sleep(30)
            assert act.status().status == "live"
        await virtual_clock.sleep(12)
        assert act.status().pause_reason == REASON
        act.fanout.look()
        await virtual_clock.sleep(0.05)
        assert act.status().status == "live"


async def test_a_run_that_begins_unseen_has_its_time_too(acting: Acting, virtual_clock: VirtualClock) -> None:
    async with acting() as act:
        await virtual_clock.sleep(600)
        await act.start()
        await virtual_clock.sleep(9)
        assert act.status().status == "live"


async def test_a_program_that_reads_the_picture_is_looking(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = {tmp_path / "output" / "current_frame.png"}
    monkeypatch.setattr("dreamwindow.guard.probes.attention.was_read", looked_at.__contains__)
    async with acting() as act:
        await act.start()
        await virtual_clock.sleep(30)
        assert act.status().status == "live"
        looked_at.clear()
        await virtual_clock.sleep(12)
        assert act.status().pause_reason == REASON


@pytest.mark.parametrize(
    ("settings", "options"),
    [
        ({}, {"frames": 100_000}),
        ({("recording", "record"): "every:50"}, {}),
        ({("game_detection", "nobody_looking_after_s"): None}, {}),
        ({("game_detection", "enabled"): False}, {}),
    ],
    ids=["frames", "record", "never", "disabled"],
)
async def test_what_was_asked_for_is_made_whether_anybody_looks_or_not(
    acting: Acting, virtual_clock: VirtualClock, settings: dict[tuple[str, ...], Any], options: dict[str, Any]
) -> None:
    async with acting(settings, **options) as act:
        await act.start()
        await virtual_clock.sleep(20)
        assert act.status().status == "live"


async def test_a_reason_that_is_there_before_the_run_lets_its_first_picture_be_made(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    with stranger(named(tmp_path, GAME)):
        async with acting() as act:
            await virtual_clock.sleep(6)
            for _ in range(2):
                await act.start()
                await virtual_clock.sleep(3)
                assert act.status().pause_reason == f"a game runs: {GAME}"
                assert act.status().frame_number >= 1
                await act.stop()


async def test_who_resumes_by_hand_is_not_overruled(
    acting: Acting, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with acting() as act:
        await act.start()
        with stranger(named(tmp_path, GAME)):
            await virtual_clock.sleep(6)
            assert act.status().paused
            act.resume(None)
            await virtual_clock.sleep(6)
            assert act.status().status == "live"


def test_every_probe_of_ours_can_be_switched_off() -> None:
    off = GameDetectionConfig(
        known_games=(), gpu_threshold=None, vram_threshold=None, fullscreen=False, battery_percent=None,
        locked_screen=False, nobody_looking_after_s=None, cpu_percent=None,
    )  # fmt: skip
    assert len(switched_off(off)) == 8
    assert set(switched_off(GameDetectionConfig(cpu_percent=50))) == set()


def test_the_rainmeter_profile_never_rests_alone(tmp_path: Path) -> None:
    loaded = load(None, {("profile",): ("test", "rainmeter")}, environ={}, cwd=tmp_path)
    assert "nobody_looking" in switched_off(loaded.config.game_detection)


@pytest.mark.parametrize(
    ("engine", "device", "url", "told"),
    [
        ("procedural", "cpu", "http://127.0.0.1:8188", (False, None)),
        ("diffusers", "cuda:0", "http://127.0.0.1:8188", (True, None)),
        ("comfyui", "cuda:0 NVIDIA", "http://127.0.0.1:8188", (True, 8188)),
        ("comfyui", "cuda:0 NVIDIA", "http://localhost", (True, 80)),
        ("comfyui", "cpu", "http://127.0.0.1:8188", (False, 8188)),
        ("comfyui", "cuda:0 NVIDIA", "http://studio:8188", (False, None)),
    ],
)
def test_probes_are_told_whether_the_dream_needs_a_gpu_of_this_machine(
    tmp_path: Path, engine: str, device: str, url: str, told: tuple[bool, int | None]
) -> None:
    loaded = load(None, {("system", "comfyui_url"): ("test", url)}, environ={}, cwd=tmp_path)
    options = probe_options(loaded, EngineInfo(name=engine, model="x", device=device))
    assert (options.dreams_on_gpu, options.engine_port) == told
