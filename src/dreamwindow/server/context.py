"""What every route needs: the act it steers, the rules of the house, the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from starlette.requests import HTTPConnection

from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
from dreamwindow.errors import CatalogueUnusable, ProgramFailed, UnknownName
from dreamwindow.server.access.entrance import Entrance
from dreamwindow.server.doors import Doors
from dreamwindow.server.meter import Meter

if TYPE_CHECKING:  # the server steers an act that it did not build
    from dreamwindow.compose.dream import DreamAct
    from dreamwindow.compose.films import Films
    from dreamwindow.compose.launched.desk import RunDesk
    from dreamwindow.compose.live import LiveAct
    from dreamwindow.compose.shelf import Shelf
    from dreamwindow.compose.studio import Studio
    from dreamwindow.library.library import Library
    from dreamwindow.server.osc.desk import OscTally


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerContext:
    """Made by `create_app`, one for each app. ``shelf`` holds the library, ``live`` restyles,
    ``studio`` records and ``films`` makes films of pictures, where there is one; ``osc`` is what was heard, where it is
    listened to."""

    act: DreamAct
    config: ServerConfig
    version: str
    clock: Clock
    doors: Doors
    entrance: Entrance
    meter: Meter
    shelf: Shelf | None
    runs: RunDesk | None
    live: LiveAct | None
    studio: Studio | None
    films: Films | None
    osc: OscTally | None

    def now_us(self) -> int:
        """Microseconds on the clock that frames are stamped with."""
        return int(self.clock.monotonic() * 1e6)


def context_of(connection: HTTPConnection) -> ServerContext:
    """The context of the app that this request or socket came to."""
    return cast(ServerContext, connection.app.state.context)


async def library_of(connection: HTTPConnection) -> Library:
    """The library, once it is open. Raises `CatalogueUnusable` with the reason why it is not."""
    shelf = context_of(connection).shelf
    if shelf is None:
        raise CatalogueUnusable("This server has no library.", "`dreamwindow run` and `dreamwindow serve` have one.")
    return await shelf.library()


def runs_of(connection: HTTPConnection) -> RunDesk:
    """Where runs are asked for. Raises `ProgramFailed` where this server has none."""
    runs = context_of(connection).runs
    if runs is None:
        raise ProgramFailed("This server knows of no runs.", "`dreamwindow run` and `dreamwindow serve` do.")
    return runs


def studio_of(connection: HTTPConnection) -> Studio:
    """What records. Raises `UnknownName` where this server has none."""
    studio = context_of(connection).studio
    if studio is None:
        raise UnknownName("This server records nothing.", "`dreamwindow run` and `dreamwindow serve` do.")
    return studio


def films_of(connection: HTTPConnection) -> Films:
    """What makes films. Raises `UnknownName` where this server has none."""
    films = context_of(connection).films
    if films is None:
        raise UnknownName("This server makes no films.", "`dreamwindow run` and `dreamwindow serve` do.")
    return films


def address_of(connection: HTTPConnection) -> str:
    """The peer's address, for counting."""
    return connection.client.host if connection.client else "unknown"
