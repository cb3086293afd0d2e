"""Metrics for Prometheus: what happened so far, and how it stands now. See ``docs/guides/who-may-come-in.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from dreamwindow.server.context import ServerContext
from dreamwindow.server.studio_metrics import osc_metrics, studio_metrics

if TYPE_CHECKING:
    from dreamwindow.live.tally import Cause

CAUSES: tuple[Cause, ...] = ("waited", "unacknowledged", "unreadable", "engine")


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
        yield self._drops()
        if self._context.studio is not None:
            yield from studio_metrics(self._context.studio)
        if self._context.osc is not None:
            yield from osc_metrics(self._context.osc)
        for name, help, value in self._figures():
            if value is not None:
                yield GaugeMetricFamily(f"dreamwindow_{name}", help, value=value)

    def _drops(self) -> Metric:
        said = "Frames of cameras that came to nothing."
        drops = self._context.meter.drops()
        counted = CounterMetricFamily("dreamwindow_live_frames_dropped", said, labels=["cause"])
        for cause in CAUSES:
            counted.add_metric([cause], drops[cause])
        return counted

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
