"""The database behind the catalogue: SQLite in the library's folder, or a PostgreSQL server."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dreamwindow.errors import ConfigError, MissingExtra

FILE_NAME = "catalogue.sqlite3"
_READERS = 4
_BUSY_MS = 30_000
"""How long one process waits for another's write."""
_CONNECT_S, _STATEMENT_MS = 10, 120_000


def sqlite_url(folder: Path) -> URL:
    """The default catalogue of a library folder."""
    return URL.create("sqlite", database=str(folder / FILE_NAME))


def database(url: str | URL) -> Engine:
    """An engine for `sqlite` or `postgresql`; nothing is opened yet. Raises `ConfigError` or `MissingExtra`."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError("library.database_url is no database's address.", _EXAMPLE) from error
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite(parsed)
        case "postgresql":
            return _postgresql(parsed.set(drivername="postgresql+psycopg"))
        case other:
            raise ConfigError(f"library.database_url names a database of the kind {other!r}.", _EXAMPLE)


_EXAMPLE = "Leave it out for SQLite, or write postgresql://user@host/database."


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, pool_size=_READERS + 1, connect_args={"timeout": _BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # then BEGIN is ours to say, and migrations are whole or not at all
        for pragma in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            "cache_size = -16000",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _postgresql(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            pool_size=_READERS + 1,
            pool_pre_ping=True,
            connect_args={"connect_timeout": _CONNECT_S, "options": f"-c statement_timeout={_STATEMENT_MS}"},
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise MissingExtra(
            "library.database_url names a PostgreSQL server, and its driver is not installed.",
            "Install dreamwindow[postgres].",
        ) from error
