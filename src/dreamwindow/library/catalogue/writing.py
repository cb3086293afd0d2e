"""What the catalogue is told: sessions, pictures, and what a person said of them; inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, func, select, update

from dreamwindow.library.catalogue.tables import checkpoints, embeddings, images, sessions, tags
from dreamwindow.library.catalogue.upsert import upsert
from dreamwindow.library.words import folded
from dreamwindow.sessions.annotations import Annotation

_MANY = 500
"""Ids in one statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImage:
    """A picture as it was read: new, or changed."""

    name: str
    size: int
    mtime_ns: int
    width: int | None
    height: int | None
    prompt: str
    seed: str | None
    model: str | None
    problem: str | None
    annotation: Annotation


def put_session(connection: Connection, values: Mapping[str, Any]) -> int:
    """A session by its root and path, new or changed; its number."""
    upsert(connection, sessions, [values], ["root", "path"])
    place = (sessions.c.root == values["root"]) & (sessions.c.path == values["path"])
    return int(connection.execute(select(sessions.c.id).where(place)).scalar_one())


def session_id(connection: Connection, root: str, path: str) -> int | None:
    """The number of a session, if it is known."""
    place = (sessions.c.root == root) & (sessions.c.path == path)
    return connection.execute(select(sessions.c.id).where(place)).scalar()


def recount(connection: Connection, session: int) -> None:
    """A session's sums, of the pictures that are known of it."""
    of = images.c
    count, size, newest = connection.execute(
        select(func.count(), func.coalesce(func.sum(of.size), 0), func.coalesce(func.max(of.mtime_ns), 0)).where(
            of.session_id == session
        )
    ).one()
    newest_ns = case((sessions.c.began_ns > newest, sessions.c.began_ns), else_=newest)
    sums = {"images": count, "bytes": int(size), "newest_ns": newest_ns}
    connection.execute(update(sessions).where(sessions.c.id == session).values(**sums))


def drop_session(connection: Connection, root: str, path: str) -> int:
    """With its pictures; how many sessions that were, 0 or 1."""
    gone = connection.execute(delete(sessions).where(sessions.c.root == root, sessions.c.path == path))
    return gone.rowcount


def keep_roots(connection: Connection, names: Sequence[str]) -> None:
    """Forget the sessions of roots that are no longer shown; what a person said of them is kept elsewhere."""
    connection.execute(delete(sessions).where(sessions.c.root.not_in(names)))
    connection.execute(delete(checkpoints).where(checkpoints.c.root.not_in(names)))


def drop_root(connection: Connection, name: str) -> None:
    """Forget the sessions of one root."""
    connection.execute(delete(sessions).where(sessions.c.root == name))
    connection.execute(delete(checkpoints).where(checkpoints.c.root == name))


def put_images(connection: Connection, session_id: int, new: Sequence[NewImage]) -> None:
    """Pictures of a session by name; what was known of an older state of the file is forgotten."""
    upsert(connection, images, [_row(session_id, image) for image in new], ["session_id", "name"])
    tagged = {image.name: image.annotation.tags for image in new if image.annotation.tags}
    if tagged:
        ids = _ids(connection, session_id, tagged)
        put_tags(connection, {ids[name]: said for name, said in tagged.items()})


def drop_images(connection: Connection, ids: Sequence[int]) -> None:
    """Forget pictures."""
    for at in range(0, len(ids), _MANY):
        connection.execute(delete(images).where(images.c.id.in_(ids[at : at + _MANY])))


def forget_looks(connection: Connection, ids: Sequence[int]) -> None:
    """What was known of pictures whose file is another now."""
    for at in range(0, len(ids), _MANY):
        some = ids[at : at + _MANY]
        connection.execute(delete(embeddings).where(embeddings.c.image_id.in_(some)))
        connection.execute(delete(tags).where(tags.c.image_id.in_(some)))


def annotate(connection: Connection, image_id: int, prompt: str, annotation: Annotation) -> None:
    """What a person says of one picture now."""
    connection.execute(delete(tags).where(tags.c.image_id == image_id))
    connection.execute(
        update(images)
        .where(images.c.id == image_id)
        .values(favourite=annotation.favourite, rating=annotation.rating, words=words_of(prompt, annotation.tags))
    )
    put_tags(connection, {image_id: annotation.tags})


def put_tags(connection: Connection, said: Mapping[int, Iterable[str]]) -> None:
    """Tags by picture, beside those that are there."""
    rows = [{"image_id": image_id, "tag": tag} for image_id, tagged in said.items() for tag in dict.fromkeys(tagged)]
    upsert(connection, tags, rows, ["image_id", "tag"])


def put_checkpoint(connection: Connection, values: Mapping[str, Any]) -> None:
    """How far a folder is known."""
    upsert(connection, checkpoints, [values], ["root", "path"])


def drop_checkpoint(connection: Connection, root: str, path: str) -> None:
    """The folder is no longer known."""
    connection.execute(delete(checkpoints).where(checkpoints.c.root == root, checkpoints.c.path == path))


def words_of(prompt: str, tagged: Iterable[str]) -> str:
    """What a picture is found by."""
    return " ".join([*folded(prompt), *(word for tag in tagged for word in folded(tag))])


def _row(session_id: int, image: NewImage) -> dict[str, Any]:
    said = image.annotation
    return {
        "session_id": session_id,
        "name": image.name,
        "size": image.size,
        "mtime_ns": image.mtime_ns,
        "width": image.width,
        "height": image.height,
        "prompt": image.prompt,
        "seed": image.seed,
        "model": image.model,
        "favourite": said.favourite,
        "rating": said.rating,
        "words": words_of(image.prompt, said.tags),
        "problem": image.problem,
        "checksum": None,
        "colours": None,
    }


def _ids(connection: Connection, session_id: int, names: Iterable[str]) -> dict[str, int]:
    query = select(images.c.name, images.c.id).where(images.c.session_id == session_id)
    wanted = set(names)
    return {name: image_id for name, image_id in connection.execute(query) if name in wanted}
