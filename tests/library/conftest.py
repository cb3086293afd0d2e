"""A library over folders that a test fills, its catalogue in SQLite and in PostgreSQL."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.database import sqlite_url


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real server, with a place for the database's name."""
    if sys.platform == "win32":
        pytest.skip("the server of the test group is started as on POSIX")
    from tests.postgres import NoServer, server

    with ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NoServer as error:
            say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            say(str(error))
        yield address


@pytest.fixture
def empty_postgres(postgres: str) -> Iterator[str]:
    """An empty database of its own; its address."""
    with _new_database(postgres) as address:
        yield address


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> Iterator[str]:
    """A database with the newest schema, for tests to fill in turns."""
    with _new_database(postgres) as address:
        with Catalogue(address):
            pass
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str | URL:
    """Where a catalogue can be made: each test that asks runs on both."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    address: str = request.getfixturevalue("empty_postgres")
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def catalogue(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalogue]:
    """An open catalogue with nothing in it."""
    url = sqlite_url(tmp_path) if request.param == "sqlite" else request.getfixturevalue("migrated_postgres")
    with Catalogue(url) as opened:
        if request.param == "postgresql":
            with opened.writing() as connection:
                connection.execute(text("TRUNCATE sessions, images, tags, embeddings, checkpoints"))
        yield opened


@contextmanager
def _new_database(server: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    address = server.format(database="postgres").replace("postgresql:", "postgresql+psycopg:")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield server.format(database=name)
        finally:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
