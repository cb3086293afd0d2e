"""One camera: its frames go to its own client of the live act, and come back restyled by its outlet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn

from dreamwindow.errors import DreamWindowError
from dreamwindow.live.frames import Arrived, Undecoded
from dreamwindow.live.scene import STEERABLE
from dreamwindow.server.context import ServerContext
from dreamwindow.server.figures import figures_of
from dreamwindow.server.outlet import Outlet
from dreamwindow.server.peer import Leave, Peer
from dreamwindow.server.problems import name_of
from dreamwindow.wire.messages import ErrorReport, Hello, SettingsState, Welcome
from dreamwindow.wire.views import SettingsView, StatusView, Wire

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.live.client import LiveClient
    from dreamwindow.model.settings import Settings

FIGURES_S = 1.0
POLICY = 1008


class Camera:
    """Restyles until it is cancelled. ``say`` queues a control message and never waits.

    With a ``hello`` it is told its token and how it goes; without one, nothing that it did not ask for.
    """

    def __init__(
        self,
        context: ServerContext,
        live: LiveAct,
        peer: Peer,
        client: LiveClient,
        say: Callable[[Wire], None],
        hello: Hello | None,
        outlet: Outlet,
    ) -> None:
        self.credit = outlet.credit
        self._context = context
        self._live = live
        self._peer = peer
        self._client = client
        self._say = say
        self._hello = hello
        self._outlet = outlet
        self._told = client.scene.settings
        if hello is not None:
            say(self._welcome())

    def take_over(self, wishes: Mapping[str, object]) -> None:
        """What was asked for before it was known to be a camera; what says nothing here is left out."""
        if changes := {name: value for name, value in wishes.items() if name in STEERABLE}:
            self.steer(changes)

    def steer(self, changes: dict[str, object]) -> Settings:
        """Change settings for this camera alone. Raises `SettingsRejected` or `InvalidPrompt`."""
        self._told = self._client.steer(**changes) if changes else self._client.scene.settings
        return self._told

    def give(self, data: bytes | str | Undecoded, capture_ts_us: int) -> None:
        """A frame came: a file's bytes, base64 of them, or of a video. Never waits."""
        self._client.give(Arrived(data=data, received_us=self._context.now_us(), capture_ts_us=capture_ts_us))

    async def run(self) -> None:
        """Restyle, send, and say how it goes."""
        with self._context.meter.following(self._client):
            await self._run()

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._client.work(self._complain), name="restyling for a camera")
            tasks.create_task(self._outlet.carry(self._client), name="frames to a camera")
            tasks.create_task(self._step_aside(), name="place of a camera")
            if self._hello is not None:
                tasks.create_task(self._tell_settings(), name="settings to a camera")
                tasks.create_task(self._tell_figures(), name="figures to a camera")

    def _complain(self, error: DreamWindowError) -> None:
        self._say(ErrorReport(code=name_of(error).replace("-", "_"), message=str(error)))

    def _welcome(self) -> Welcome:
        return Welcome(
            server_time_us=self._context.now_us(),
            settings=SettingsView.of(self._told),
            status=StatusView.of(self._context.act.status()),
            scene=self._client.scene.name,
            token=self._client.token,
        )

    async def _tell_settings(self) -> NoReturn:
        """Of changes that somebody else made to the scene that this camera shares."""
        while True:
            with self._client.scene.changed.subscribe() as changed:
                await changed.get()
            settings = self._client.scene.settings
            if settings != self._told:
                self._told = settings
                self._say(SettingsState.of(settings))

    async def _tell_figures(self) -> NoReturn:
        while True:
            await self._context.clock.sleep(FIGURES_S)
            await self._peer.tell(figures_of(self._client, self._live))

    async def _step_aside(self) -> NoReturn:
        await self._client.displaced.wait()
        raise Leave(POLICY, "this camera came back on another socket")
