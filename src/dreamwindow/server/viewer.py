"""One viewer: the newest frame whenever there is credit, and word of what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from dreamwindow.flow.credit import Credit
from dreamwindow.model.frame import ShownFrame
from dreamwindow.server.context import ServerContext
from dreamwindow.server.framing import dream_header, dream_message, preview_message
from dreamwindow.server.peer import Peer
from dreamwindow.wire.messages import Encoding, SettingsState, StatusState, Welcome
from dreamwindow.wire.views import SettingsView, StatusView, Wire

STATUS_INTERVAL_S = 0.5
SLOTS = 2
"""Frames that wait for credit: with one, who is late by a frame's time loses a frame, however good the link is."""
WINDOW = 2
"""Frames on their way: on a link of a third of the rate two keep the age flat, more let it grow."""


class Viewer:
    """Looks on until it is cancelled. ``say`` queues a control message and never waits."""

    def __init__(self, context: ServerContext, peer: Peer, encoding: Encoding, say: Callable[[Wire], None]) -> None:
        self.credit = Credit(WINDOW)
        self.settings_told = 0
        self._context = context
        self._peer = peer
        self._encoding = encoding
        self._say = say

    async def look_on(self) -> None:
        """Welcome first, then frames and changes."""
        act = self._context.act
        self.settings_told = act.settings.revision
        welcome = Welcome(
            server_time_us=self._context.now_us(),
            settings=SettingsView.of(act.settings),
            status=StatusView.of(act.status()),
        )
        await self._peer.tell(welcome)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send_frames(), name="frames to a viewer")
            tasks.create_task(self._tell_settings(), name="settings to a viewer")
            tasks.create_task(self._tell_status(), name="status to a viewer")
            tasks.create_task(self._send_previews(), name="previews to a viewer")

    async def _send_frames(self) -> None:
        async with self._context.act.fanout.watch(SLOTS) as newest:
            while True:
                await self.credit.room()
                shown = await newest.get()
                received_us = self._context.now_us()
                jpeg = await self._context.act.encoder.encode(shown.frame, "jpeg")
                await self._send(shown, jpeg, received_us)

    async def _send(self, shown: ShownFrame, jpeg: bytes, received_us: int) -> None:
        header = dream_header(shown, self.credit.spend(), received_us, self._context.now_us())
        if self._encoding == "json":
            await self._peer.tell(await asyncio.to_thread(dream_message, header, jpeg))
        else:
            await self._peer.give(header.pack() + jpeg)

    async def _tell_settings(self) -> None:
        act = self._context.act
        with act.changed.subscribe() as changed:
            while True:
                if act.settings.revision != self.settings_told:
                    self.settings_told = act.settings.revision
                    self._say(SettingsState.of(act.settings))
                await changed.get()

    async def _tell_status(self) -> None:
        act = self._context.act
        told = None
        with act.changed.subscribe() as changed:
            while True:
                if (status := act.status()) != told:
                    told = status
                    self._say(StatusState.of(status))
                    await self._context.clock.sleep(STATUS_INTERVAL_S)
                await changed.get()

    async def _send_previews(self) -> None:
        """Newest wins, and frames go first: none is sent while one is on its way, so that it keeps no frame waiting."""
        with self._context.act.previews.watch() as newest:
            while True:
                preview = await newest.get()
                jpeg = await preview.jpeg()
                if not self.credit.in_flight:
                    await self._peer.tell(preview_message(preview, jpeg))
