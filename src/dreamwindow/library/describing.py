"""What pictures look like: colours and a descriptor of each, carried by its thumbnail or taken of it."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, select, update

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import decode_image
from dreamwindow.imaging.seeing import embed_each
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.catalogue.upsert import upsert
from dreamwindow.library.look import Look, carried, look_with
from dreamwindow.library.roots import SessionKey
from dreamwindow.library.strangers import Strangers, Undescribed
from dreamwindow.library.thumbnails import ThumbnailStore
from dreamwindow.model.frame import Pixels

_log = logging.getLogger(__name__)
AT_ONCE = 64


class Describer:
    """Fills in what is missing, newest first: what nobody has seen, then what only another embedder has.

    Blocks; for one thread at a time. Raises `EmbedderUnavailable` while the embedder is away; a picture that it cannot
    take is left out from then on. What was done is written: whoever is ended goes on from there. ``seen_anew`` counts
    those that only another had seen.
    """

    def __init__(self, catalogue: Catalogue, store: ThumbnailStore, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._store = store
        self._embedder = embedder
        self._without: set[int] = set()
        self._unseen: set[Undescribed] = set()
        self.seen_anew = 0
        self._strangers = Strangers(catalogue, embedder.info.name)

    def describe_some(self, most: int = AT_ONCE) -> Mapping[SessionKey, int]:
        """Describe up to ``most`` pictures that have a thumbnail; how many of which session, of none when all are."""
        while batch := self._batch(most):
            described = self._described(batch)
            self._without |= {picture.id for picture in batch} - {picture.id for picture, _ in described}
            if described:
                return Counter(picture.session for picture, _ in described)
        while batch := self._strangers.next(most):
            if described := self._described([picture for picture in batch if picture not in self._unseen]):
                self.seen_anew += len(described)
                return Counter(picture.session for picture, _ in described)
        return {}

    def begin_again(self) -> None:
        """Look once more at pictures that had no thumbnail."""
        self._without.clear()
        self._strangers.begin_again()

    def _described(self, batch: Sequence[Undescribed]) -> list[tuple[Undescribed, Look]]:
        """Those that have a thumbnail; they are written."""
        seen = [(picture, data) for picture in batch if (data := self._thumbnail(picture)) is not None]
        known = [(picture, look) for picture, data in seen if (look := self._carried(data)) is not None]
        there = {picture.id for picture, _ in known}
        others = [(picture, pixels) for picture, data in seen if picture.id not in there for pixels in _decoded(data)]
        described = [*known, *self._seen(others)]
        if described:
            self._write(described)
        return described

    def _seen(self, pictures: Sequence[tuple[Undescribed, Pixels]]) -> list[tuple[Undescribed, Look]]:
        """Those that the embedder can take; one that it cannot is said once, and tried again at the next start."""
        vectors = embed_each([pixels for _, pixels in pictures], self._embedder)
        seen = []
        for (picture, pixels), vector in zip(pictures, vectors, strict=True):
            if vector is not None:
                seen.append((picture, look_with(vector, pixels, self._embedder)))
                continue
            self._unseen.add(picture)
            name = self._embedder.info.name
            _log.warning("%s/%s cannot be seen by %s, and is left out", picture.session, picture.name, name)
        return seen

    def _batch(self, most: int) -> list[Undescribed]:
        of = images.c
        query = (
            select(of.id, sessions.c.key, of.name, of.mtime_ns)
            .join(sessions, sessions.c.id == of.session_id)
            .where(of.colours.is_(None), of.problem.is_(None))
            .order_by(of.mtime_ns.desc(), of.id.desc())
            .limit(most + len(self._without) + len(self._unseen))
        )
        with self._catalogue.reading() as connection:
            rows = [
                Undescribed(row.id, SessionKey(row.key), row.name, row.mtime_ns) for row in connection.execute(query)
            ]
        left = [picture for picture in rows if picture.id not in self._without and picture not in self._unseen]
        return left[:most]

    def _thumbnail(self, picture: Undescribed) -> bytes | None:
        if not self._store.is_of(picture.session, picture.name, picture.mtime_ns):
            return None
        try:
            return self._store.read(picture.session, picture.name)
        except OSError:
            return None

    def _carried(self, data: bytes) -> Look | None:
        """What the thumbnail carries, if our embedder made it."""
        look, info = carried(data), self._embedder.info
        ours = look is not None and look.embedder == info.name and len(look.vector) == 2 * info.dimension
        return look if ours else None

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


def _decoded(thumbnail: bytes) -> list[Pixels]:
    """The pixels, if it is a picture."""
    try:
        return [decode_image(thumbnail)]
    except InvalidImage:
        return []
