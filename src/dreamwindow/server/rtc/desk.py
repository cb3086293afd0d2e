"""Where cameras ask for WebRTC: who is linked, and the owner of their tasks."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import ExitStack
from importlib.util import find_spec
from typing import TYPE_CHECKING, Self, cast

from starlette.requests import HTTPConnection

from dreamwindow.errors import DreamWindowError, MissingExtra, UnknownName
from dreamwindow.server.context import ServerContext
from dreamwindow.server.rtc.offers import Answer, Offer

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.server.rtc.link import Link

_log = logging.getLogger(__name__)
MISSING = "WebRTC needs a package that is not installed.", "Install dreamwindow[webrtc]."


def is_installed() -> bool:
    """Whether aiortc is there; it is not loaded for that."""
    return find_spec("aiortc") is not None


class RtcDesk:
    """Answers offers while it is entered; leaving it ends what is left of them."""

    def __init__(self, context: ServerContext) -> None:
        self._context = context
        self._links: dict[str, Link] = {}
        self._tasks = asyncio.TaskGroup()
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        await self._tasks.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._running:
            task.cancel()
        await self._tasks.__aexit__(None, None, None)

    async def answer(self, live: LiveAct, offer: Offer, address: str) -> Answer:
        """Link a camera, which has a place from now on and `CONNECT_S` to come.

        Raises `InvalidOffer`, `LiveFull`, `UnknownName`, `TooManySockets` or `MissingExtra`.
        """
        if not is_installed():
            raise MissingExtra(*MISSING)
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        task = self._tasks.create_task(self._serve(live, offer, address, answered), name="camera over WebRTC")
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await answered

    def link(self, name: str) -> Link:
        """The link of that id. Raises `UnknownName`."""
        if (link := self._links.get(name)) is None:
            raise UnknownName("There is no such connection.", "POST an offer first; one that was lost is forgotten.")
        return link

    async def _serve(self, live: LiveAct, offer: Offer, address: str, answered: asyncio.Future[Answer]) -> None:
        from dreamwindow.server.rtc.link import linked

        name = secrets.token_urlsafe(16)
        try:
            with ExitStack() as places:
                places.enter_context(self._context.doors.entered(address))
                client = places.enter_context(live.entered(offer.scene, offer.token))
                async with linked(self._context, live, client, offer) as link:
                    answer = Answer(name, await link.negotiate())
                    if answered.cancelled():
                        return
                    self._links[name] = link
                    answered.set_result(answer)
                    await link.run()
        except DreamWindowError as error:
            _tell(answered, error)
        except Exception as error:  # noqa: BLE001 - one camera's fault must not end the others; told, or logged whole
            if not _tell(answered, error):
                _log.exception("a camera over WebRTC ended by a fault of ours")
        finally:
            self._links.pop(name, None)
            answered.cancel()


def rtc_of(connection: HTTPConnection) -> RtcDesk:
    """The desk of the app that this request came to."""
    return cast(RtcDesk, connection.app.state.rtc)


def _tell(answered: asyncio.Future[Answer], error: Exception) -> bool:
    """Whether somebody still waits to hear of it."""
    if answered.done():
        return False
    answered.set_exception(error)
    return True
