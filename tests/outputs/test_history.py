from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest

from dreamwindow.errors import NotRemembered
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.model.frame import Frame, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.clip import write_clip
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.history import LENGTH_S, THIN_S, WHOLE_S, History

RATE_HZ = 24
NOISE = np.random.default_rng(5).integers(0, 255, (64, 64, 3), dtype=np.uint8)


def shown(number: int, at_s: float | None = None) -> ShownFrame:
    recipe = Recipe(engine="e", model="m", kind="txt2img", prompt="lake", seed=float(number), width=64, height=64)
    frame = Frame(
        number=number, pixels=NOISE, recipe=recipe, keyframe=True, generation_time_s=0, made_at=datetime.now(UTC)
    )
    at_us = round((number / RATE_HZ if at_s is None else at_s) * 1e6)
    return ShownFrame(frame=frame, present_at_us=at_us, duration_us=41_667, transition="fade")


async def remembering(frames: int, **options: int) -> History:
    history = History(FrameEncoder(), 85, **options)
    for number in range(1, frames + 1):
        await history.take(shown(number))
    return history


async def test_the_newest_stretch_is_whole_and_what_was_before_is_thin() -> None:
    history = await remembering(RATE_HZ * 120)
    times = np.array([moment.shown_at_s for moment in history.moments()])
    newest = times[-1]
    assert len(history.whole()) == pytest.approx(WHOLE_S * RATE_HZ, abs=1)
    old = times[times < newest - WHOLE_S]
    assert np.diff(old).min() >= THIN_S
    assert np.diff(old).max() < THIN_S + 2 / RATE_HZ
    assert old[0] < 1


async def test_it_ends_after_five_minutes() -> None:
    history = History(FrameEncoder(), 85)
    for second in range(600):
        await history.take(shown(second + 1, at_s=float(second)))
    times = [moment.shown_at_s for moment in history.moments()]
    assert times[-1] - times[0] <= LENGTH_S


async def test_it_never_holds_more_bytes_than_it_may() -> None:
    size = len(encode_jpeg(NOISE, 85))
    history = await remembering(200, max_bytes=50 * size)
    assert history.bytes == sum(len(moment.jpeg) for moment in history.moments())
    assert 49 * size <= history.bytes <= 50 * size
    assert history.moments()[-1].number == 200


async def test_a_frame_is_found_by_its_number_or_the_error_says_which_there_are() -> None:
    history = await remembering(30)
    assert history.find(7).recipe.seed == 7
    with pytest.raises(NotRemembered, match="Frame 31 is not remembered"):
        history.find(31)
    with pytest.raises(NotRemembered, match="frames 1 to 30"):
        history.find(0)


async def test_another_run_s_frames_begin_anew() -> None:
    history = await remembering(30)
    await history.take(shown(1, at_s=100))
    assert [moment.number for moment in history.moments()] == [1]


async def test_remembering_shares_the_viewers_encode() -> None:
    encoder = FrameEncoder()
    history = History(encoder, 85)
    frame = shown(1)
    await encoder.encode(frame.frame, "jpeg", 85)
    await history.take(frame)
    assert encoder.encodes == 1


async def test_a_clip_plays_with_every_frame_at_its_time_and_its_recipe_beside_it(tmp_path: Path) -> None:
    history = await remembering(48)
    path = tmp_path / "clips" / "one.mp4"
    write_clip(history.whole(1.0), path, "a-session")
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        times = [float(frame.pts * stream.time_base) for frame in container.decode(stream) if frame.pts is not None]
        assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 64, 64)
        assert container.metadata["title"] == "lake"
    about = json.loads(path.with_suffix(".json").read_text())
    assert len(times) == len(about["frames"])
    assert np.diff(times) == pytest.approx(np.full(len(times) - 1, 1 / RATE_HZ), abs=1e-3)
    assert [Recipe.from_dict(frame["recipe"]).id for frame in about["frames"]] == [f["id"] for f in about["frames"]]


async def test_there_is_no_clip_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotRemembered, match="nothing to keep"):
        write_clip((), tmp_path / "x.mp4", "s")
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240
