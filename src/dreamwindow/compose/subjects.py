"""What can be looked on at, recorded and sent away: the dream, and a camera whose token one has."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.live import LiveAct
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.errors import UnknownName
from dreamwindow.flow.fanout import Fanout
from dreamwindow.live.client import LiveClient
from dreamwindow.live.scene import DREAM, LIVE
from dreamwindow.model.settings import Settings
from dreamwindow.outputs.take.take import CAMERA, RECORDING, FilmName

_SPARE_S = 5.0
"""How much longer than a place is kept for its token nothing may come, until a camera counts as gone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What can be recorded: its ``name`` (``dream``, ``live`` or a source's), the pictures, and what they are made of.

    ``key`` tells it from others: cameras are all called ``live``.

    ``shows`` gives what to film for each of ``films``, for as long as its block lasts. ``patience_s`` without a
    picture mean that it is over; ``None``: never.
    """

    name: str
    key: str
    shows: Callable[[], AbstractAsyncContextManager[Mapping[FilmName, Fanout]]]
    settings: Callable[[], Settings]
    engine: Callable[[], EngineInfo | None]
    films: tuple[FilmName, ...] = (RECORDING,)
    patience_s: float | None = None


def dream_subject(act: DreamAct) -> Subject:
    """The dream: recorded while it pauses, too."""
    return Subject(
        name=DREAM,
        key=DREAM,
        shows=partial(shows_of, act.fanout),
        settings=lambda: act.settings,
        engine=lambda: act.engine_info,
    )


@asynccontextmanager
async def shows_of(styled: Fanout) -> AsyncIterator[Mapping[FilmName, Fanout]]:
    """The one film of what has no camera."""
    yield {RECORDING: styled}


def live_subject(act: LiveAct, token: str) -> Subject:
    """The camera that has ``token``; it may come back with it meanwhile. Raises `UnknownName`."""
    client = _Following(act, token)

    @asynccontextmanager
    async def shows() -> AsyncIterator[Mapping[FilmName, Fanout]]:
        async with act.onlookers.stage(token) as stage:
            yield {RECORDING: stage.styled, CAMERA: stage.camera}

    return Subject(
        name=LIVE, key=token, shows=shows, settings=client.settings, engine=client.engine, films=(RECORDING, CAMERA),
        patience_s=act.config.keep_s + _SPARE_S,
    )  # fmt: skip


class _Following:
    """A client by its token, whichever socket it is on."""

    def __init__(self, act: LiveAct, token: str) -> None:
        self._act = act
        self._token = token
        self._client = self._found()
        if self._client is None:
            raise UnknownName("No camera here has that token.", "A camera's token is in its `welcome`.")
        self._last = self._client.scene.settings

    def settings(self) -> Settings:
        """Its own; while it is away, what they were."""
        if (client := self._found()) is not None:
            self._last = client.scene.settings
        return self._last

    def engine(self) -> EngineInfo | None:
        """Who restyles it."""
        return self._act.engine().info if self._act.engine_name is not None else None

    def _found(self) -> LiveClient | None:
        return next((client for client in self._act.clients if client.token == self._token), None)
