"""Catalogue: the database, opened, with one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from dreamwindow.library.catalogue import schema
from dreamwindow.library.catalogue.database import database


class Catalogue:
    """A context manager over `sqlite` or `postgresql`. Every call blocks; any thread may call.

    Entering brings the schema up to date. Raises `CatalogueUnusable`, `ConfigError` or `MissingExtra`.
    """

    def __init__(self, url: str | URL) -> None:
        self._engine = database(url)
        self._writing = threading.Lock()

    def __enter__(self) -> Self:
        try:
            schema.prepare(self._engine)
        except BaseException:
            self._engine.dispose()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """For who listens to what is said to the database."""
        return self._engine

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees what is committed."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: all of it or nothing. Keep it short, the others wait."""
        with self._writing, self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            yield connection
