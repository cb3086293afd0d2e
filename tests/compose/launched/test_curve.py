from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dreamwindow.compose.launched.curve import MOST_POINTS, UsageCurve

BEGAN = datetime(2026, 11, 21, 9, tzinfo=UTC)


def line(second: float, memory: int = 100, cpu: float = 50.0, gpu: int | None = None) -> str:
    said = {"time": (BEGAN + timedelta(seconds=second)).isoformat(), "memory_bytes": memory, "cpu_percent": cpu}
    return json.dumps({**said, "gpu_memory_bytes": gpu}) + "\n"


def test_each_look_is_a_point_and_reading_goes_on_where_it_ended(tmp_path: Path) -> None:
    path = tmp_path / "usage.jsonl"
    curve = UsageCurve(path)
    curve.follow()
    assert (curve.points, curve.began_at) == ([], None)
    path.write_text(line(0) + line(1, memory=300, gpu=7) + line(2)[:20])
    curve.follow()
    assert [(point.at_s, point.memory_bytes, point.gpu_memory_bytes) for point in curve.points] == [
        (0, 100, None), (1, 300, 7),
    ]  # fmt: skip
    path.write_text(line(0) + line(1, memory=300, gpu=7) + line(2) + "rubbish\n" + line(3))
    curve.follow()
    assert [point.at_s for point in curve.points] == [0, 1, 2, 3]
    assert curve.began_at == BEGAN


def test_a_day_fits_and_keeps_its_peak_its_average_and_its_gaps(tmp_path: Path) -> None:
    path = tmp_path / "usage.jsonl"
    half = 4_000
    looks = [line(n, memory=9_000 if n == 777 else 100, cpu=100 * (n % 2)) for n in range(half)]
    looks += [line(8_000 + n, cpu=100 * (n % 2)) for n in range(half)]
    path.write_text("".join(looks))
    curve = UsageCurve(path)
    curve.follow()
    points = curve.points
    assert len(points) <= MOST_POINTS
    assert max(point.memory_bytes for point in points) == 9_000
    assert sum(point.looks for point in points) == 2 * half
    assert sum(point.cpu_percent * point.looks for point in points) / (2 * half) == 50
    assert not [point for point in points if half + curve.step_s < point.at_s < 8_000 - curve.step_s]
    assert [point.at_s % curve.step_s for point in points] == [0] * len(points)


def test_a_clock_that_goes_back_spoils_nothing(tmp_path: Path) -> None:
    path = tmp_path / "usage.jsonl"
    path.write_text(line(5) + line(0) + line(6))
    curve = UsageCurve(path)
    curve.follow()
    assert [(point.at_s, point.looks) for point in curve.points] == [(0, 2), (1, 1)]
