"""One camera: its frames go to its own client of the live act, and come back restyled whenever there is credit."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NoReturn

from dreamwindow.errors import EngineError, UserError
from dreamwindow.flow.credit import Credit
from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.live.frames import Arrived, Styled
from dreamwindow.live.scene import STEERABLE
from dreamwindow.server.context import ServerContext
from dreamwindow.server.figures import figures_of
from dreamwindow.server.peer import Leave, Peer
from dreamwindow.server.problems import name_of
from dreamwindow.wire.header import FrameHeader, Payload
from dreamwindow.wire.live import StyledFrame
from dreamwindow.wire.messages import ErrorReport, Hello, SettingsState, Welcome
from dreamwindow.wire.views import SettingsView, StatusView, Wire

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.live.client import LiveClient
    from dreamwindow.model.settings import Settings

WINDOW = 2
"""Frames on their way back: see `dreamwindow.server.viewer.WINDOW`."""
FIGURES_S = 1.0
POLICY = 1008


class Camera:
    """Restyles until it is cancelled. ``say`` queues a control message and never waits.

    With a ``hello`` it is told its token and how it goes, and acknowledges frames; without one it gets styled frames as
    JSON and nothing that it did not ask for.
    """

    def __init__(
        self,
        context: ServerContext,
        live: LiveAct,
        peer: Peer,
        client: LiveClient,
        say: Callable[[Wire], None],
        hello: Hello | None,
    ) -> None:
        self.credit = Credit(WINDOW)
        self._context = context
        self._live = live
        self._peer = peer
        self._client = client
        self._say = say
        self._hello = hello
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

    def give(self, data: bytes | str, capture_ts_us: int) -> None:
        """A frame came: a file's bytes, or base64 of them. Never waits."""
        self._client.give(Arrived(data=data, received_us=self._context.now_us(), capture_ts_us=capture_ts_us))

    async def run(self) -> None:
        """Restyle, send, and say how it goes."""
        with self._context.meter.following(self._client):
            await self._run()

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._client.work(self._complain), name="restyling for a camera")
            tasks.create_task(self._send_frames(), name="frames to a camera")
            tasks.create_task(self._step_aside(), name="place of a camera")
            if self._hello is not None:
                tasks.create_task(self._tell_settings(), name="settings to a camera")
                tasks.create_task(self._tell_figures(), name="figures to a camera")

    async def _send_frames(self) -> NoReturn:
        while True:
            if self._hello is not None:
                await self.credit.room()
            styled = await self._client.outbox.get()
            began_us = self._context.now_us()
            jpeg = await asyncio.to_thread(encode_jpeg, styled.pixels, self._live.config.jpeg_quality)
            ended_us = self._context.now_us()
            encode_ms = (ended_us - began_us) / 1000
            self._client.tally.took("encode", encode_ms)
            await self._send(styled, jpeg, ended_us)
            self._client.tally.delivered.count()
            self._context.meter.sent(styled.stages, encode_ms)

    async def _send(self, styled: Styled, jpeg: bytes, ended_us: int) -> None:
        seq = self.credit.spend()
        if self._hello is not None and self._hello.encoding == "binary":
            await self._peer.give(header_of(styled, seq, ended_us).pack() + jpeg)
        else:
            await self._peer.tell(await asyncio.to_thread(as_json, styled, jpeg, seq, ended_us))

    def _complain(self, error: UserError | EngineError) -> None:
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


def header_of(styled: Styled, seq: int, ended_us: int) -> FrameHeader:
    """The header of a styled frame."""
    height, width = styled.pixels.shape[:2]
    return FrameHeader(
        kind=Payload.JPEG,
        seq=seq,
        settings_rev=styled.settings_rev,
        capture_ts_us=styled.capture_ts_us,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
        width=width,
        height=height,
    )


def as_json(styled: Styled, jpeg: bytes, seq: int, ended_us: int) -> StyledFrame:
    """The same as JSON."""
    height, width = styled.pixels.shape[:2]
    return StyledFrame(
        image="data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii"),
        seq=seq,
        settings_rev=styled.settings_rev,
        capture_ts_us=styled.capture_ts_us,
        received_us=styled.received_us,
        started_us=styled.started_us,
        ended_us=ended_us,
        width=width,
        height=height,
    )
