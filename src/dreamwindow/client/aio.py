"""AsyncClient: the same as `Client`, on an event loop."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self, TypeVar, Unpack

import httpx

from dreamwindow.client import calls
from dreamwindow.client.address import Address
from dreamwindow.client.async_line import AsyncLine
from dreamwindow.client.calls import Call, Search
from dreamwindow.client.camera import CameraTalk
from dreamwindow.client.filming import AsyncCamera
from dreamwindow.client.folder import place_of, saved_in
from dreamwindow.client.requests import answered, request_of, unanswered
from dreamwindow.client.talk import Patience
from dreamwindow.client.viewer import ViewerTalk
from dreamwindow.client.watching import AsyncViewer
from dreamwindow.wire.library import ImagesView, ImageView, SessionView
from dreamwindow.wire.views import SettingsChanges, SettingsView, StatusView

T = TypeVar("T")


class AsyncClient:
    """A server. Every method raises `ServerUnreachable`, or `ServerRefused` with the server's own words.

    ``url`` and ``key`` default to ``$DREAMWINDOW_URL`` and ``$DREAMWINDOW_KEY``, and to the server of this machine.
    Waits ``timeout_s`` for each answer, and ``patience`` says how long on a socket. Tasks may share it.
    """

    def __init__(
        self,
        url: str | None = None,
        key: str | None = None,
        *,
        timeout_s: float = 10.0,
        tls: ssl.SSLContext | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.address = Address.of(url, key, timeout_s=timeout_s, tls=tls)
        self._patience = patience or Patience()
        self._http = httpx.AsyncClient(timeout=timeout_s, headers=self.address.headers, verify=tls or True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def status(self) -> StatusView:
        """How the dream is."""
        return await self._ask(calls.status())

    async def settings(self, scene: str | None = None) -> SettingsView:
        """A scene's settings; the dream's if none is named."""
        return await self._ask(calls.settings(scene))

    async def steer(self, scene: str | None = None, **changes: Unpack[SettingsChanges]) -> SettingsView:
        """Change settings, all or none: ``steer(prompt="misty forest", strength=0.4)``. See `SettingsPatch`."""
        return await self._ask(calls.steer(scene, changes))

    async def pause(self) -> StatusView:
        """Hold the picture."""
        return await self._ask(calls.order("pause"))

    async def resume(self) -> StatusView:
        """Go on."""
        return await self._ask(calls.order("resume"))

    async def skip(self) -> StatusView:
        """On to something else."""
        return await self._ask(calls.order("skip"))

    async def current(self, extension: str = "jpg") -> bytes:
        """The picture on show: a ``jpg``, ``png`` or ``webp`` file."""
        return await self._ask(calls.current(extension))

    async def sessions(self) -> AsyncIterator[SessionView]:
        """Everything ever made, newest first; asked for as it is read."""
        cursor = None
        while True:
            page = await self._ask(calls.sessions(cursor))
            for session in page.sessions:
                yield session
            if (cursor := page.cursor) is None:
                return

    async def session(self, id: str) -> SessionView:
        """One session."""
        return await self._ask(calls.session(id))

    def images(self, session: str) -> AsyncIterator[ImageView]:
        """A session's pictures, by name."""
        return self._paged(lambda cursor: calls.images(session, cursor))

    def search(self, wanted: Search | str = "") -> AsyncIterator[ImageView]:
        """Pictures that were found, newest first: ``search("misty lake")``, or a `Search`."""
        asked = Search(words=wanted) if isinstance(wanted, str) else wanted
        return self._paged(lambda cursor: calls.search(asked, cursor))

    async def picture(self, image: ImageView) -> bytes:
        """The file of a picture, as it is."""
        return await self._ask(calls.picture(image))

    async def fetch(self, session: str, folder: Path) -> list[Path]:
        """Every picture of a session, as files in ``folder``; those that are there already are not fetched again."""
        paths = []
        async for image in self.images(session):
            path = await asyncio.to_thread(place_of, folder, image)
            if not path.there:
                await asyncio.to_thread(saved_in, path.at, await self.picture(image))
            paths.append(path.at)
        return paths

    @asynccontextmanager
    async def camera(self, scene: str | None = None, **wishes: Unpack[SettingsChanges]) -> AsyncIterator[AsyncCamera]:
        """A camera, in a scene, with settings of its own if it wishes for any: ``camera(prompt="stained glass")``."""
        line = AsyncLine(self.address)
        try:
            camera = AsyncCamera(line, CameraTalk(self._patience, scene, wishes))
            await line.perform(camera.talk.begin())
            yield camera
        finally:
            await line.close()

    @asynccontextmanager
    async def viewer(self) -> AsyncIterator[AsyncViewer]:
        """Looks on at the dream: ``async for picture in viewer``."""
        line = AsyncLine(self.address)
        try:
            viewer = AsyncViewer(line, ViewerTalk(self._patience))
            await line.perform(viewer.talk.begin())
            yield viewer
        finally:
            await line.close()

    async def _ask(self, call: Call[T]) -> T:
        with unanswered(self.address):
            answer = await self._http.send(request_of(self._http, self.address, call))
        return answered(call, answer)

    async def _paged(self, call: Callable[[str | None], Call[ImagesView]]) -> AsyncIterator[ImageView]:
        cursor = None
        while True:
            page = await self._ask(call(cursor))
            for image in page.images:
                yield image
            if (cursor := page.cursor) is None:
                return
