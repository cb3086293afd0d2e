"""The budget of disk: looked at when a run begins, and every minute while it records."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from dreamwindow.config.recording import RecordingConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.files import GB
from dreamwindow.model import events as ev
from dreamwindow.sessions.retention import Retention

_log = logging.getLogger(__name__)
LOOK_S = 60.0


async def stay_within(
    recording: RecordingConfig, running: Path, clock: Clock, publish: Callable[[ev.Event], None]
) -> None:
    """Let old pictures go, for as long as this runs; ``running`` is our own session. Says what went."""
    if recording.max_gb is None or recording.record == "none":
        return
    retention, told = Retention(running.parent, round(recording.max_gb * GB)), False
    while True:
        went = await asyncio.to_thread(retention.keep_within, running)
        if went.pictures:
            _log.info("recording.max_gb is %g: %s", recording.max_gb, went)
            publish(ev.PicturesLetGo(went.pictures, went.freed, went.sessions))
        if went.over and not told:
            told = True
            _log.warning(
                "Sessions hold %.1f GB more than recording.max_gb, all of it marked, kept or in use",
                went.over / GB,
            )
        await clock.sleep(LOOK_S)
