"""A camera's side of the conversation: pictures up, restyled pictures down."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Mapping

from dreamwindow.client.flow import Flow, LineBroken, Send, Sleep
from dreamwindow.client.pictures import StyledPicture
from dreamwindow.client.refusals import complaint
from dreamwindow.client.talk import Patience, Talk, acknowledged
from dreamwindow.errors import ServerBusy, ServerRefused
from dreamwindow.wire.header import FrameHeader, Payload, unpack
from dreamwindow.wire.live import LiveFigures
from dreamwindow.wire.messages import ErrorReport, Hello, SettingsState, Welcome
from dreamwindow.wire.views import SettingsView

OF_A_FRAME = frozenset(
    {
        "invalid_image",
        "engine_unavailable",
        "generation_failed",
        "invalid_recipe",
        "missing_weights",
        "missing_extra",
        "config_error",
        "too_many_frames",
    }
)
"""Errors that come instead of a picture; all others answer what was said last."""
TOO_FAST, BREATH_S = frozenset({"too-many-frames", "too-many-messages"}), 0.1
_JPEG, _WEBP = b"\xff\xd8", b"RIFF"


class CameraTalk(Talk):
    """One camera. ``settings`` are as last told, ``figures`` say how it goes, once a second.

    ``lost`` counts pictures that came to nothing: with a line that broke, or at an engine that was away.
    """

    def __init__(
        self,
        patience: Patience,
        scene: str | None,
        wishes: Mapping[str, object],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(patience, monotonic)
        self.settings: SettingsView | None = None
        self.figures: LiveFigures | None = None
        self.lost = 0
        self._scene = scene
        self._wishes = dict(wishes)
        self._token: str | None = None
        self._stamp = 0
        self._under_way: deque[int] = deque()
        self._arrived: deque[StyledPicture] = deque()

    @property
    def under_way(self) -> int:
        """Pictures that are neither back nor lost."""
        return len(self._under_way) + len(self._arrived)

    def hello(self) -> Hello:
        """See `Talk.hello`."""
        return Hello(type="hello", protocol=1, role="camera", scene=self._scene, token=self._token)

    def enter(self) -> Flow[Welcome]:
        """See `Talk.enter`. A server that does not know us is told our wishes; one that does has them."""
        self.lost += len(self._under_way)
        self._under_way.clear()
        welcome = yield from super().enter()
        known, self._token, self.settings = welcome.token == self._token, welcome.token, welcome.settings
        if self._wishes and not known:
            yield from self._wish(self._wishes)
        return welcome

    def steer(self, changes: Mapping[str, object]) -> Flow[SettingsView]:
        """Change settings for this camera. Raises `ServerRefused`, and nothing is changed."""
        while True:
            try:
                settings = yield from self._wish(changes)
            except LineBroken as broken:
                yield from self.again(broken)
            else:
                self._wishes |= changes
                return settings

    def restyle(self, picture: bytes) -> Flow[StyledPicture]:
        """One picture there and back; sent again if the line breaks, or we were too fast.

        Raises `ServerRefused` if it cannot be.
        """
        while True:
            try:
                stamp = yield from self._give(picture)
                while True:
                    styled = yield from self._next()
                    if styled.header.capture_ts_us == stamp:
                        return styled
            except ServerBusy as busy:
                if busy.name not in TOO_FAST:
                    raise
                yield Sleep(BREATH_S)
            except LineBroken as broken:
                yield from self.again(broken)

    def give(self, picture: bytes) -> Flow[None]:
        """Send one, and do not wait for it; see ``under_way``."""
        try:
            yield from self._give(picture)
        except LineBroken as broken:
            self.lost += 1
            yield from self.again(broken)

    def take(self) -> Flow[StyledPicture | None]:
        """The next that comes back; `None` if one was lost instead. Raises `ServerRefused` for what stays wrong."""
        try:
            return (yield from self._next())
        except ServerBusy:
            return None
        except LineBroken as broken:
            yield from self.again(broken)
        return None

    def _give(self, picture: bytes) -> Flow[int]:
        self._stamp = max(self._stamp + 1, int(self.monotonic() * 1e6))
        header = FrameHeader(kind=_kind(picture), seq=0, capture_ts_us=self._stamp, width=0, height=0)
        yield Send(header.pack() + picture)
        self._under_way.append(self._stamp)
        return self._stamp

    def _next(self) -> Flow[StyledPicture]:
        until = self.until()
        while not self._arrived:
            message = yield from self._told(until)
            if isinstance(message, ErrorReport):
                raise complaint(message)
        return self._arrived.popleft()

    def _wish(self, changes: Mapping[str, object]) -> Flow[SettingsView]:
        yield Send(json.dumps({"type": "settings", **changes}))
        until = self.until()
        while True:
            message = yield from self._told(until)
            if isinstance(message, SettingsState):
                return message
            if isinstance(message, ErrorReport) and message.code not in OF_A_FRAME:
                raise complaint(message)

    def _told(self, until: float) -> Flow[object]:
        """The next message, once what it says is kept."""
        message = yield from self.heard(until)
        match message:
            case bytes():
                yield from self._back(message)
            case SettingsState():
                self.settings = message
            case LiveFigures():
                self.figures = message
            case ErrorReport() if self._under_way and message.code in OF_A_FRAME:
                self._under_way.popleft()
                self.lost += 1
        return message

    def _back(self, message: bytes) -> Flow[None]:
        """Those before it that are still awaited will not come: they are answered in order."""
        header, data = unpack(message)
        while self._under_way and self._under_way[0] <= header.capture_ts_us:
            self.lost += self._under_way.popleft() != header.capture_ts_us
        age_ms = self.monotonic() * 1000 - header.capture_ts_us / 1000
        self._arrived.append(StyledPicture(data=bytes(data), header=header, age_ms=age_ms))
        yield acknowledged(header.seq)


def _kind(picture: bytes) -> Payload:
    if picture.startswith(_JPEG):
        return Payload.JPEG
    if picture.startswith(_WEBP):
        return Payload.WEBP
    raise ServerRefused("A picture is sent as JPEG or WebP.", "Encode it first.", name="invalid-image")
