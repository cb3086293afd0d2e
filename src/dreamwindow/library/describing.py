"""What pictures look like: colours and a descriptor of each, carried by its thumbnail or taken of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select, update

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import decode_image
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.catalogue.upsert import upsert
from dreamwindow.library.look import Look, carried, look_of
from dreamwindow.library.roots import SessionKey
from dreamwindow.library.thumbnails import ThumbnailStore

AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A picture whose look is not known."""

    id: int
    session: SessionKey
    name: str
    mtime_ns: int


class Describer:
    """Fills in what is missing, newest first. Blocks; for one thread at a time."""

    def __init__(self, catalogue: Catalogue, store: ThumbnailStore, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._store = store
        self._embedder = embedder
        self._without: set[int] = set()

    def describe_some(self, most: int = AT_ONCE) -> Mapping[SessionKey, int]:
        """Describe up to ``most`` pictures that have a thumbnail; how many of which session, of none when all are."""
        for batch in self._batches(most):
            described = [(picture, look) for picture in batch if (look := self._look(picture)) is not None]
            self._without |= {picture.id for picture in batch} - {picture.id for picture, _ in described}
            if described:
                self._write(described)
                return Counter(picture.session for picture, _ in described)
        return {}

    def begin_again(self) -> None:
        """Look once more at pictures that had no thumbnail."""
        self._without.clear()

    def _batches(self, most: int) -> list[list[Undescribed]]:
        of = images.c
        query = (
            select(of.id, sessions.c.key, of.name, of.mtime_ns)
            .join(sessions, sessions.c.id == of.session_id)
            .where(of.colours.is_(None), of.problem.is_(None))
            .order_by(of.mtime_ns.desc(), of.id.desc())
            .limit(most + len(self._without))
        )
        with self._catalogue.reading() as connection:
            rows = [
                Undescribed(row.id, SessionKey(row.key), row.name, row.mtime_ns) for row in connection.execute(query)
            ]
        left = [picture for picture in rows if picture.id not in self._without]
        return [left[at : at + most] for at in range(0, len(left), most)]

    def _look(self, picture: Undescribed) -> Look | None:
        """As the thumbnail carries it; else of the thumbnail's pixels."""
        if not self._store.is_of(picture.session, picture.name, picture.mtime_ns):
            return None
        info = self._embedder.info
        try:
            data = self._store.read(picture.session, picture.name)
            look = carried(data)
            if look is not None and look.embedder == info.name and len(look.vector) == 2 * info.dimension:
                return look
            return look_of(decode_image(data), self._embedder)
        except (OSError, InvalidImage):
            return None

    def _write(self, described: Sequence[tuple[Undescribed, Look]]) -> None:
        rows = [
            {"image_id": picture.id, "embedder": look.embedder, "vector": look.vector} for picture, look in described
        ]
        same = (images.c.id == bindparam("image")) & (images.c.mtime_ns == bindparam("of_ns"))
        colours = update(images).where(same).values(colours=bindparam("packed"))
        with self._catalogue.writing() as connection:
            there = select(images.c.id).where(images.c.id.in_([row["image_id"] for row in rows]))
            living = set(connection.execute(there).scalars())
            upsert(connection, embeddings, [row for row in rows if row["image_id"] in living], ["image_id", "embedder"])
            connection.execute(
                colours,
                [{"image": one.id, "of_ns": one.mtime_ns, "packed": look.colours} for one, look in described],
            )
