from __future__ import annotations

from dreamwindow.dream.ledger import Ledger
from dreamwindow.model import events as ev
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from tests.clock import VirtualClock

RECIPE = Recipe(engine="e", model="m", kind="txt2img", prompt="p", seed=1.0, width=8, height=8)
SPEC_FIELDS = {
    "frame_number", "generation_time", "status", "current_mode", "current_prompt", "cache_size", "cache_hits",
    "uptime_hours", "gpu_temp", "vram_used_gb", "paused", "pause_reason", "slowed", "slow_reason", "last_update",
    "session_id", "engine", "model", "next_engine", "fps", "buffer_frames", "buffer_seconds", "cache_injections",
    "collapse_score", "colour_drift", "progress", "taste", "likes", "pictures_let_go", "error",
}  # fmt: skip


def told(ledger: Ledger, *events: ev.Event) -> Ledger:
    for event in events:
        ledger.apply(event)
    return ledger


async def test_every_field_of_the_specification_is_always_there(virtual_clock: VirtualClock) -> None:
    assert set(Ledger(virtual_clock).status().to_dict()) == SPEC_FIELDS


async def test_before_a_run_it_is_stopped_and_then_it_starts(virtual_clock: VirtualClock) -> None:
    ledger = Ledger(virtual_clock)
    assert ledger.status().status == "stopped"
    ledger.begin()
    assert ledger.status().status == "starting"


async def test_it_is_live_once_a_frame_is_shown(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started())
    assert ledger.status().status == "starting"
    told(ledger, ev.FrameMade(1, RECIPE, True, 0.5), ev.FrameShown(1, 3, 0.125))
    status = ledger.status()
    assert (status.status, status.frame_number, status.generation_time) == ("live", 1, 0.5)
    assert (status.buffer_frames, status.buffer_seconds) == (3, 0.12)


async def test_a_pause_says_every_reason(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.FrameShown(1, 0, 0))
    told(ledger, ev.PauseRequested("a game"), ev.PauseRequested("manual"), ev.PauseRequested("manual"))
    status = ledger.status()
    assert (status.status, status.paused, status.pause_reason) == ("paused", True, "a game, manual")
    assert told(ledger, ev.ResumeRequested("manual")).status().pause_reason == "a game"
    assert told(ledger, ev.ResumeRequested(None)).status().status == "live"


async def test_what_goes_slower_says_why_until_it_no_longer_does(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.FrameShown(1, 0, 0))
    status = told(ledger, ev.SlowdownRequested(4.0, "a budget is overdrawn")).status()
    assert (status.status, status.slowed, status.slow_reason) == ("live", 4.0, "a budget is overdrawn")
    status = told(ledger, ev.SlowdownRequested(1.0)).status()
    assert (status.slowed, status.slow_reason) == (None, None)


async def test_an_empty_buffer_is_said_when_it_lasts(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.FrameShown(1, 0, 0), ev.Buffering())
    assert ledger.status().status == "live"
    await virtual_clock.sleep(1.5)
    assert ledger.status().status == "buffering"
    assert told(ledger, ev.FrameShown(2, 0, 0)).status().status == "live"


async def test_a_keyframe_that_takes_long_says_how_far_it_is(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.Progressed(0.333))
    assert ledger.status().progress == 0.33
    for over in (ev.RecipeUsed(RECIPE), ev.SegmentCancelled(), ev.SegmentFailed("x", True), ev.Finished("stopped")):
        assert told(ledger, ev.Progressed(0.5)).status().progress == 0.5
        assert told(ledger, over).status().progress is None


async def test_an_error_is_said_until_a_picture_is_made(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.SegmentFailed("The server is gone.", transient=True))
    assert (ledger.status().status, ledger.status().error) == ("error", "The server is gone.")
    told(ledger, ev.FrameMade(1, RECIPE, True, 0.1))
    assert (ledger.status().status, ledger.status().error) == ("live", None)


async def test_frames_a_second_are_counted_over_the_last_few(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started())
    for number in range(1, 50):
        told(ledger, ev.FrameShown(number, 1, 0))
        await virtual_clock.sleep(0.1)
    assert 9 <= (ledger.status().fps or 0) <= 11
    await virtual_clock.sleep(60)
    assert ledger.status().fps is None


async def test_it_follows_what_is_dreamed_of(virtual_clock: VirtualClock) -> None:
    ledger = Ledger(virtual_clock)
    ledger.describe(current_prompt="lake", session_id="s")
    told(ledger, ev.WordsChanged(ev.Words("embers")), ev.SettingsChanged(Settings(mode="img2img")))
    status = ledger.status()
    assert (status.current_prompt, status.current_mode, status.session_id) == ("embers", "img2img", "s")


async def test_the_end_is_said_with_its_error(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.PauseRequested("manual"), ev.Finished("failed", "a bug"))
    status = ledger.status()
    assert (status.status, status.paused, status.error) == ("stopped", False, "a bug")


async def test_a_full_disk_is_said_until_it_is_mended_whatever_the_engine_does(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.FrameShown(1, 0, 0))
    ledger.trouble("Recording waits.")
    assert (ledger.status().status, ledger.status().error) == ("live", "Recording waits.")
    told(ledger, ev.SegmentFailed("The server is gone.", transient=True))
    assert ledger.status().error == "The server is gone."
    told(ledger, ev.FrameMade(1, RECIPE, True, 0.1))
    assert ledger.status().error == "Recording waits."
    ledger.trouble(None)
    assert ledger.status().error is None


async def test_a_mended_disk_hides_no_error_of_the_engine(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started())
    ledger.trouble("Recording waits.")
    told(ledger, ev.SegmentFailed("The server is gone.", transient=True))
    ledger.trouble(None)
    assert (ledger.status().status, ledger.status().error) == ("error", "The server is gone.")


async def test_the_engine_that_took_over_is_the_one_that_is_named(virtual_clock: VirtualClock) -> None:
    ledger = told(Ledger(virtual_clock), ev.Started(), ev.FrameMade(1, RECIPE, True, 0.5), ev.FrameShown(1, 0, 0))
    status = told(ledger, ev.EngineTaken("comfyui", "flux")).status()
    assert (status.engine, status.model, status.generation_time) == ("comfyui", "flux", None)
