"""Who gets in, and who comes back."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dreamwindow.errors import LiveFull
from dreamwindow.live.client import LiveClient
from dreamwindow.live.scene import Followed

MOST_AWAY = 256
MakeClient = Callable[[str, Followed], LiveClient]
"""A client with this token, in this scene."""


@dataclass(frozen=True, slots=True, eq=False)
class _Away:
    scene: Followed
    until: float


class Admission:
    """At most ``most`` clients at once. Who leaves can come back with the token for ``keep_s`` seconds and finds its
    settings; while it is away its place is only kept if nobody else wants it."""

    def __init__(self, most: int, keep_s: float, make: MakeClient, monotonic: Callable[[], float]) -> None:
        self.most = most
        self._keep_s = keep_s
        self._make = make
        self._monotonic = monotonic
        self._inside: dict[str, LiveClient] = {}
        self._away: dict[str, _Away] = {}

    @property
    def inside(self) -> list[LiveClient]:
        """Who is in."""
        return list(self._inside.values())

    def shared(self, name: str) -> Followed | None:
        """The scene of this name, as long as somebody is in it or may come back to it."""
        self._forget()
        followed = [client.scene for client in self.inside] + [away.scene for away in self._away.values()]
        return next((scene for scene in followed if scene.name == name), None)

    @contextmanager
    def entered(self, first: Followed, token: str | None = None) -> Iterator[LiveClient]:
        """A place for as long as the block lasts: in the scene ``first``, or in that of who had ``token``.

        Raises `LiveFull`.
        """
        client = self._enter(first, token)
        try:
            yield client
        finally:
            self._leave(client)

    def _enter(self, first: Followed, token: str | None) -> LiveClient:
        if len(self._inside) - (token in self._inside) >= self.most:
            raise LiveFull(f"All {self.most} places for cameras are taken.", "Try again later, or raise live.clients.")
        scene = self._found(token) if token is not None else None
        if token is None or scene is None:
            token, scene = secrets.token_urlsafe(16), first
        self._inside[token] = client = self._make(token, scene)
        return client

    def _found(self, token: str) -> Followed | None:
        """The scene of who had the token; one that is still in, on a line that died unnoticed, is shown out."""
        self._forget()
        if (before := self._inside.pop(token, None)) is not None:
            before.displaced.set()
            return before.scene
        away = self._away.pop(token, None)
        return away.scene if away is not None else None

    def _leave(self, client: LiveClient) -> None:
        if self._inside.get(client.token) is client:
            del self._inside[client.token]
            self._away[client.token] = _Away(client.scene, self._monotonic() + self._keep_s)
            self._forget()

    def _forget(self) -> None:
        now = self._monotonic()
        kept = [(token, away) for token, away in self._away.items() if away.until > now]
        self._away = dict(kept[-MOST_AWAY:])
