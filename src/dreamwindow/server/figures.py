"""A camera's figures as they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dreamwindow.live.tally import Stage
from dreamwindow.wire.live import DropCounts, LiveFigures, Spread, StageSpreads

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.live.client import LiveClient


def figures_of(client: LiveClient, live: LiveAct) -> LiveFigures:
    """How it goes for one client."""
    drops = client.drops
    return LiveFigures(
        engine=live.engine_name,
        engine_fps=round(client.tally.styled.per_second(), 2),
        delivered_fps=round(client.tally.delivered.per_second(), 2),
        clients=len(live.clients),
        stages=StageSpreads(
            wait=_spread(client, "wait"),
            decode=_spread(client, "decode"),
            engine=_spread(client, "engine"),
            encode=_spread(client, "encode"),
        ),
        drops=DropCounts(
            waited=drops["waited"],
            unacknowledged=drops["unacknowledged"],
            unreadable=drops["unreadable"],
            engine=drops["engine"],
        ),
    )


def _spread(client: LiveClient, stage: Stage) -> Spread | None:
    found = client.tally.spread(stage)
    return None if found is None else Spread(p50=round(found.p50, 2), p95=round(found.p95, 2))
