"""One source at work: played, restyled as a camera is, and begun again when it breaks off."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NoReturn

from dreamwindow.compose.live import LiveAct
from dreamwindow.config.videos import SourceConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.source import Source, SourceOptions
from dreamwindow.errors import DreamWindowError, UserError
from dreamwindow.flow.backoff import Backoff
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
    """One declared source, and how it goes, or went if it came to its end; ``progress`` is else ``None``."""

    config: SourceConfig
    progress: Progress | None = None
    client: LiveClient | None = None
    task: asyncio.Task[None] | None = None
    problem: str | None = None

    @property
    def name(self) -> str:
        """What the config calls it."""
        return self.config.name

    @property
    def place(self) -> str:
        """Where it is, without its secrets."""
        return shown(self.config.place)

    @property
    def state(self) -> str:
        """``stopped``, or that of its `Progress`."""
        return self.progress.state if self.progress is not None else "stopped"

    @property
    def says(self) -> str | None:
        """Why it plays not, or why its pictures come to nothing."""
        return (self.progress.says if self.progress is not None else None) or self.problem

    def rest(self) -> None:
        """See `dreamwindow.compose.declared.Seen`."""
        self.client = None
        if self.state != "ended":
            self.progress = None


class RestyledSource:
    """Keeps ``seen`` up to date while it plays. Paths are meant from ``base_dir``."""

    def __init__(self, seen: SourceSeen, live: LiveAct, base_dir: Path, clock: Clock) -> None:
        self._seen = seen
        seen.progress, seen.problem = Progress(), None
        self._progress = seen.progress
        self._config = seen.config
        self._live = live
        self._base_dir = base_dir
        self._clock = clock
        self._backoff = Backoff()

    async def run(self) -> None:
        """Until it has ended, or is cancelled. What else ends it is tried again after 1 s, 2 s, ... 30 s: no place
        among the cameras, or a fault. It comes back to its place, so that who looks on goes on."""
        token = None
        while self._progress.state != "ended":
            try:
                with self._live.entered(self._scene(), token) as client:
                    self._seen.client, token = client, client.token
                    await self._restyle(client)
            except Exception as error:  # noqa: BLE001 - it must not end the others, nor the dream; said and logged
                await self._wait(error)

    async def _restyle(self, client: LiveClient) -> None:
        if self._config.prompt is not None:
            client.steer(prompt=self._config.prompt)
        give, clock = partial(self._give, client), self._clock
        playing = Playing(self._seen.name, self._made, self._config.at_end, clock, give, self._progress)
        async with asyncio.TaskGroup() as tasks:
            others = [
                tasks.create_task(client.work(self._complain), name=f"restyling of source {self._seen.name}"),
                tasks.create_task(self._pass_on(client), name=f"pictures of source {self._seen.name}"),
            ]
            await playing.run()
            for other in others:
                other.cancel()

    async def _wait(self, error: Exception) -> None:
        wait_s = self._backoff.failed()
        if isinstance(error, UserError):  # all places are taken, say
            says = error.message
            _log.warning("Source %s: %s Again in %g s", self._seen.name, says, wait_s)
        else:
            says = "It broke off by a fault of ours, which is in the log."
            _log.error("Source %s broke off by a fault of ours. Again in %g s", self._seen.name, wait_s, exc_info=error)
        self._seen.client = self._seen.problem = None
        self._progress.failed(says)
        await self._clock.sleep(wait_s)

    def _scene(self) -> str:
        return OWN if self._config.prompt is not None else self._config.scene

    def _made(self) -> Source:
        """Blocks. Raises `DreamWindowError`."""
        config = self._config
        options = SourceOptions(place=config.place, base_dir=self._base_dir, picture_s=config.picture_s)
        return maker(config.kind or kind_of(options))(options)

    def _give(self, client: LiveClient, pixels: Pixels) -> None:
        now_us = int(self._clock.monotonic() * 1e6)
        client.give(Arrived(data=_Raw(pixels), received_us=now_us, capture_ts_us=now_us))

    def _complain(self, error: DreamWindowError) -> None:
        """Said where it is asked for; the engine's own trouble is in the log already."""
        self._seen.problem = str(error).replace("\n", " ")

    async def _pass_on(self, client: LiveClient) -> NoReturn:
        """Nobody has a socket to it: who looks on does so beside its outbox."""
        while True:
            await client.outbox.get()
            self._seen.problem = None
            self._backoff.succeeded()
            client.tally.delivered.count()
