"""UsageCurve: what a run took of the machine over its whole time, in few enough points to draw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

MOST_POINTS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePoint:
    """A stretch of time that begins ``at_s`` after the first look: the most memory, the processor's average.

    ``cpu_percent``: 100 is one core. ``looks``: how many it stands for.
    """

    at_s: float
    memory_bytes: int
    cpu_percent: float
    gpu_memory_bytes: int | None = None
    looks: int = 1

    def with_(self, other: UsagePoint) -> UsagePoint:
        """Both as one."""
        looks = self.looks + other.looks
        both = self.cpu_percent * self.looks + other.cpu_percent * other.looks
        gpu = [one for one in (self.gpu_memory_bytes, other.gpu_memory_bytes) if one is not None]
        return UsagePoint(
            at_s=self.at_s, memory_bytes=max(self.memory_bytes, other.memory_bytes), cpu_percent=both / looks,
            gpu_memory_bytes=max(gpu, default=None), looks=looks,
        )  # fmt: skip


class UsageCurve:
    """Follows the file at ``path``. Each read goes on where the last ended, and a day fits into `MOST_POINTS` too.

    ``step_s`` is how much time a point stands for: it doubles whenever there are too many.
    """

    def __init__(self, path: Path) -> None:
        self.step_s = 1.0
        self.began_at: datetime | None = None
        self._path = path
        self._read_bytes = 0
        self._points: list[UsagePoint] = []

    @property
    def points(self) -> Sequence[UsagePoint]:
        """In order of time; where nothing ran there is none."""
        return self._points

    def follow(self) -> None:
        """Read what was written since; a torn last line is left for later. Raises `OSError`."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._read_bytes)
                for line in file:
                    if not line.endswith(b"\n"):
                        return
                    self._read_bytes += len(line)
                    self._take(line)
        except FileNotFoundError:
            return

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            when = datetime.fromisoformat(said["time"])
            began = self.began_at = self.began_at or when
            point = UsagePoint(
                at_s=max(0.0, (when - began).total_seconds()), memory_bytes=int(said["memory_bytes"]),
                cpu_percent=float(said["cpu_percent"]), gpu_memory_bytes=said.get("gpu_memory_bytes"),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):  # of a write that a full disk cut short
            return
        self._add(point)
        while len(self._points) > MOST_POINTS:
            self.step_s *= 2
            before, self._points = self._points, []
            for one in before:
                self._add(one)

    def _add(self, point: UsagePoint) -> None:
        point = replace(point, at_s=point.at_s // self.step_s * self.step_s)
        if self._points and self._points[-1].at_s >= point.at_s:
            self._points[-1] = self._points[-1].with_(point)
        else:
            self._points.append(point)
