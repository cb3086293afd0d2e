"""A dream in each mode, by a tiny model: frames, recipes, and the same pictures again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.live import live_beside
from dreamwindow.compose.replay import replaying
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.load import Loaded, load
from dreamwindow.contracts.engine import Engine, EngineOptions
from dreamwindow.engines import registry
from dreamwindow.sessions.reader import read_manifest, read_recipes
from tests.clock import VirtualClock
from tests.compose.test_live import filming, one_frame

pytestmark = pytest.mark.torch


@pytest.fixture
def loaded(models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A config that dreams with the turbo model in this process: one of its own is tried by `trials.worker_kills`."""
    from dreamwindow.engines.diffusers.engine import DiffusersEngine
    from dreamwindow.engines.diffusers.settings import EngineSettings

    def create(name: str, options: EngineOptions) -> Engine:
        assert (name, options.model) == ("diffusers", str(models / "turbo"))
        return DiffusersEngine(EngineSettings.of(EngineOptions(model=str(models / "turbo"), extra=options.extra)))

    monkeypatch.setattr(registry, "create", create)

    def read(mode: str) -> Loaded:
        values: dict[tuple[str, ...], Any] = {
            ("generation", "engine"): "diffusers",
            ("generation", "model"): str(models / "turbo"),
            ("generation", "mode"): mode,
            ("generation", "width"): 64,
            ("generation", "height"): 64,
            ("generation", "keyframe_interval_s"): 0.5,
            ("recording", "record"): "all",
            ("recording", "min_free_gb"): 0,
            ("output", "display_rate_hz"): 6.0,
        }
        return load(None, {path: ("test", value) for path, value in values.items()}, environ={}, cwd=tmp_path)

    return read


@pytest.mark.parametrize(
    ("mode", "kinds"),
    [
        ("img2img", {"txt2img", "img2img"}),
        ("interpolate", {"txt2img", "interpolate"}),
        ("hybrid", {"txt2img", "img2img", "interpolate"}),
    ],
)
async def test_a_dream_in_each_mode_is_whole_and_can_be_made_again(
    mode: str, kinds: set[str], loaded: Any, tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    async with DreamAct(loaded(mode), DreamOptions(frames=8), virtual_clock) as act:
        await act.start()
        assert (await act.finished()).reason == "completed"
        folder = act.session_folder
    assert folder is not None
    assert read_manifest(folder).counts == {"frames_shown": 8, "frames_recorded": 8}
    recipes = [record.recipe for record in read_recipes(folder)]
    assert {recipe.kind for recipe in recipes} == kinds
    assert all("interpolation" not in recipe.options for recipe in recipes)  # latents, not a cross-fade
    async with replaying(folder, tmp_path / "again", None, loaded(mode)) as again:
        assert again.doubts == []
        assert {remade.verdict async for remade in again.remake()} == {"same"}


async def test_a_camera_goes_through_the_model_beside_the_dream(loaded: Any, virtual_clock: VirtualClock) -> None:
    async with (
        DreamAct(loaded("hybrid"), DreamOptions(prompt="glass"), virtual_clock) as act,
        live_beside(act, LiveConfig(), virtual_clock) as live,
        filming(live) as (client, complaints),
    ):
        await act.start()
        client.steer(num_inference_steps=4)
        for _ in range(3):
            assert (await one_frame(client, virtual_clock)).pixels.shape == (64, 64, 3)
        while act.status().frame_number < 3:
            await virtual_clock.sleep(0.1)
        assert complaints == []
