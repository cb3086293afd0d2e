"""What is measured of sources, sinks, recordings and OSC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

if TYPE_CHECKING:
    from dreamwindow.compose.recording_counts import RecordingCounts
    from dreamwindow.compose.studio import Studio
    from dreamwindow.model.session import SessionState
    from dreamwindow.server.osc.desk import OscTally

ENDS: tuple[SessionState, ...] = ("completed", "aborted", "failed")
_Labelled = Iterable[tuple[str, float]]


def studio_metrics(studio: Studio) -> Iterator[Metric]:
    """By the names that the config gives. What is not at work has no counts; they begin at 0 again."""
    yield from _recordings(studio.recordings.counts)
    sources = [(seen.name, seen) for seen in studio.sources.all]
    playing = [(name, seen.progress) for name, seen in sources if seen.progress is not None]
    at_play = [(name, float(seen.state == "playing")) for name, seen in sources]
    yield _gauge("source_playing", "1 while a source plays.", "source", at_play)
    yield _counter("source_pictures", "Pictures that a source gave.", "source", [(n, p.pictures) for n, p in playing])
    yield _counter("source_failures", "How often a source failed.", "source", [(n, p.failures) for n, p in playing])
    sinks = [(seen.config.name, seen) for seen in studio.sinks.all]
    sent = [(name, seen.sent) for name, seen in sinks if seen.sent is not None]
    sending = [(name, float(seen.state == "sending")) for name, seen in sinks]
    yield _gauge("sink_sending", "1 while a sink takes pictures.", "sink", sending)
    yield _counter("sink_pictures", "Pictures that a sink took.", "sink", [(n, s.pictures) for n, s in sent])
    yield _counter("sink_failures", "How often a sink failed.", "sink", [(n, s.failures) for n, s in sent])


def osc_metrics(tally: OscTally) -> Iterator[Metric]:
    """Of the port, while it is listened at."""
    came = [("heard", tally.heard), ("garbage", tally.garbage), ("foreign", tally.foreign)]
    yield _counter("osc_datagrams", "Datagrams that came, by what they were.", "was", came)
    yield CounterMetricFamily("dreamwindow_osc_refused", "OSC messages that could not be done.", value=tally.refused)


def _recordings(counts: RecordingCounts) -> Iterator[Metric]:
    yield GaugeMetricFamily("dreamwindow_recordings_running", "Recordings that go on.", value=counts.running)
    ended = [(state, counts.ended[state]) for state in ENDS]
    yield _counter("recordings_ended", "Recordings that are over, by how they ended.", "state", ended)
    yield CounterMetricFamily("dreamwindow_recording_frames", "Pictures that were recorded.", value=counts.frames)
    dropped = "Pictures that the disk or the encoder was too slow for."
    yield CounterMetricFamily("dreamwindow_recording_frames_dropped", dropped, value=counts.dropped)


def _gauge(name: str, said: str, label: str, values: _Labelled) -> Metric:
    family = GaugeMetricFamily(f"dreamwindow_{name}", said, labels=[label])
    for named, value in values:
        family.add_metric([named], value)
    return family


def _counter(name: str, said: str, label: str, values: _Labelled) -> Metric:
    family = CounterMetricFamily(f"dreamwindow_{name}", said, labels=[label])
    for named, value in values:
        family.add_metric([named], value)
    return family
