"""*Keep that*: the clip plays for others than us, with every frame that was shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from tests.clock import VirtualClock
from tests.ffprobe import NoVideo, probe

SMALL: dict[tuple[str, ...], tuple[str, Any]] = {
    ("generation", "width"): ("test", 96),
    ("generation", "height"): ("test", 64),
    ("recording", "min_free_gb"): ("test", 0),
    ("recording", "record"): ("test", "none"),
    ("output", "display_rate_hz"): ("test", 6.0),
}


@pytest.fixture
async def clip(tmp_path: Path, virtual_clock: VirtualClock) -> Path:
    """The last seconds of a dream of which nothing is recorded."""
    async with DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock) as act:
        await act.start()
        await virtual_clock.sleep(8)
        return await act.back.keep(5)


def faults(clip: Path) -> list[str]:
    """What is wrong with a clip of five seconds; empty when nothing is."""
    try:
        probed = probe(clip)
    except NoVideo as error:
        return [str(error)]
    shown = len(json.loads(clip.with_suffix(".json").read_text())["frames"])
    found = [probed.complaints] if probed.complaints else []
    if (probed.codec, probed.pix_fmt, probed.width, probed.height) != ("h264", "yuv420p", 96, 64):
        found.append(f"another kind of video: {probed}")
    if probed.frames != shown or shown < 20:
        found.append(f"{probed.frames} of {shown} frames")
    if not 4.5 < probed.duration_s < 5.5:
        found.append(f"{probed.duration_s} s")
    return found


def cut_off(clip: Path, share: float) -> Path:
    """Only so much of it was written."""
    whole = clip.read_bytes()
    clip.write_bytes(whole[: int(share * len(whole))])
    return clip


async def test_every_frame_that_was_shown_plays(clip: Path) -> None:
    assert faults(clip) == []


@pytest.mark.parametrize("share", [0.5, 0.9])
async def test_a_clip_that_was_cut_off_is_seen_to_be(clip: Path, share: float) -> None:
    assert faults(cut_off(clip, share))
