"""The schema is brought up to date when a catalogue is opened; one of a newer version is refused.

Alembic takes a fifth of a second to load, so a catalogue that is up to date is recognised without it.
"""

from __future__ import annotations

from importlib.resources import as_file, files

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError

from dreamwindow.errors import CatalogueUnusable

HEAD = "0001"
"""The newest migration; a test holds it to the scripts."""
VERSION_TABLE = "alembic_version"


def prepare(engine: Engine) -> None:
    """Leave the newest schema, whatever was there. Raises `CatalogueUnusable`."""
    try:
        with engine.connect() as connection:
            revision = current_revision(connection)
        if revision != HEAD:
            _migrate(engine, revision)
    except OperationalError as error:
        raise CatalogueUnusable(
            f"The catalogue cannot be opened: {_reason(error)}.",
            "Check library.dir and library.database_url, and that the server runs.",
        ) from error
    except DatabaseError as error:
        raise CatalogueUnusable(
            f"The catalogue is damaged: {_reason(error)}.",
            "`dreamwindow library rebuild` makes it anew; tags and favourites are kept elsewhere.",
        ) from error


def current_revision(connection: Connection) -> str | None:
    """Which migration was the last; ``None`` for an empty database."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608 - a constant


def _migrate(engine: Engine, revision: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    with as_file(files("dreamwindow.library") / "migrations") as scripts:
        config = Config()
        config.set_main_option("script_location", str(scripts).replace("%", "%%"))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if revision is not None and revision not in known:
            raise CatalogueUnusable(
                f"The catalogue was written by a newer version of Dream Window (schema {revision}).",
                "Update Dream Window, or give it another library.dir; the pictures are the same.",
            )
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _reason(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0].rstrip(".")
