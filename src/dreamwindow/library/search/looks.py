"""Looks: the descriptors and colours of every described picture, in memory, kept up with the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from dreamwindow.contracts.embedder import EmbedderInfo, Vectors
from dreamwindow.imaging import palettes
from dreamwindow.imaging.similarity import VectorIndex
from dreamwindow.library.catalogue.tables import embeddings, images
from dreamwindow.library.look import unpack_vectors

_AT_ONCE = 4_096
_SLACK = 1_000
_COUNTED_EVERY = 100
"""Searches. To count the catalogue's descriptors takes as long as to search them."""
_NEAR = 0.08
"""Oklab: at this distance a colour counts for a third (e⁻¹) of itself."""
Scores = npt.NDArray[Any]


class Looks:
    """For one thread at a time. Nothing is loaded before the first `refresh`; then a described picture takes 2.3 KB.

    A picture that is gone is still here until so many are that it pays to load again; the catalogue knows.
    """

    def __init__(self, info: EmbedderInfo) -> None:
        self._info = info
        self._clear()

    def __len__(self) -> int:
        return len(self._ids)

    def refresh(self, connection: Connection) -> None:
        """Take in what was described since the last time."""
        while batch := self._next_batch(connection):
            self._take(batch)
        self._refreshed += 1
        if self._refreshed % _COUNTED_EVERY == 1:
            self._load_again_if_many_are_gone(connection)

    def vector(self, image_id: int) -> Vectors | None:
        """The descriptor of a picture, if it has one."""
        return self._vectors.vector(image_id) if image_id in self._places else None

    def most_alike(self, vector: Vectors, k: int, cosines: Scores | None = None) -> list[tuple[float, int]]:
        """Cosine and picture, the best first, and exactly so; from ``cosines``, if they are worked out."""
        return [(near.similarity, near.key) for near in self._vectors.search(vector, k, cosines=cosines)]

    def every_likeness(self, vector: Vectors) -> Scores:
        """What `most_alike` takes from who asks for more and more."""
        return self._vectors.every_cosine(vector)

    def likenesses(self, vector: Vectors, ids: Sequence[int]) -> list[tuple[float, int]]:
        """Cosine of those of these pictures that are described, in no order."""
        there = [image_id for image_id in ids if image_id in self._places]
        return list(zip(self._vectors.cosines_of(there, vector), there, strict=True))

    def nearest_in_colour(self, lab: Scores, k: int) -> list[tuple[float, int]]:
        """How much of a picture is near this Oklab colour, in [0, 1], and the picture, in no order; the best ``k``."""
        scores = _nearness(self._matrix(), lab)
        best = np.argpartition(-scores, k)[:k] if k < len(scores) else np.arange(len(scores))
        return [(float(scores[place]), self._ids[place]) for place in best.tolist()]

    def nearnesses(self, lab: Scores, ids: Sequence[int]) -> list[tuple[float, int]]:
        """The same of those of these pictures that are described."""
        there = [image_id for image_id in ids if image_id in self._places]
        rows = self._matrix()[[self._places[image_id] for image_id in there]]
        return list(zip(_nearness(rows, lab).tolist(), there, strict=True))

    def _clear(self) -> None:
        self._refreshed = 0
        self._seen = 0
        self._ids: list[int] = []
        self._places: dict[int, int] = {}
        self._packed = bytearray()
        self._vectors = VectorIndex[int](self._info.dimension)
        self._swatches: palettes.Swatches | None = None

    def _load_again_if_many_are_gone(self, connection: Connection) -> None:
        count = select(func.count()).select_from(embeddings).where(embeddings.c.embedder == self._info.name)
        living = connection.execute(count).scalar_one()
        if len(self._ids) > living + living // 4 + _SLACK:
            self._clear()
            self.refresh(connection)

    def _next_batch(self, connection: Connection) -> Sequence[Any]:
        query = (
            select(embeddings.c.id, embeddings.c.image_id, embeddings.c.vector, images.c.colours)
            .join(images, images.c.id == embeddings.c.image_id)
            .where(embeddings.c.id > self._seen, embeddings.c.embedder == self._info.name)
            .where(images.c.colours.is_not(None))
            .order_by(embeddings.c.id)
            .limit(_AT_ONCE)
        )
        return connection.execute(query).all()

    def _take(self, batch: Sequence[Any]) -> None:
        vectors = unpack_vectors([row.vector for row in batch])
        fresh = [place for place, row in enumerate(batch) if row.image_id not in self._places]
        for place, row in enumerate(batch):
            if row.image_id in self._places:
                self._replace(row.image_id, row.colours, vectors[place])
        self._vectors.extend([batch[place].image_id for place in fresh], vectors[fresh])
        for place in fresh:
            self._places[batch[place].image_id] = len(self._ids)
            self._ids.append(batch[place].image_id)
            self._packed += batch[place].colours
        self._seen = batch[-1].id
        self._swatches = None

    def _replace(self, image_id: int, colours: bytes, vector: Vectors) -> None:
        at = self._places[image_id] * palettes.PACKED_BYTES
        self._packed[at : at + palettes.PACKED_BYTES] = colours
        self._vectors.remove(image_id)
        self._vectors.add(image_id, vector)

    def _matrix(self) -> palettes.Swatches:
        if self._swatches is None:
            self._swatches = palettes.unpack(bytes(self._packed))
        return self._swatches


def _nearness(swatches: palettes.Swatches, lab: Scores) -> Scores:
    squares = np.square(swatches[..., :3] - lab.astype(np.float32)).sum(axis=-1)
    return np.asarray((swatches[..., 3] * np.exp(-squares / _NEAR**2)).sum(axis=-1))
