"""What pictures look like: colours and a descriptor of each, taken of its thumbnail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import bindparam, select, update

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.errors import InvalidImage
from dreamwindow.imaging import palettes
from dreamwindow.imaging.codec import decode_image
from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.catalogue.tables import embeddings, images, sessions
from dreamwindow.library.catalogue.upsert import upsert
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
            described = [(picture, *look) for picture in batch if (look := self._look(picture)) is not None]
            self._without |= {picture.id for picture in batch} - {picture.id for picture, _, _ in described}
            if described:
                self._write(described)
                return Counter(picture.session for picture, _, _ in described)
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

    def _look(self, picture: Undescribed) -> tuple[bytes, Vectors] | None:
        if not self._store.is_of(picture.session, picture.name, picture.mtime_ns):
            return None
        try:
            pixels = decode_image(self._store.read(picture.session, picture.name))
        except (OSError, InvalidImage):
            return None
        return palettes.pack(palettes.swatches(pixels)), self._embedder.embed([pixels])[0]

    def _write(self, described: Sequence[tuple[Undescribed, bytes, Vectors]]) -> None:
        name = self._embedder.info.name
        rows = [
            {"image_id": picture.id, "embedder": name, "vector": pack_vector(vector)}
            for picture, _, vector in described
        ]
        same = (images.c.id == bindparam("image")) & (images.c.mtime_ns == bindparam("of_ns"))
        colours = update(images).where(same).values(colours=bindparam("packed"))
        with self._catalogue.writing() as connection:
            there = select(images.c.id).where(images.c.id.in_([row["image_id"] for row in rows]))
            living = set(connection.execute(there).scalars())
            upsert(connection, embeddings, [row for row in rows if row["image_id"] in living], ["image_id", "embedder"])
            connection.execute(
                colours,
                [{"image": one.id, "of_ns": one.mtime_ns, "packed": packed} for one, packed, _ in described],
            )


def pack_vector(vector: Vectors) -> bytes:
    """Half precision: 1 KB for 512 numbers, and cosines right to three digits."""
    return vector.astype("<f2").tobytes()


def unpack_vectors(packed: Sequence[bytes]) -> Vectors:
    """(n, dimension) float32, of unit length again."""
    rows = np.frombuffer(b"".join(packed), "<f2").reshape(len(packed), -1).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
