"""A conversation. The listener never waits on the speaker, and a malformed message ends nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NoReturn

from starlette.types import Message

from dreamwindow.errors import ProtocolError, UserError
from dreamwindow.flow.bucket import TokenBucket
from dreamwindow.server.context import ServerContext
from dreamwindow.server.participant import Filming, Participant
from dreamwindow.server.peer import Leave, Peer
from dreamwindow.server.problems import name_of
from dreamwindow.wire.messages import ErrorReport
from dreamwindow.wire.views import Wire

if TYPE_CHECKING:
    from dreamwindow.library.library import Library

_log = logging.getLogger(__name__)
GOING_AWAY = 1001
POLICY = 1008
INTERNAL_ERROR = 1011


class Conversation:
    """One socket or data channel: hears, says, and sees to the rules. What is said is the `Participant`'s business."""

    def __init__(
        self, context: ServerContext, peer: Peer, library: Callable[[], Awaitable[Library]], scene: str | None = None
    ) -> None:
        limits = context.config.limits
        self._context = context
        self._peer = peer
        self._limits = limits
        self._unread: asyncio.Queue[Wire] = asyncio.Queue(limits.unread_messages)
        self._allowance = TokenBucket(
            limits.messages_per_second, 2 * limits.messages_per_second, context.clock.monotonic
        )
        self._tasks = asyncio.TaskGroup()
        self._participant = Participant(context, peer, library, scene, self._say, self._tasks)

    async def run(self, filming: Filming | None = None) -> None:
        """Until either side leaves. Who came ``filming`` is a camera already."""
        leave = Leave()
        try:
            with self._participant:
                async with self._tasks as tasks:
                    tasks.create_task(self._speak(), name="speaker of a socket")
                    tasks.create_task(self._show_out(), name="doorkeeper of a socket")
                    if filming is not None:
                        self._participant.film(filming)
                    await self._listen()
        except* Leave as group:
            leave = _first(group)
        except* Exception:  # noqa: BLE001 - logged whole, and told to the peer
            _log.exception("a conversation ended by a fault of ours")
            leave = Leave(INTERNAL_ERROR, "internal error")
        await self._peer.dismiss(leave)

    async def _listen(self) -> NoReturn:
        while True:
            message = await self._next()
            try:
                self._answer(message)
            except ProtocolError as error:
                self._say(ErrorReport(code=error.code, message=str(error)))
            except UserError as error:
                self._say(ErrorReport(code=name_of(error).replace("-", "_"), message=str(error)))

    async def _next(self) -> Message:
        while True:
            try:
                async with asyncio.timeout(self._limits.idle_timeout_s):
                    return await self._peer.hear()
            except TimeoutError:
                if self._participant.idle:
                    raise Leave(POLICY, "idle") from None

    def _answer(self, message: Message) -> None:
        if self._allowance.take() > 0:
            raise ProtocolError("too_many_messages", f"At most {self._limits.messages_per_second} messages a second.")
        self._participant.hear(message)

    def _say(self, message: Wire) -> None:
        try:
            self._unread.put_nowait(message)
        except asyncio.QueueFull:
            raise Leave(POLICY, "does not read") from None

    async def _speak(self) -> NoReturn:
        while True:
            await self._peer.tell(await self._unread.get())

    async def _show_out(self) -> NoReturn:
        await self._context.doors.closing.wait()
        raise Leave(GOING_AWAY, "the server closes")


def _first(group: BaseExceptionGroup[Leave]) -> Leave:
    """The one that has a code, if any: several tasks may leave at once."""
    leaves = _leaves(group)
    return next((leave for leave in leaves if leave.code is not None), leaves[0])


def _leaves(group: BaseExceptionGroup[Leave]) -> list[Leave]:
    found: list[Leave] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found
