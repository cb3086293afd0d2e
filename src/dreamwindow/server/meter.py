"""What cameras leave behind, counted as it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Histogram

if TYPE_CHECKING:
    from dreamwindow.live.client import LiveClient
    from dreamwindow.live.frames import StageTimes
    from dreamwindow.live.tally import Cause

BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Meter:
    """Counts what cameras leave behind: their frames, how long each stage took, and what was dropped and why."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.frames = 0
        self._stages = Histogram(
            "dreamwindow_live_stage_seconds",
            "How long a stage of a camera's frame took.",
            ["stage"],
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        self._present: set[LiveClient] = set()
        self._gone: Counter[Cause] = Counter()

    @contextmanager
    def following(self, client: LiveClient) -> Iterator[None]:
        """Its drops are counted while the block lasts, and kept when it ends."""
        self._present.add(client)
        try:
            yield
        finally:
            self._present.discard(client)
            self._gone += client.drops

    def sent(self, stages: StageTimes, encode_ms: float) -> None:
        """A frame went back to its camera."""
        self.frames += 1
        took_ms = {"wait": stages.wait, "decode": stages.decode, "engine": stages.engine, "encode": encode_ms}
        for stage, ms in took_ms.items():
            self._stages.labels(stage).observe(ms / 1000)

    @property
    def clients(self) -> int:
        """Cameras that are in."""
        return len(self._present)

    def drops(self) -> Counter[Cause]:
        """Of all cameras there ever were."""
        return sum((client.drops for client in self._present), self._gone.copy())
