"""A short recorded session that does everything the real one does on disk, one thing after another."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from dreamwindow.files import Disk, ensure_directory_exists
from dreamwindow.model.frame import Frame, Pixels, ShownFrame
from dreamwindow.model.recipe import ImageId, ParentId, Recipe
from dreamwindow.model.status import Status
from dreamwindow.outputs.current import CurrentFrame, CurrentFrameOptions
from dreamwindow.outputs.encoding import FrameEncoder
from dreamwindow.outputs.policy import parse_record
from dreamwindow.outputs.recorder import Recorder, RecorderOptions
from dreamwindow.outputs.status import StatusWriter
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.repair import Repair, clean_outputs, close_the_dead
from dreamwindow.sessions.writer import SessionWriter

SESSIONS, OUTPUT = "sessions", "output"
CURRENT, STATUS = "current_frame.png", "status.json"


def record(folder: Path, disk: Disk, frames: int) -> None:
    """Record every second of ``frames`` frames, keep current_frame.png and status.json, close the session."""
    asyncio.run(_record(folder, disk, frames))


def next_start(folder: Path, disk: Disk) -> list[Repair]:
    """What the program does before anything else when it starts again."""
    return [*close_the_dead(folder / SESSIONS, disk=disk), *clean_outputs(folder / OUTPUT, disk=disk)]


async def _record(folder: Path, disk: Disk, frames: int) -> None:
    output = ensure_directory_exists(folder / OUTPUT, disk=disk)
    shown = 0
    current = CurrentFrame(CurrentFrameOptions(path=output / CURRENT), FrameEncoder(), disk=disk)
    status = StatusWriter(output / STATUS, lambda: Status(frame_number=shown), disk=disk)
    with SessionWriter.open(folder / SESSIONS, NewSession(kind="dream", title="crash"), disk=disk) as session:
        recorder = Recorder(session, RecorderOptions(policy=parse_record("every:2"), min_free_gb=0.0))
        parent: ParentId = session.keep_input(_pixels(0))
        for shown in range(1, frames + 1):
            frame = _frame(shown, parent)
            recorder.note(frame.recipe)
            await recorder.take(ShownFrame(frame=frame, present_at_us=shown, duration_us=1, transition="fade"))
            await current.write(frame)
            await asyncio.to_thread(status.write_status)
            session.heartbeat({"frames": shown})
            parent = frame.recipe.id


def _frame(number: int, parent: ParentId | ImageId) -> Frame:
    recipe = Recipe(
        engine="toy", model="toy", kind="img2img", prompt="crash", seed=number, width=32, height=32,
        strength=0.5, parents=(parent,),
    )  # fmt: skip
    return Frame(
        number=number, pixels=_pixels(number), recipe=recipe, keyframe=True, generation_time_s=0.0,
        made_at=datetime.now(UTC),
    )  # fmt: skip


def _pixels(number: int) -> Pixels:
    return np.random.default_rng(number).integers(0, 256, (32, 32, 3), dtype=np.uint8)
