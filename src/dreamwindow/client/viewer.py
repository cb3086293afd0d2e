"""A viewer's side of the conversation: the dream's pictures, the newest whenever we are ready for one."""

from __future__ import annotations

from dreamwindow.client.flow import Flow, LineBroken
from dreamwindow.client.pictures import DreamPicture
from dreamwindow.client.refusals import complaint
from dreamwindow.client.talk import Patience, Talk, acknowledged
from dreamwindow.wire.header import unpack
from dreamwindow.wire.messages import ErrorReport, Hello, SettingsState, StatusState, Welcome
from dreamwindow.wire.views import SettingsView, StatusView


class ViewerTalk(Talk):
    """Looks on. ``status`` and ``settings`` are as last told."""

    def __init__(self, patience: Patience) -> None:
        super().__init__(patience)
        self.status: StatusView | None = None
        self.settings: SettingsView | None = None

    def hello(self) -> Hello:
        """See `Talk.hello`."""
        return Hello(type="hello", protocol=1, role="viewer")

    def enter(self) -> Flow[Welcome]:
        """See `Talk.enter`."""
        welcome = yield from super().enter()
        self.status, self.settings = welcome.status, welcome.settings
        return welcome

    def next(self) -> Flow[DreamPicture]:
        """The next picture, however long the dream is paused; on a new line if the old one breaks."""
        while True:
            try:
                return (yield from self._next())
            except LineBroken as broken:
                yield from self.again(broken)

    def _next(self) -> Flow[DreamPicture]:
        while True:
            match message := (yield from self.heard(None)):
                case bytes():
                    header, data = unpack(message)
                    yield acknowledged(header.seq)
                    return DreamPicture(data=bytes(data), header=header)
                case StatusState():
                    self.status = message
                case SettingsState():
                    self.settings = message
                case ErrorReport():
                    raise complaint(message)
