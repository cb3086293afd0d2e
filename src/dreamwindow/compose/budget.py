"""The budget of disk: looked at when a run begins, and every minute while it records."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from dreamwindow.config.recording import RecordingConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.files import GB
from dreamwindow.model import events as ev
from dreamwindow.sessions.retention import LetGo, Retention

_log = logging.getLogger(__name__)
LOOK_S = 60.0
_OVER = "Sessions hold %.1f GB more than recording.max_gb, all of it marked, kept or in use"
_OUTSIDE = (
    "Sessions that began without a budget hold %.1f GB. They are left alone, and recording.max_gb is for those since;"
    " `recording.older: thin` lets their pictures go, too"
)


async def stay_within(
    recording: RecordingConfig, running: Path, clock: Clock, publish: Callable[[ev.Event], None]
) -> None:
    """Let old pictures go, for as long as this runs; ``running`` is our own session. Says what went."""
    if recording.max_gb is None or recording.record == "none":
        return
    most = round(recording.max_gb * GB)
    retention = Retention(running.parent, most, older=recording.older)
    told: set[str] = set()
    while True:
        went = await asyncio.to_thread(retention.keep_within, running)
        if went.pictures:
            _log.info("recording.max_gb is %g: %s", recording.max_gb, went)
            publish(ev.PicturesLetGo(went.pictures, went.freed, went.sessions))
        for line, held in _notes(went, most):
            if line not in told:
                told.add(line)
                _log.warning(line, held / GB)
        await clock.sleep(LOOK_S)


def _notes(went: LetGo, most: int) -> Iterator[tuple[str, int]]:
    """What a person should know, once a run, and of how many bytes."""
    if went.over:
        yield _OVER, went.over
    if went.outside and (went.pictures or went.outside > most):
        yield _OUTSIDE, went.outside
