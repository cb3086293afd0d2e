"""A catalogue is taken away, whatever state it is in, so that it can be made anew."""

from __future__ import annotations

import contextlib
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from dreamwindow.errors import CatalogueUnusable
from dreamwindow.files import DISK, Disk
from dreamwindow.library.catalogue.database import database
from dreamwindow.library.catalogue.schema import VERSION_TABLE
from dreamwindow.library.catalogue.tables import metadata

_SQLITE_FILES = ("-wal", "-shm", "-journal", "")
"""The file itself last: until it goes, what is left of a crash is the whole of it."""


def wipe(url: str | URL, disk: Disk = DISK) -> None:
    """Nobody may have it open. Raises `CatalogueUnusable`, `ConfigError` or `OSError`."""
    engine = database(url)
    if engine.dialect.name == "sqlite":
        engine.dispose()
        for suffix in _SQLITE_FILES:
            with contextlib.suppress(FileNotFoundError):
                disk.unlink(Path(f"{make_url(url).database}{suffix}"))
        return
    try:
        with engine.begin() as connection:
            metadata.drop_all(connection)
            connection.execute(text(f"DROP TABLE IF EXISTS {VERSION_TABLE}"))
    except OperationalError as error:
        raise CatalogueUnusable(
            f"The catalogue cannot be opened: {error.orig}", "Check library.database_url, and that the server runs."
        ) from error
    finally:
        engine.dispose()
