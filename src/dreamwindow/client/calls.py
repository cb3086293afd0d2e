"""What can be asked over HTTP: each is a `Call`, which both clients perform and neither describes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Generic, TypeVar
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from dreamwindow.client.refusals import not_understood
from dreamwindow.wire.library import ImagesView, ImageView, SessionsView, SessionView
from dreamwindow.wire.views import SettingsView, StatusView

T = TypeVar("T")
V = TypeVar("V", bound=BaseModel)
Query = Mapping[str, str | int | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[T]):
    """One request, and how its answer is read. ``read`` raises `ServerRefused` for what it does not understand."""

    method: str = "GET"
    path: str
    query: Query = field(default_factory=dict)
    body: Mapping[str, object] | None = None
    read: Callable[[bytes], T]


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for. All that is given must hold; see ``GET /api/search``."""

    words: str = ""
    favourite: bool | None = None
    rating: int | None = None
    tags: tuple[str, ...] = ()
    model: str | None = None
    colour: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def query(self) -> dict[str, str | int | list[str]]:
        """As the address says it."""
        asked: dict[str, str | int | list[str] | None] = {
            "q": self.words or None,
            "favourite": None if self.favourite is None else str(self.favourite).lower(),
            "rating": self.rating,
            "tag": list(self.tags) or None,
            "model": self.model,
            "colour": self.colour,
            "since": None if self.since is None else self.since.isoformat(),
            "until": None if self.until is None else self.until.isoformat(),
        }
        return {name: value for name, value in asked.items() if value is not None}


def status() -> Call[StatusView]:
    """How the dream is."""
    return Call(path="/api/status", read=reading(StatusView))


def settings(scene: str | None) -> Call[SettingsView]:
    """A scene's settings; the dream's if none is named."""
    return Call(path="/api/settings", query=_in(scene), read=reading(SettingsView))


def steer(scene: str | None, changes: Mapping[str, object]) -> Call[SettingsView]:
    """Change some of them: all, or none."""
    return Call(method="PATCH", path="/api/settings", query=_in(scene), body=changes, read=reading(SettingsView))


def order(what: str) -> Call[StatusView]:
    """``pause``, ``resume``, ``skip``, ``stop`` or ``start``."""
    return Call(method="POST", path=f"/api/dream/{what}", read=reading(StatusView))


def current(extension: str) -> Call[bytes]:
    """The picture on show, as a file."""
    return Call(path=f"/current.{extension}", read=bytes)


def sessions(cursor: str | None) -> Call[SessionsView]:
    """A stretch of the sessions, newest first."""
    return Call(path="/api/sessions", query=_from(cursor), read=reading(SessionsView))


def session(id: str) -> Call[SessionView]:
    """One session."""
    return Call(path=f"/api/sessions/{_one(id)}", read=reading(SessionView))


def images(session: str, cursor: str | None) -> Call[ImagesView]:
    """A stretch of a session's pictures, by name."""
    return Call(path=f"/api/sessions/{_one(session)}/images", query=_from(cursor), read=reading(ImagesView))


def search(wanted: Search, cursor: str | None) -> Call[ImagesView]:
    """A stretch of what was found."""
    return Call(path="/api/search", query=wanted.query() | _from(cursor), read=reading(ImagesView))


def picture(image: ImageView) -> Call[bytes]:
    """The file as it is."""
    return Call(path=f"/api/images/{_one(image.session)}/{_one(image.name)}", read=bytes)


def reading(view: type[V]) -> Callable[[bytes], V]:
    """Reads ``view``; what a newer server says beyond that is passed over."""
    return partial(_read, view)


def _read(view: type[V], data: bytes) -> V:
    try:
        return view.model_validate_json(data, extra="ignore")
    except ValidationError as error:
        raise not_understood() from error


def _in(scene: str | None) -> dict[str, str | int | list[str]]:
    return {} if scene is None else {"scene": scene}


def _from(cursor: str | None) -> dict[str, str | int | list[str]]:
    return {} if cursor is None else {"cursor": cursor}


def _one(name: str) -> str:
    return quote(name, safe="")
