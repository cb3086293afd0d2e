from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import cast

from prometheus_client.parser import text_string_to_metric_families

from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import StageTimes
from dreamwindow.server.openapi import DescribedApp
from tests.server.conftest import MakeApp, client_of
from tests.server.toy import ToyAct


async def figures(app: DescribedApp) -> dict[str, float]:
    """By name and labels, ``name`` or ``name/label``."""
    async with client_of(app) as http:
        answer = await http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")
    return {
        "/".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_they_say_how_it_stands(act: ToyAct, make_app: MakeApp) -> None:
    app = make_app()
    await act.show(1)
    await act.show(2)
    act.set_status(fps=12.5, buffer_frames=3, vram_used_gb=1.5)
    said = await figures(app)
    assert said["dreamwindow_frames_total"] == 2
    assert said["dreamwindow_frames_per_second"] == 12.5
    assert (said["dreamwindow_buffer_frames"], said["dreamwindow_vram_used_bytes"]) == (3, 1.5e9)
    assert (said["dreamwindow_engine_up"], said["dreamwindow_viewers"]) == (1, 0)
    assert said["dreamwindow_resident_memory_bytes"] > 1e6
    act.why_not = "gone"
    assert (await figures(app))["dreamwindow_engine_up"] == 0


async def test_what_is_not_known_is_left_out(make_app: MakeApp) -> None:
    assert "dreamwindow_vram_used_bytes" not in await figures(make_app())


async def test_a_camera_that_left_is_still_counted(make_app: MakeApp) -> None:
    app = make_app()
    meter = app.state.context.meter
    client = cast(LiveClient, Left(drops=Counter({"waited": 2})))
    with meter.following(client):
        meter.sent(StageTimes(wait=1.0, decode=2.0, engine=30.0), encode_ms=3.0)
        inside = await figures(app)
    outside = await figures(app)
    assert (inside["dreamwindow_live_clients"], outside["dreamwindow_live_clients"]) == (1, 0)
    for said in (inside, outside):
        assert said["dreamwindow_live_frames_total"] == 1
        assert said["dreamwindow_live_frames_dropped_total/waited"] == 2
        assert said["dreamwindow_live_frames_dropped_total/engine"] == 0
        assert said["dreamwindow_live_stage_seconds_count/engine"] == 1
        assert said["dreamwindow_live_stage_seconds_sum/engine"] == 0.03


async def test_two_servers_count_apart(make_app: MakeApp) -> None:
    one, other = make_app(), make_app()
    one.state.context.meter.sent(StageTimes(wait=1.0, decode=2.0, engine=30.0), encode_ms=3.0)
    assert (await figures(other))["dreamwindow_live_frames_total"] == 0


class Left(SimpleNamespace):
    __hash__ = object.__hash__  # type: ignore[assignment] # told apart by identity, as clients are
