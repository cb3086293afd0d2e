"""Metrics for Prometheus: what happened so far, and how it stands now. See ``docs/guides/who-may-come-in.md``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from dreamwindow.live.client import LiveClient
    from dreamwindow.live.frames import StageTimes
    from dreamwindow.live.tally import Cause
    from dreamwindow.server.context import ServerContext

BUCKETS_S = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
CAUSES: tuple[Cause, ...] = ("waited", "unacknowledged", "unreadable", "engine")


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


class Gauges(Collector):
    """How it stands at the moment of asking; what is not known here is left out."""

    def __init__(self, context: ServerContext, resident_bytes: int) -> None:
        self._context = context
        self._resident_bytes = resident_bytes

    def collect(self) -> Iterator[Metric]:
        """Every figure once."""
        meter, act = self._context.meter, self._context.act
        yield CounterMetricFamily("dreamwindow_frames", "Frames of the dream that were shown.", value=act.fanout.given)
        yield CounterMetricFamily("dreamwindow_live_frames", "Frames sent back to cameras.", value=meter.frames)
        drops, counted = (
            meter.drops(),
            CounterMetricFamily(
                "dreamwindow_live_frames_dropped", "Frames of cameras that came to nothing.", labels=["cause"]
            ),
        )
        for cause in CAUSES:
            counted.add_metric([cause], drops[cause])
        yield counted
        for name, help, value in self._figures():
            if value is not None:
                yield GaugeMetricFamily(f"dreamwindow_{name}", help, value=value)

    def _figures(self) -> Iterator[tuple[str, str, float | None]]:
        context, status = self._context, self._context.act.status()
        yield "engine_up", "1 while an engine can make a frame.", float(context.act.ready() is None)
        yield "paused", "1 while the dream is paused.", float(status.paused)
        yield "frames_per_second", "Frames of the dream shown a second, lately.", status.fps
        yield "generation_seconds", "How long the newest keyframe took.", status.generation_time
        yield "buffer_frames", "Frames that are made and not shown yet.", status.buffer_frames
        yield "cache_frames", "Keyframes that the dream remembers.", status.cache_size
        yield "viewers", "Who looks on.", context.act.fanout.watchers
        yield "live_clients", "Cameras that are in.", context.meter.clients
        yield "sockets", "WebSockets and MJPEG streams that are open.", context.doors.inside
        yield "resident_memory_bytes", "Memory that the process holds.", self._resident_bytes
        vram = status.vram_used_gb
        yield "vram_used_bytes", "GPU memory in use.", None if vram is None else vram * 1e9
        yield "uptime_seconds", "Since the dream began.", status.uptime_hours * 3600


def exposition(context: ServerContext, resident_bytes: int) -> bytes:
    """All of it, as Prometheus reads it."""
    now = CollectorRegistry()
    now.register(Gauges(context, resident_bytes))
    return generate_latest(now) + generate_latest(context.meter.registry)
