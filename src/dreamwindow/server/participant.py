"""Who takes part in a conversation, and what its messages do: as a viewer, a camera, or who hears of the library."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import TYPE_CHECKING, Self

from starlette.types import Message

from dreamwindow.errors import ProtocolError, UserError
from dreamwindow.flow.bucket import TokenBucket
from dreamwindow.model.settings import Settings
from dreamwindow.server.camera import Camera
from dreamwindow.server.context import ServerContext
from dreamwindow.server.listener import listen_to
from dreamwindow.server.outlet import JpegOutlet, Outlet
from dreamwindow.server.peer import Peer
from dreamwindow.server.problems import name_of
from dreamwindow.server.viewer import Viewer
from dreamwindow.wire import header, messages
from dreamwindow.wire.live import FrameUp
from dreamwindow.wire.views import Wire

if TYPE_CHECKING:
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.library.library import Library
    from dreamwindow.live.client import LiveClient
    from dreamwindow.live.frames import Undecoded


@dataclass(frozen=True, slots=True)
class Filming:
    """Who films as ``client``, what it said of itself if anything, and how its frames go back."""

    live: LiveAct
    client: LiveClient
    hello: messages.Hello | None
    outlet: Outlet


class Participant:
    """Nobody in particular at first; after its hello a viewer, a camera, or who hears of the library.

    Who says hello as a camera, or sends a frame, has its frames restyled: in ``scene``, if it named one in the address.
    ``say`` queues a control message and never waits; ``tasks`` run what the role asks for. A context manager, which
    gives a camera's place back.
    """

    def __init__(
        self,
        context: ServerContext,
        peer: Peer,
        library: Callable[[], Awaitable[Library]],
        scene: str | None,
        say: Callable[[Wire], None],
        tasks: asyncio.TaskGroup,
    ) -> None:
        rate = context.config.limits.frames_per_second
        self._context = context
        self._peer = peer
        self._library = library
        self._scene = scene
        self._say = say
        self._tasks = tasks
        self._greeted = False
        self._reel = TokenBucket(rate, rate, context.clock.monotonic)
        self._viewer: Viewer | None = None
        self._camera: Camera | None = None
        self._places = ExitStack()
        self._wishes: dict[str, object] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._places.close()

    @property
    def idle(self) -> bool:
        """Whether it may be let go of, having said nothing for long: all but who looks on and owes nothing."""
        owes = self._viewer is not None and self._viewer.credit.in_flight
        return bool(owes) or self._camera is not None or not self._greeted

    def hear(self, message: Message) -> None:
        """What a message asks for. Raises `ProtocolError` or `UserError` for one that is wrong."""
        if (picture := message.get("picture")) is not None:
            self._restyle(picture, message["stamp"])
        elif (data := message.get("bytes")) is not None:
            head, file = header.unpack(data)
            self._restyle(bytes(file), head.capture_ts_us)
        else:
            self._handle(messages.read(message["text"]))

    def film(self, filming: Filming) -> None:
        """It is a camera from now on."""
        self._camera = Camera(
            self._context, filming.live, self._peer, filming.client, self._say, filming.hello, filming.outlet
        )
        self._camera.take_over(self._wishes)
        self._greeted = True
        self._tasks.create_task(self._camera.run(), name="camera")

    @singledispatchmethod
    def _handle(self, said: messages.ClientMessage) -> None:
        raise TypeError(f"no handler for {type(said).__name__}")

    @_handle.register
    def _(self, said: messages.Hello) -> None:
        if self._greeted:
            raise ProtocolError("already_greeted", "This socket said hello before.")
        if said.role == "camera":
            self._become_camera(said)
            return
        if said.scene is not None or said.token is not None:
            raise ProtocolError("bad_message", "Only a camera has a scene and a token.")
        self._greeted = True
        if said.role == "library":
            self._tasks.create_task(self._hear_of_library(), name="listener")
            return
        self._viewer = Viewer(self._context, self._peer, said.encoding, self._say)
        self._tasks.create_task(self._viewer.look_on(), name="viewer")

    @_handle.register
    def _(self, said: messages.Ack) -> None:
        taker = self._viewer or self._camera
        if taker is None:
            raise ProtocolError("not_a_viewer", "Say hello before you acknowledge frames.")
        if not taker.credit.acknowledge(said.seq):
            raise ProtocolError("bad_ack", f"Frame {said.seq} was never sent.")

    @_handle.register
    def _(self, said: messages.PromptChange) -> None:
        self._say(messages.PromptUpdated(prompt=self._steered({"prompt": said.prompt}).prompt))

    @_handle.register
    def _(self, said: messages.SettingsChange) -> None:
        settings = self._steered(said.changes())
        if self._viewer is not None:
            self._viewer.settings_told = settings.revision
        self._say(messages.SettingsState.of(settings))

    @_handle.register
    def _(self, said: FrameUp) -> None:
        self._restyle(said.image.partition(",")[2], said.capture_ts_us)

    def _steered(self, changes: dict[str, object]) -> Settings:
        """A camera changes its own settings, everybody else the dream's.

        Who has not shown yet what it is may turn out to be a camera, whose wishes these were.
        """
        if self._camera is None and self._scene is not None and not self._greeted:
            self._become_camera()
        if self._camera is not None:
            return self._camera.steer(changes)
        act = self._context.act
        settings = act.steer(**changes) if changes else act.settings
        if not self._greeted:
            self._wishes |= changes
        return settings

    def _restyle(self, data: bytes | str | Undecoded, capture_ts_us: int) -> None:
        if self._camera is None:
            if self._greeted:
                raise ProtocolError("not_a_camera", "This socket looks on. Open another one for a camera.")
            self._become_camera()
        if (wait_s := self._reel.take()) > 0:
            limit, wait_ms = self._context.config.limits.frames_per_second, math.ceil(1000 * wait_s)
            raise ProtocolError(
                "too_many_frames", f"At most {limit} pictures a second.\nSend the next in {wait_ms} ms."
            )
        if self._camera is not None:
            self._camera.give(data, capture_ts_us)

    def _become_camera(self, hello: messages.Hello | None = None) -> None:
        """Raises `ProtocolError`, `UnknownName` or `LiveFull`."""
        if self._context.live is None:
            raise ProtocolError("no_live_act", "Frames of a camera are not restyled by this server.")
        if self._camera is not None:
            raise ProtocolError("already_greeted", "This socket sent frames before.")
        scene, token = (hello.scene, hello.token) if hello is not None else (None, None)
        client = self._places.enter_context(self._context.live.entered(scene or self._scene, token))
        quality = self._context.live.config.jpeg_quality
        outlet = JpegOutlet(self._context, self._peer, hello, quality)
        self.film(Filming(self._context.live, client, hello, outlet))

    async def _hear_of_library(self) -> None:
        try:
            library = await self._library()
        except UserError as error:
            self._greeted = False  # it may try again
            self._say(messages.ErrorReport(code=name_of(error).replace("-", "_"), message=str(error)))
            return
        await listen_to(library, self._context, self._peer)
