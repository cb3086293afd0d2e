"""Sinks at work: those that the config declares, fed with the dream, a source, or a camera."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dreamwindow import plugins
from dreamwindow.compose.declared import DeclaredDesk
from dreamwindow.compose.subjects import Subject
from dreamwindow.config.sinks import SinkConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.sink import MakeSink, Sink, SinkOptions
from dreamwindow.flow.fanout import Fanout
from dreamwindow.outputs.away.sending import Sending, Sent, Show
from dreamwindow.outputs.take.take import RECORDING

GROUP = "dreamwindow.sinks"
FindSubject = Callable[[str, str | None], Subject]
"""What is meant by a name, and the token of a camera. Raises `UnknownName`."""


@dataclass(frozen=True, slots=True)
class SinkPlaces:
    """What the config declares, and from where paths are meant."""

    declared: Sequence[SinkConfig] = ()
    base_dir: Path = Path()
    clock: Clock | None = None


@dataclass(slots=True, eq=False)
class SinkSeen:
    """One declared sink: what it is fed with, by which token if that is a camera, and how it goes; ``sent`` is ``None``
    while it is not at work."""

    config: SinkConfig
    of: str
    token: str | None = None
    sent: Sent | None = None
    task: asyncio.Task[None] | None = None

    @property
    def state(self) -> str:
        """``stopped``, or that of its `Sent`."""
        return self.sent.state if self.sent is not None else "stopped"

    def rest(self) -> None:
        """See `dreamwindow.compose.declared.Seen`."""
        self.sent = None


class SinkDesk(DeclaredDesk[SinkSeen]):
    """See `DeclaredDesk`."""

    def __init__(self, subject: FindSubject, places: SinkPlaces) -> None:
        super().__init__("sink", [SinkSeen(config, config.of) for config in places.declared])
        self._subject = subject
        self._base_dir = places.base_dir
        self._clock = places.clock or SystemClock()

    async def start(self, name: str, of: str | None = None, token: str | None = None) -> SinkSeen:
        """Feed it with ``of``, what the config says if that is not given, from here on. Raises `UnknownName`."""
        seen = self.find(name)
        wanted = of or seen.config.of
        self._subject(wanted, token)  # what is not there is said to who asks
        while seen.task is not None:  # somebody else may begin it while this one waits for its end
            await self.stop(name)
        seen.of, seen.token = wanted, token
        self._begin(seen)
        return seen

    def _work(self, seen: SinkSeen) -> Coroutine[None, None, None]:
        make, find = partial(_made, seen.config, self._base_dir), partial(self._show, seen.of, seen.token)
        sending = Sending(seen.config.name, make, find, self._clock)
        seen.sent = sending.sent
        return sending.run()

    def _show(self, of: str, token: str | None) -> Show:
        subject = self._subject(of, token)
        return Show(_shown(subject), subject.patience_s)


@asynccontextmanager
async def _shown(subject: Subject) -> AsyncIterator[Fanout]:
    async with subject.shows() as films:
        yield films[RECORDING]


def _made(config: SinkConfig, base_dir: Path) -> Sink:
    """Blocks. Raises `UnknownName` or `ConfigError`."""
    make: MakeSink = plugins.load(GROUP, config.kind)
    return make(SinkOptions(to=config.to, base_dir=base_dir, rate_hz=config.rate_hz))
