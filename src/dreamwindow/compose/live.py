"""The live act: scenes, and cameras that are restyled beside the dream, by the engine that it uses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.config.live import LiveConfig
from dreamwindow.contracts.clock import Clock, SystemClock
from dreamwindow.contracts.engine import Engine
from dreamwindow.contracts.stream import batch_of
from dreamwindow.errors import EngineUnavailable, UnknownName
from dreamwindow.flow.notify import Notifier
from dreamwindow.flow.turns import Taker, Turns
from dreamwindow.live.admission import Admission
from dreamwindow.live.client import LiveClient
from dreamwindow.live.onlookers import Onlookers
from dreamwindow.live.scene import DREAM, LIVE, OWN, Followed, Scene, checked_name
from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class DreamScene:
    """The dream's settings for a camera that follows it; where no prompt was set, the words that are dreamt of."""

    read: Callable[[], Settings]
    words: Callable[[], str | None]
    changed: Notifier
    name: str = DREAM

    @property
    def settings(self) -> Settings:
        """See `Followed.settings`."""
        settings = self.read()
        return settings if settings.prompt is not None else replace(settings, prompt=self.words())


class LiveAct:
    """What the server steers and gives frames to. ``dream`` is the scene of the dream beside it, if there is one."""

    def __init__(
        self, room: EngineRoom, config: LiveConfig, *, dream: Followed | None = None, clock: Clock | None = None
    ) -> None:
        self.config = config
        self.scene = Scene(LIVE)
        self._dream = dream
        self._room = room
        self._clock = clock or SystemClock()
        self.onlookers = Onlookers(self._clock)
        self._taker = Taker("engines exchanged")
        self._admission = Admission(config.clients, config.keep_s, self._client, self._clock.monotonic)

    async def __aenter__(self) -> Self:
        self._room.guests.append(self._let_go)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._room.guests.remove(self._let_go)

    @property
    def engine_name(self) -> str | None:
        """Who makes the pictures, if anybody is there."""
        return self._room.name

    @property
    def clients(self) -> list[LiveClient]:
        """Who is in."""
        return self._admission.inside

    def entered(self, scene: str | None = None, token: str | None = None) -> AbstractContextManager[LiveClient]:
        """A client for as long as the block lasts. Raises `UnknownName`, and `LiveFull` when it is entered."""
        return self._admission.entered(self._scene(scene or LIVE), token)

    def shared(self, name: str) -> Scene:
        """The scene ``live``, or one that cameras are in by its name. Raises `UnknownName`."""
        if (scene := self._found(name)) is None:
            raise UnknownName("There is no such scene.", "Scenes: dream, live, and those that cameras are in by name.")
        return scene

    def steer(self, **changes: Any) -> Settings:
        """Change the scene ``live``, all or none. Raises `SettingsRejected` or `InvalidPrompt`."""
        return self.scene.steer(**changes)

    @property
    def turns(self) -> Turns:
        """See `Desk.turns`."""
        return self._room.sharing.turns

    def batch(self) -> int:
        """See `Desk.batch`."""
        return 1 if self._room.engine is None else batch_of(self._room.engine)

    def engine(self) -> Engine:
        """See `Desk.engine`."""
        if self._room.engine is None:
            why = self._room.away
            raise EngineUnavailable(why.message if why else "The engine is not loaded yet.", why.remedy if why else "")
        return self._room.engine

    def contained(self, engine: Engine) -> AbstractContextManager[None]:
        """See `Desk.contained`."""
        return self._room.sharing.contained(engine)

    def held(self) -> AbstractAsyncContextManager[None]:
        """See `Desk.held`."""
        return self._room.sharing.held()

    def _scene(self, name: str) -> Followed:
        """Raises `UnknownName`. One that nobody is in begins with whoever asks for it."""
        if name == OWN:
            return Scene(OWN)
        if name != DREAM:
            return self._found(checked_name(name)) or Scene(name)
        if self._dream is None:
            raise UnknownName("There is no dream here to follow.", "Leave the scene out.")
        return self._dream

    def _found(self, name: str) -> Scene | None:
        """The scene of this name that can be steered."""
        if name == LIVE:
            return self.scene
        scene = None if name in (DREAM, OWN) else self._admission.shared(name)
        return scene if isinstance(scene, Scene) else None

    def _client(self, token: str, scene: Followed) -> LiveClient:
        on_seen = partial(self.onlookers.give, token)
        return LiveClient(token, scene, self, self._clock, self.config.frame_timeout_s, on_seen)

    async def _let_go(self) -> None:
        """The engine is about to go: whoever has state in it gives it up, between two turns."""
        async with self.turns.turn(self._taker):
            for client in self.clients:
                await client.leave_engine()


def live_beside(act: DreamAct, config: LiveConfig, clock: Clock | None = None) -> LiveAct:
    """The live act beside a dream, whose engine it shares."""
    dream = DreamScene(lambda: act.settings, lambda: act.status().current_prompt, act.changed)
    return LiveAct(act.room, config, dream=dream, clock=clock)
