"""What every route needs: the act it steers, the rules of the house, the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.errors import CatalogueUnusable, UserError
from dreamwindow.library.library import Library
from dreamwindow.server.doors import Doors

if TYPE_CHECKING:  # the server steers an act that it did not build
    from dreamwindow.compose.dream import DreamAct


NO_LIBRARY = CatalogueUnusable("This server has no library.", "`dreamwindow run` and `dreamwindow serve` have one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerContext:
    """Made by `create_app`, one for each app. ``library`` is why there is none where it could not be opened."""

    act: DreamAct
    config: ServerConfig
    version: str
    clock: Clock
    doors: Doors
    library: Library | UserError = NO_LIBRARY

    def now_us(self) -> int:
        """Microseconds on the clock that frames are stamped with."""
        return int(self.clock.monotonic() * 1e6)


def context_of(connection: HTTPConnection) -> ServerContext:
    """The context of the app that this request or socket came to."""
    return cast(ServerContext, connection.app.state.context)


def library_of(connection: HTTPConnection) -> Library:
    """The library. Raises `CatalogueUnusable` with the reason where there is none."""
    library = context_of(connection).library
    if isinstance(library, UserError):
        raise CatalogueUnusable(library.message, library.remedy)
    return library


def address_of(connection: HTTPConnection) -> str:
    """The peer's address, for counting."""
    return connection.client.host if connection.client else "unknown"
