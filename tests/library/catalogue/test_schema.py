"""The schema: made, recognised, brought up to date, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from dreamwindow.errors import CatalogueUnusable, ConfigError
from dreamwindow.library.catalogue import Catalogue, schema
from dreamwindow.library.catalogue.database import FILE_NAME, database, sqlite_url
from dreamwindow.library.catalogue.tables import metadata

MIGRATIONS = Path(schema.__file__).parents[1] / "migrations"


def test_the_migrations_lead_to_the_tables_that_are_used(database_url: str | URL) -> None:
    with Catalogue(database_url) as catalogue, catalogue.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    ours = [found for found in differences if "image_words" not in str(found) and "images_words" not in str(found)]
    assert ours == []


def test_the_newest_migration_is_the_one_that_is_recognised_without_alembic() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == schema.HEAD


def test_a_catalogue_is_opened_again_as_it_was(database_url: str | URL) -> None:
    with Catalogue(database_url) as catalogue, catalogue.writing() as connection:
        connection.execute(text("INSERT INTO checkpoints VALUES ('a', '.', 1, 1, 0, 0, '', -1, NULL)"))
    with Catalogue(database_url) as catalogue, catalogue.reading() as connection:
        assert connection.execute(text("SELECT root FROM checkpoints")).scalars().all() == ["a"]


def test_a_catalogue_of_a_newer_version_is_refused_and_left_as_it_is(database_url: str | URL) -> None:
    with Catalogue(database_url) as catalogue, catalogue.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CatalogueUnusable, match=r"newer version.*9999") as refused, Catalogue(database_url):
        pass
    assert "Update Dream Window" in refused.value.remedy
    engine = database(database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


def test_a_migration_that_breaks_off_leaves_nothing_and_the_next_opening_makes_it_whole(
    database_url: str | URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    whole = command.upgrade

    def torn(*arguments: object) -> None:
        whole(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", torn)
        with pytest.raises(KeyboardInterrupt), Catalogue(database_url):
            pass
    engine = database(database_url)
    with engine.connect() as connection:
        assert schema.current_revision(connection) is None
    engine.dispose()
    with Catalogue(database_url) as catalogue, catalogue.reading() as connection:
        assert schema.current_revision(connection) == schema.HEAD


def test_what_is_no_database_is_refused_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"rubbish" * 1000)
    with pytest.raises(CatalogueUnusable, match="damaged") as refused, Catalogue(sqlite_url(tmp_path)):
        pass
    assert "library rebuild" in refused.value.remedy


def test_a_server_that_is_not_there_is_refused_with_the_way_out(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with (
        pytest.raises(CatalogueUnusable, match="cannot be opened") as refused,
        Catalogue(f"postgresql://nobody@/none?host={tmp_path}"),
    ):
        pass
    assert "library.database_url" in refused.value.remedy


@pytest.mark.parametrize("url", ["", "mysql://root@localhost/pictures", "no address"])
def test_a_database_of_another_kind_is_a_mistake_of_the_config(url: str) -> None:
    with pytest.raises(ConfigError, match=r"library\.database_url"):
        Catalogue(url)


def test_nothing_is_left_open_after_a_refusal(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"rubbish" * 1000)
    with pytest.raises(CatalogueUnusable), Catalogue(sqlite_url(tmp_path)):
        pass
    (tmp_path / FILE_NAME).unlink()
    create_engine(sqlite_url(tmp_path)).dispose()
    with Catalogue(sqlite_url(tmp_path)) as catalogue:
        assert catalogue.dialect == "sqlite"
