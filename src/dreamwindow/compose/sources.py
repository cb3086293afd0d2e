"""Sources at work: those that the config declares, each a client of the live act of its own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

from dreamwindow.compose.declared import DeclaredDesk
from dreamwindow.compose.live import LiveAct
from dreamwindow.compose.recordings import Subject
from dreamwindow.compose.subjects import live_subject
from dreamwindow.config.videos import SourceConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.source import Source, SourceOptions
from dreamwindow.errors import EngineError, UnknownName, UserError
from dreamwindow.live.client import LiveClient
from dreamwindow.live.frames import Arrived
from dreamwindow.live.scene import OWN
from dreamwindow.model.frame import Pixels
from dreamwindow.sources.addresses import shown
from dreamwindow.sources.kinds import kind_of, maker
from dreamwindow.sources.playing import Playing, Progress

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Raw:
    """A picture that was never a file."""

    image: Pixels

    def pixels(self) -> Pixels:
        """See `dreamwindow.live.frames.Undecoded`."""
        return self.image


@dataclass(slots=True, eq=False)
class SourceSeen:
    """One declared source: ``place`` without its secrets; how it goes, or went if it came to its end; else ``None``."""

    name: str
    place: str
    progress: Progress | None = None
    client: LiveClient | None = None
    task: asyncio.Task[None] | None = None
    problem: str | None = None

    @property
    def state(self) -> str:
        """``stopped``, or that of its `Progress`."""
        return self.progress.state if self.progress is not None else "stopped"

    @property
    def says(self) -> str | None:
        """Why it plays not, or why its pictures come to nothing."""
        return (self.progress.says if self.progress is not None else None) or self.problem


class SourceDesk(DeclaredDesk[SourceSeen]):
    """See `DeclaredDesk`."""

    def __init__(
        self, live: LiveAct, declared: Sequence[SourceConfig], base_dir: Path, clock: Clock | None = None
    ) -> None:
        super().__init__("source", {config.name: SourceSeen(config.name, shown(config.place)) for config in declared})
        self._live = live
        self._declared = {config.name: config for config in declared}
        self._base_dir = base_dir
        self._clock = clock or SystemClock()

    def _begin_all(self) -> None:
        for name, config in self._declared.items():
            if config.starts:
                self.start(name)

    def start(self, name: str) -> SourceSeen:
        """Let it play; nothing happens if it does. Raises `UnknownName`."""
        seen = self.find(name)
        if seen.task is None:
            seen.progress = Progress()
            seen.task = self._tasks.create_task(self._play(seen), name=f"source {name}")
        return seen

    async def stop(self, name: str) -> SourceSeen:
        """End it. Raises `UnknownName`."""
        seen = self.find(name)
        if seen.task is not None:
            seen.task.cancel()
            await asyncio.wait([seen.task])
        return seen

    def subject(self, name: str) -> Subject:
        """What it shows, to be recorded. Raises `UnknownName` for one that does not play."""
        client = self.find(name).client
        if client is None:
            raise UnknownName(f"{name} does not play.", f"POST /api/sources/{name}/start")
        return replace(live_subject(self._live, client.token), name=name)

    async def _play(self, seen: SourceSeen) -> None:
        try:
            with self._live.entered(self._scene(seen.name)) as client:
                seen.client = client
                await self._restyle(seen, client)
        except UserError as error:  # all places are taken, say
            _log.warning("Source %s: %s", seen.name, error)
            seen.problem = error.message
        except Exception:  # noqa: BLE001 - one source's fault must not end the others, nor the dream; logged whole
            _log.exception("Source %s ended by a fault of ours", seen.name)
            seen.problem = "It ended by a fault of ours, which is in the log."
        finally:
            seen.client = seen.task = None
            if seen.state != "ended":
                seen.progress = None

    async def _restyle(self, seen: SourceSeen, client: LiveClient) -> None:
        config = self._declared[seen.name]
        if config.prompt is not None:
            client.steer(prompt=config.prompt)
        make = partial(_made, config, self._base_dir)
        playing = Playing(seen.name, make, config.at_end, self._clock, partial(self._give, client))
        seen.progress, seen.problem = playing.progress, None
        async with asyncio.TaskGroup() as tasks:
            others = [
                tasks.create_task(client.work(partial(_complain, seen)), name=f"restyling of source {seen.name}"),
                tasks.create_task(_pass_on(seen, client), name=f"pictures of source {seen.name}"),
            ]
            await playing.run()
            for other in others:
                other.cancel()

    def _scene(self, name: str) -> str:
        config = self._declared[name]
        return OWN if config.prompt is not None else config.scene

    def _give(self, client: LiveClient, pixels: Pixels) -> None:
        now_us = int(self._clock.monotonic() * 1e6)
        client.give(Arrived(data=_Raw(pixels), received_us=now_us, capture_ts_us=now_us))


async def _pass_on(seen: SourceSeen, client: LiveClient) -> NoReturn:
    """Nobody has a socket to it: who looks on does so beside its outbox."""
    while True:
        await client.outbox.get()
        seen.problem = None
        client.tally.delivered.count()


def _complain(seen: SourceSeen, error: UserError | EngineError) -> None:
    """Said where it is asked for; the engine's own trouble is in the log already."""
    seen.problem = error.message


def _made(config: SourceConfig, base_dir: Path) -> Source:
    """Blocks. Raises `DreamWindowError`."""
    options = SourceOptions(place=config.place, base_dir=base_dir, picture_s=config.picture_s)
    return maker(config.kind or kind_of(options))(options)
