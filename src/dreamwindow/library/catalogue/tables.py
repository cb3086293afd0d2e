"""The tables, as the newest migration leaves them. Times are nanoseconds since the epoch."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

metadata = MetaData()
_Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives numbers by itself only to an INTEGER."""

sessions = Table(
    "sessions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("root", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text),
    Column("stop_reason", Text),
    Column("engine", Text),
    Column("model", Text),
    Column("prompt", Text),
    Column("began_ns", BigInteger, nullable=False),
    Column("ended_ns", BigInteger),
    Column("heartbeat_ns", BigInteger),
    Column("images", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("newest_ns", BigInteger, nullable=False),
    Column("colours", LargeBinary),
    Column("problem", Text),
    Index("sessions_by_time", "newest_ns", "id"),
    UniqueConstraint("root", "path", name="sessions_place"),
)

images = Table(
    "images",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("session_id", _Id, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("width", Integer),
    Column("height", Integer),
    Column("checksum", Text),
    Column("prompt", Text, nullable=False, server_default=""),
    Column("seed", Text),
    Column("model", Text),
    Column("favourite", Boolean, nullable=False, server_default=false()),
    Column("rating", Integer),
    Column("words", Text, nullable=False, server_default=""),
    Column("colours", LargeBinary),
    Column("problem", Text),
    Index("images_by_time", "mtime_ns", "id"),
    Index("images_by_model", "model", "mtime_ns", "id"),
    Index("images_by_rating", "rating", "mtime_ns", "id"),
    Index("images_favourite", "mtime_ns", "id", sqlite_where=text("favourite"), postgresql_where=text("favourite")),
    Index(
        "images_undescribed",
        "mtime_ns",
        "id",
        sqlite_where=text("colours IS NULL"),
        postgresql_where=text("colours IS NULL"),
    ),
    UniqueConstraint("session_id", "name", name="images_place"),
    sqlite_autoincrement=True,
)

tags = Table(
    "tags",
    metadata,
    Column("image_id", _Id, ForeignKey("images.id", ondelete="CASCADE"), primary_key=True),
    Column("tag", Text, primary_key=True),
    Index("tags_by_name", "tag", "image_id"),
)

embeddings = Table(
    "embeddings",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("image_id", _Id, ForeignKey("images.id", ondelete="CASCADE"), nullable=False),
    Column("embedder", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    UniqueConstraint("image_id", "embedder", name="embeddings_place"),
    sqlite_autoincrement=True,
)
"""Numbers only grow: who has seen all up to one need only ask for what came after."""

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("root", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("ctime_ns", BigInteger, nullable=False),
    Column("images", Integer, nullable=False),
    Column("newest_ns", BigInteger, nullable=False),
    Column("digest", Text, nullable=False),
    Column("thumbnails_ns", BigInteger, nullable=False, server_default="-1"),
    Column("problem", Text),
)
"""``thumbnails_ns`` is when the thumbnails' folder was last changed, once all were there; -1 until then."""
