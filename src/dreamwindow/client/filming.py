"""Cameras: a conversation and the line that carries it, for who waits and for who does not."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator
from typing import Unpack

from dreamwindow.client.async_line import AsyncLine
from dreamwindow.client.camera import CameraTalk
from dreamwindow.client.line import Line
from dreamwindow.client.pictures import StyledPicture
from dreamwindow.wire.live import LiveFigures
from dreamwindow.wire.views import SettingsChanges, SettingsView


class Camera:
    """See `Client.camera`. For one thread at a time."""

    def __init__(self, line: Line, talk: CameraTalk) -> None:
        self.talk = talk
        self._line = line

    @property
    def settings(self) -> SettingsView | None:
        """As last told."""
        return self.talk.settings

    @property
    def figures(self) -> LiveFigures | None:
        """How it goes: rates, stages, drops; told once a second."""
        return self.talk.figures

    def steer(self, **changes: Unpack[SettingsChanges]) -> SettingsView:
        """Change settings, for this camera alone unless it shares a named scene."""
        return self._line.perform(self.talk.steer(changes))

    def restyle(self, picture: bytes) -> StyledPicture:
        """One picture, a JPEG or WebP file, there and back."""
        return self._line.perform(self.talk.restyle(picture))

    def restyled(self, pictures: Iterable[bytes], window: int = 1) -> Iterator[StyledPicture]:
        """Pictures there and back, in order; the next is asked for only when there is room, so that none is old.

        With ``window=2`` one travels while another is at work: faster, but the newer wins where both have to wait. What
        was dropped so, or could not be made for now, is left out and counted in ``talk.lost``.
        """
        for picture in pictures:
            if window == 1:
                yield self.restyle(picture)
                continue
            while self.talk.under_way >= window:
                yield from self._taken()
            self._line.perform(self.talk.give(picture))
        while self.talk.under_way:
            yield from self._taken()

    def _taken(self) -> Iterator[StyledPicture]:
        if (styled := self._line.perform(self.talk.take())) is not None:
            yield styled


class AsyncCamera:
    """See `AsyncClient.camera`. For one task at a time."""

    def __init__(self, line: AsyncLine, talk: CameraTalk) -> None:
        self.talk = talk
        self._line = line

    @property
    def settings(self) -> SettingsView | None:
        """As last told."""
        return self.talk.settings

    @property
    def figures(self) -> LiveFigures | None:
        """How it goes: rates, stages, drops; told once a second."""
        return self.talk.figures

    async def steer(self, **changes: Unpack[SettingsChanges]) -> SettingsView:
        """Change settings, for this camera alone unless it shares a named scene."""
        return await self._line.perform(self.talk.steer(changes))

    async def restyle(self, picture: bytes) -> StyledPicture:
        """One picture, a JPEG or WebP file, there and back."""
        return await self._line.perform(self.talk.restyle(picture))

    async def restyled(self, pictures: AsyncIterable[bytes], window: int = 1) -> AsyncIterator[StyledPicture]:
        """Pictures there and back, in order; the next is asked for only when there is room, so that none is old.

        With ``window=2`` one travels while another is at work: faster, but the newer wins where both have to wait. What
        was dropped so, or could not be made for now, is left out and counted in ``talk.lost``.
        """
        async for picture in pictures:
            if window == 1:
                yield await self.restyle(picture)
                continue
            while self.talk.under_way >= window:
                if (styled := await self._line.perform(self.talk.take())) is not None:
                    yield styled
            await self._line.perform(self.talk.give(picture))
        while self.talk.under_way:
            if (styled := await self._line.perform(self.talk.take())) is not None:
                yield styled
