"""While a dream runs, older ones make room, and it says so."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.compose.budget import LOOK_S, stay_within
from dreamwindow.config.recording import RecordingConfig
from dreamwindow.files import DISK, GB
from dreamwindow.model import events as ev
from dreamwindow.sessions.beginning import NewSession, write_manifest
from dreamwindow.sessions.pictures import picture_name
from dreamwindow.sessions.writer import SessionWriter
from tests.clock import VirtualClock


def session(root: Path, pictures: int) -> SessionWriter:
    writer = SessionWriter.open(root, NewSession(kind="dream", title="x", budget_gb=1.0))
    for number in range(1, pictures + 1):
        writer.write_frame(picture_name(number), bytes(10_000))
    return writer


async def test_it_looks_at_once_and_again_and_says_what_went(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    old, running = session(tmp_path, 5), session(tmp_path, 1)
    write_manifest(old.folder, replace(old.manifest, status="completed"), DISK)
    heard: list[ev.Event] = []
    recording = RecordingConfig(max_gb=45_000 / GB)
    async with asyncio.TaskGroup() as tasks:
        looking = tasks.create_task(stay_within(recording, running.folder, virtual_clock, heard.append))
        await virtual_clock.sleep(LOOK_S / 2)
        (first,) = heard
        running.write_frame(picture_name(2), bytes(10_000))
        await virtual_clock.sleep(LOOK_S)
        looking.cancel()
    assert heard == [first, ev.PicturesLetGo(1, 10_000, (old.session_id,))]
    assert first == ev.PicturesLetGo(2, 20_000, (old.session_id,))


async def test_of_what_began_without_a_budget_it_speaks_once(
    tmp_path: Path, virtual_clock: VirtualClock, caplog: pytest.LogCaptureFixture
) -> None:
    old = SessionWriter.open(tmp_path, NewSession(kind="dream", title="of years"))
    old.write_frame(picture_name(1), bytes(90_000))
    old.close("completed")
    running = session(tmp_path, 1)
    async with asyncio.TaskGroup() as tasks:
        recording = RecordingConfig(max_gb=45_000 / GB)
        looking = tasks.create_task(stay_within(recording, running.folder, virtual_clock, lambda event: None))
        await virtual_clock.sleep(3 * LOOK_S)
        looking.cancel()
    assert (old.folder / picture_name(1)).exists()
    assert caplog.text.count("began without a budget") == 1


async def test_without_a_budget_or_a_recording_nothing_is_looked_at(
    tmp_path: Path, virtual_clock: VirtualClock
) -> None:
    for recording in (RecordingConfig(max_gb=None), RecordingConfig(record="none", max_gb=1e-9)):
        await stay_within(recording, tmp_path, virtual_clock, lambda event: None)
