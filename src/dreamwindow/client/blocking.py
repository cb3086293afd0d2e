"""Client: for scripts that wait for each answer."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar, Unpack

import httpx

from dreamwindow.client import calls
from dreamwindow.client.address import Address
from dreamwindow.client.calls import Call, Search
from dreamwindow.client.camera import CameraTalk
from dreamwindow.client.filming import Camera
from dreamwindow.client.folder import place_of, saved_in
from dreamwindow.client.line import Line
from dreamwindow.client.requests import answered, request_of, unanswered
from dreamwindow.client.talk import Patience
from dreamwindow.client.viewer import ViewerTalk
from dreamwindow.client.watching import Viewer
from dreamwindow.wire.library import ImagesView, ImageView, SessionView
from dreamwindow.wire.views import SettingsChanges, SettingsView, StatusView

T = TypeVar("T")


class Client:
    """A server. Every method raises `ServerUnreachable`, or `ServerRefused` with the server's own words.

    ``url`` and ``key`` default to ``$DREAMWINDOW_URL`` and ``$DREAMWINDOW_KEY``, and to the server of this machine.
    Waits ``timeout_s`` for each answer, and ``patience`` says how long on a socket. Threads may share it.
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
        self._http = httpx.Client(timeout=timeout_s, headers=self.address.headers, verify=tls or True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def status(self) -> StatusView:
        """How the dream is."""
        return self._ask(calls.status())

    def settings(self, scene: str | None = None) -> SettingsView:
        """A scene's settings; the dream's if none is named."""
        return self._ask(calls.settings(scene))

    def steer(self, scene: str | None = None, **changes: Unpack[SettingsChanges]) -> SettingsView:
        """Change settings, all or none: ``steer(prompt="misty forest", strength=0.4)``. See `SettingsPatch`."""
        return self._ask(calls.steer(scene, changes))

    def pause(self) -> StatusView:
        """Hold the picture."""
        return self._ask(calls.order("pause"))

    def resume(self) -> StatusView:
        """Go on."""
        return self._ask(calls.order("resume"))

    def skip(self) -> StatusView:
        """On to something else."""
        return self._ask(calls.order("skip"))

    def current(self, extension: str = "jpg") -> bytes:
        """The picture on show: a ``jpg``, ``png`` or ``webp`` file."""
        return self._ask(calls.current(extension))

    def sessions(self) -> Iterator[SessionView]:
        """Everything ever made, newest first; asked for as it is read."""
        cursor = None
        while True:
            page = self._ask(calls.sessions(cursor))
            yield from page.sessions
            if (cursor := page.cursor) is None:
                return

    def session(self, id: str) -> SessionView:
        """One session."""
        return self._ask(calls.session(id))

    def images(self, session: str) -> Iterator[ImageView]:
        """A session's pictures, by name."""
        return self._paged(lambda cursor: calls.images(session, cursor))

    def search(self, wanted: Search | str = "") -> Iterator[ImageView]:
        """Pictures that were found, newest first: ``search("misty lake")``, or a `Search`."""
        asked = Search(words=wanted) if isinstance(wanted, str) else wanted
        return self._paged(lambda cursor: calls.search(asked, cursor))

    def picture(self, image: ImageView) -> bytes:
        """The file of a picture, as it is."""
        return self._ask(calls.picture(image))

    def fetch(self, session: str, folder: Path) -> list[Path]:
        """Every picture of a session, as files in ``folder``; those that are there already are not fetched again."""
        paths = []
        for image in self.images(session):
            path = place_of(folder, image)
            paths.append(path.at if path.there else saved_in(path.at, self.picture(image)))
        return paths

    @contextmanager
    def camera(self, scene: str | None = None, **wishes: Unpack[SettingsChanges]) -> Iterator[Camera]:
        """A camera, in a scene, with settings of its own if it wishes for any: ``camera(prompt="stained glass")``."""
        line = Line(self.address)
        try:
            camera = Camera(line, CameraTalk(self._patience, scene, wishes))
            line.perform(camera.talk.begin())
            yield camera
        finally:
            line.close()

    @contextmanager
    def viewer(self) -> Iterator[Viewer]:
        """Looks on at the dream: ``for picture in viewer``."""
        line = Line(self.address)
        try:
            viewer = Viewer(line, ViewerTalk(self._patience))
            line.perform(viewer.talk.begin())
            yield viewer
        finally:
            line.close()

    def _ask(self, call: Call[T]) -> T:
        with unanswered(self.address):
            answer = self._http.send(request_of(self._http, self.address, call))
        return answered(call, answer)

    def _paged(self, call: Callable[[str | None], Call[ImagesView]]) -> Iterator[ImageView]:
        cursor = None
        while True:
            page = self._ask(call(cursor))
            yield from page.images
            if (cursor := page.cursor) is None:
                return
