"""What is known of one program that is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict

from dreamwindow.runtime.limits import Breach, Watch
from dreamwindow.runtime.process import ProcessMonitor
from dreamwindow.runtime.usage import Sampler, Usage

RunStatus = Literal["running", "completed", "terminated"]


class Summary(TypedDict):
    """One program: what it took, now and at most, and how it ended; ``terminated``: by us, or by a signal."""

    status: RunStatus
    duration_seconds: float
    current_memory_percent: float
    peak_memory_percent: float
    peak_cpu_percent: float
    exit_code: int | None


@dataclass(slots=True)
class Watched:
    """One program that is watched, and what was seen of it. Times in seconds of a monotonic clock."""

    name: str
    monitor: ProcessMonitor
    sampler: Sampler
    watches: Sequence[Watch]
    began_s: float
    ended_s: float | None = None
    terminated: bool = False
    memory_percent: float = 0.0
    peak_memory_percent: float = 0.0
    peak_cpu_percent: float = 0.0
    breaches: list[Breach] = field(default_factory=list)

    def take(self, usage: Usage) -> None:
        """One look."""
        self.memory_percent = usage.memory_percent
        self.peak_memory_percent = max(self.peak_memory_percent, usage.memory_percent)
        self.peak_cpu_percent = max(self.peak_cpu_percent, usage.cpu_percent)

    def note_end(self, now_s: float) -> None:
        """Look whether it ended; its time stops then."""
        if self.ended_s is None and not self.monitor.is_alive():
            self.ended_s, self.memory_percent = now_s, 0.0

    def summary(self, now_s: float) -> Summary:
        """What was seen so far."""
        code = self.monitor.exit_code
        return Summary(
            status=self._status(code),
            duration_seconds=(now_s if self.ended_s is None else self.ended_s) - self.began_s,
            current_memory_percent=self.memory_percent, peak_memory_percent=self.peak_memory_percent,
            peak_cpu_percent=self.peak_cpu_percent, exit_code=code,
        )  # fmt: skip

    def _status(self, code: int | None) -> RunStatus:
        if self.ended_s is None:
            return "running"
        return "terminated" if self.terminated or (code is not None and code < 0) else "completed"
