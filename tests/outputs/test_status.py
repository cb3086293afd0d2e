from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dreamwindow.model.status import Status
from dreamwindow.outputs.status import StatusWriter
from tests.clock import VirtualClock
from tests.faulty import FullDisk

SPECIFIED = """
    frame_number generation_time status current_mode current_prompt cache_size cache_hits uptime_hours gpu_temp
    vram_used_gb paused pause_reason last_update session_id engine model next_engine fps buffer_frames buffer_seconds
    cache_injections collapse_score colour_drift slowed slow_reason progress taste likes pictures_let_go error
"""


class Run:
    """Something that has a status."""

    def __init__(self) -> None:
        self.status = Status()

    def read(self) -> Status:
        return self.status

    def change(self, **changes: object) -> None:
        self.status = replace(self.status, **changes)  # type: ignore[arg-type]


def test_every_field_is_there_always(tmp_path: Path) -> None:
    StatusWriter(tmp_path / "status.json", Run().read).write_status()
    written = json.loads((tmp_path / "status.json").read_text())
    assert list(written) == SPECIFIED.split()
    assert written["status"] == "starting"
    assert datetime.fromisoformat(written["last_update"]).tzinfo is not None


async def test_it_is_written_on_change_and_at_most_twice_a_second(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path, run = tmp_path / "output" / "status.json", Run()
    async with StatusWriter(path, run.read, virtual_clock) as writer:
        await virtual_clock.sleep(10)
        assert writer.writes == 1
        for number in range(100):
            run.change(frame_number=number)
            await virtual_clock.sleep(0.1)
        assert 18 <= writer.writes <= 22
        await virtual_clock.sleep(1)
        before = writer.writes
        assert json.loads(path.read_text())["frame_number"] == 99
        await virtual_clock.sleep(100)
        assert writer.writes == before


async def test_the_last_state_is_written_on_the_way_out(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path, run = tmp_path / "status.json", Run()
    async with StatusWriter(path, run.read, virtual_clock):
        await virtual_clock.sleep(1)
        run.change(status="stopped")
    assert json.loads(path.read_text())["status"] == "stopped"


async def test_uptime_alone_is_a_change_only_now_and_then(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    run = Run()
    async with StatusWriter(tmp_path / "status.json", run.read, virtual_clock) as writer:
        for second in range(120):
            run.change(uptime_hours=second / 3600)
            await virtual_clock.sleep(1)
    assert 2 <= writer.writes <= 5


async def test_what_could_not_be_written_is_written_later(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    path, disk, run = tmp_path / "status.json", FullDisk(room=0), Run()
    async with StatusWriter(path, run.read, virtual_clock, disk=disk) as writer:
        await virtual_clock.sleep(2)
        assert not path.exists()
        disk.room = 100_000
        await virtual_clock.sleep(2)
        assert json.loads(path.read_text())["frame_number"] == 0
        assert writer.writes == 1
