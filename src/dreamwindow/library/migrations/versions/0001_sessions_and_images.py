"""Sessions, images, tags, embeddings and checkpoints; words of every image for full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From nothing."""
    _sessions()
    _images()
    _beside_images()
    _checkpoints()
    if op.get_bind().dialect.name == "sqlite":
        _words_in_sqlite()
    else:
        op.execute("CREATE INDEX images_words ON images USING gin (to_tsvector('simple', words))")


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text),
        sa.Column("stop_reason", sa.Text),
        sa.Column("engine", sa.Text),
        sa.Column("model", sa.Text),
        sa.Column("prompt", sa.Text),
        sa.Column("began_ns", sa.BigInteger, nullable=False),
        sa.Column("ended_ns", sa.BigInteger),
        sa.Column("heartbeat_ns", sa.BigInteger),
        sa.Column("images", sa.Integer, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("newest_ns", sa.BigInteger, nullable=False),
        sa.Column("colours", sa.LargeBinary),
        sa.Column("problem", sa.Text),
        sa.UniqueConstraint("root", "path", name="sessions_place"),
    )
    op.create_index("sessions_by_time", "sessions", ["newest_ns", "id"])


def _images() -> None:
    op.create_table(
        "images",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("session_id", _Id, sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("checksum", sa.Text),
        sa.Column("prompt", sa.Text, nullable=False, server_default=""),
        sa.Column("seed", sa.Text),
        sa.Column("model", sa.Text),
        sa.Column("favourite", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("rating", sa.Integer),
        sa.Column("words", sa.Text, nullable=False, server_default=""),
        sa.Column("colours", sa.LargeBinary),
        sa.Column("problem", sa.Text),
        sa.UniqueConstraint("session_id", "name", name="images_place"),
        sqlite_autoincrement=True,
    )
    op.create_index("images_by_time", "images", ["mtime_ns", "id"])
    op.create_index("images_by_model", "images", ["model", "mtime_ns", "id"])
    op.create_index("images_by_rating", "images", ["rating", "mtime_ns", "id"])
    for name, condition in (("images_favourite", "favourite"), ("images_undescribed", "colours IS NULL")):
        of = sa.text(condition)
        op.create_index(name, "images", ["mtime_ns", "id"], sqlite_where=of, postgresql_where=of)


def _beside_images() -> None:
    op.create_table(
        "tags",
        sa.Column("image_id", _Id, sa.ForeignKey("images.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("tag", sa.Text, primary_key=True),
    )
    op.create_index("tags_by_name", "tags", ["tag", "image_id"])
    op.create_table(
        "embeddings",
        sa.Column("id", _Id, primary_key=True),
        sa.Column("image_id", _Id, sa.ForeignKey("images.id", ondelete="CASCADE"), nullable=False),
        sa.Column("embedder", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("image_id", "embedder", name="embeddings_place"),
        sqlite_autoincrement=True,
    )


def _checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("root", sa.Text, primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("mtime_ns", sa.BigInteger, nullable=False),
        sa.Column("ctime_ns", sa.BigInteger, nullable=False),
        sa.Column("images", sa.Integer, nullable=False),
        sa.Column("newest_ns", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("thumbnails_ns", sa.BigInteger, nullable=False, server_default="-1"),
        sa.Column("problem", sa.Text),
    )


def _words_in_sqlite() -> None:
    """FTS5 keeps no copy of the words; triggers tell it of every change. The words are folded before they come here."""
    op.execute(
        "CREATE VIRTUAL TABLE image_words USING fts5("
        "words, content='images', content_rowid='id', prefix='2 3', "
        'tokenize="unicode61 remove_diacritics 0")'
    )
    gone = "INSERT INTO image_words (image_words, rowid, words) VALUES ('delete', old.id, old.words);"
    come = "INSERT INTO image_words (rowid, words) VALUES (new.id, new.words);"
    op.execute(f"CREATE TRIGGER images_words_come AFTER INSERT ON images BEGIN {come} END")
    op.execute(f"CREATE TRIGGER images_words_gone AFTER DELETE ON images BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER images_words_change AFTER UPDATE OF words ON images BEGIN {gone} {come} END")
