"""What is asked of the catalogue: sessions and pictures, in pages of a stable order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, tuple_

from dreamwindow.errors import ImageNotFound, SessionNotFound
from dreamwindow.imaging import palettes
from dreamwindow.library.catalogue.tables import images, sessions, tags
from dreamwindow.library.cursors import read_cursor, write_cursor
from dreamwindow.library.model import ImageEntry, Page, SessionEntry, Stats
from dreamwindow.library.roots import SessionKey

IMAGE_COLUMNS = (*(column for column in images.c if column.name not in ("words", "checksum")), sessions.c.key)
NEWEST_FIRST = (images.c.mtime_ns.desc(), images.c.id.desc())


def list_sessions(connection: Connection, cursor: str | None, limit: int) -> Page[SessionEntry]:
    """Newest first. Raises `InvalidQuery` for a cursor that is none."""
    query = select(sessions).order_by(sessions.c.newest_ns.desc(), sessions.c.id.desc()).limit(limit + 1)
    if cursor is not None:
        query = query.where(tuple_(sessions.c.newest_ns, sessions.c.id) < tuple_(*read_cursor(cursor, int, int)))
    rows = connection.execute(query).all()
    more = write_cursor([rows[limit - 1].newest_ns, rows[limit - 1].id]) if len(rows) > limit else None
    return Page(tuple(map(_session, rows[:limit])), more)


def get_session(connection: Connection, key: str) -> SessionEntry:
    """Raises `SessionNotFound`."""
    row = connection.execute(select(sessions).where(sessions.c.key == key)).first()
    if row is None:
        raise SessionNotFound(f"There is no session {key!r} in the library.", "`dreamwindow library sync` looks again.")
    return _session(row)


def list_images(connection: Connection, key: str, cursor: str | None, limit: int) -> Page[ImageEntry]:
    """A session's pictures, by name. Raises `SessionNotFound` or `InvalidQuery`."""
    session_id = connection.execute(select(sessions.c.id).where(sessions.c.key == key)).scalar()
    if session_id is None:
        get_session(connection, key)
    query = picture_query().where(images.c.session_id == session_id).order_by(images.c.name).limit(limit + 1)
    if cursor is not None:
        query = query.where(images.c.name > read_cursor(cursor, str)[0])
    found = entries(connection, connection.execute(query).all())
    return Page(tuple(found[:limit]), write_cursor([found[limit - 1].name]) if len(found) > limit else None)


def get_image(connection: Connection, key: str, name: str) -> ImageEntry:
    """Raises `ImageNotFound`."""
    query = picture_query().where(sessions.c.key == key, images.c.name == name)
    found = entries(connection, connection.execute(query).all())
    if not found:
        raise ImageNotFound(f"There is no picture {name!r} in session {key!r}.", "It may be in the trash, or renamed.")
    return found[0]


def newest_images(query: Select[Any], connection: Connection, cursor: str | None, limit: int) -> Page[ImageEntry]:
    """Of a query over pictures, newest first. Raises `InvalidQuery`."""
    query = query.order_by(*NEWEST_FIRST).limit(limit + 1)
    if cursor is not None:
        query = query.where(tuple_(images.c.mtime_ns, images.c.id) < tuple_(*read_cursor(cursor, int, int)))
    found = entries(connection, connection.execute(query).all())
    more = write_cursor([found[limit - 1].mtime_ns, found[limit - 1].id]) if len(found) > limit else None
    return Page(tuple(found[:limit]), more)


def picture_query() -> Select[Any]:
    """What `entries` reads, of every picture."""
    return select(*IMAGE_COLUMNS).join(sessions, sessions.c.id == images.c.session_id)


def entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[ImageEntry]:
    """Rows of `picture_query` as entries, in their order."""
    tagged = _tags(connection, [row.id for row in rows])
    colours = palettes.codes_of([row.colours for row in rows])
    return [_image(row, tagged.get(row.id, ()), its) for row, its in zip(rows, colours, strict=True)]


def stats(connection: Connection) -> Stats:
    """Counts over everything."""
    count = func.count()
    of = images.c
    row = connection.execute(
        select(
            count.label("images"),
            func.coalesce(func.sum(of.size), 0).label("bytes"),
            count.filter(of.favourite).label("favourites"),
            func.count(of.rating).label("rated"),
            func.count(of.problem).label("unreadable"),
            func.count(of.colours).label("described"),
        )
    ).one()
    by_root = select(sessions.c.root, func.sum(sessions.c.images)).group_by(sessions.c.root).order_by(sessions.c.root)
    by_model = select(of.model, count).where(of.model.is_not(None)).group_by(of.model).order_by(count.desc(), of.model)
    by_tag = select(tags.c.tag, count).group_by(tags.c.tag).order_by(count.desc(), tags.c.tag)
    return Stats(
        sessions=connection.execute(select(count).select_from(sessions)).scalar_one(),
        images=row.images,
        bytes=int(row.bytes),
        favourites=row.favourites,
        rated=row.rated,
        unreadable=row.unreadable,
        described=row.described,
        by_root=_pairs(connection, by_root),
        by_model=_pairs(connection, by_model.limit(100)),
        by_tag=_pairs(connection, by_tag.limit(1000)),
    )


def _pairs(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {name: int(number) for name, number in connection.execute(query)}


def _tags(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    query = select(tags.c.image_id, tags.c.tag).where(tags.c.image_id.in_(list(ids))).order_by(tags.c.tag)
    found: dict[int, tuple[str, ...]] = {}
    for image_id, tag in connection.execute(query):
        found[image_id] = (*found.get(image_id, ()), tag)
    return found


def _session(row: Row[Any]) -> SessionEntry:
    values = dict(row._mapping)
    values.pop("id")
    return SessionEntry(**values | {"key": SessionKey(row.key), "colours": palettes.codes(row.colours)})


def _image(row: Row[Any], tagged: tuple[str, ...], colours: tuple[str, ...]) -> ImageEntry:
    return ImageEntry(
        id=row.id,
        session=SessionKey(row.key),
        name=row.name,
        size=row.size,
        mtime_ns=row.mtime_ns,
        width=row.width,
        height=row.height,
        prompt=row.prompt,
        seed=row.seed,
        model=row.model,
        favourite=bool(row.favourite),
        rating=row.rating,
        tags=tagged,
        colours=colours,
        problem=row.problem,
    )
