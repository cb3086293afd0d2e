"""Viewers: a conversation and the line that carries it, for who waits and for who does not."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from dreamwindow.client.async_line import AsyncLine
from dreamwindow.client.line import Line
from dreamwindow.client.pictures import DreamPicture
from dreamwindow.client.viewer import ViewerTalk
from dreamwindow.wire.views import StatusView


class Viewer:
    """See `Client.viewer`. For one thread at a time."""

    def __init__(self, line: Line, talk: ViewerTalk) -> None:
        self.talk = talk
        self._line = line

    @property
    def status(self) -> StatusView | None:
        """As last told."""
        return self.talk.status

    def __iter__(self) -> Iterator[DreamPicture]:
        return self

    def __next__(self) -> DreamPicture:
        return self._line.perform(self.talk.next())


class AsyncViewer:
    """See `AsyncClient.viewer`. For one task at a time."""

    def __init__(self, line: AsyncLine, talk: ViewerTalk) -> None:
        self.talk = talk
        self._line = line

    @property
    def status(self) -> StatusView | None:
        """As last told."""
        return self.talk.status

    def __aiter__(self) -> AsyncIterator[DreamPicture]:
        return self

    async def __anext__(self) -> DreamPicture:
        return await self._line.perform(self.talk.next())
