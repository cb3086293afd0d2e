"""A catalogue of pictures that look and say something, without any files."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import select, update

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale, Vectors
from dreamwindow.imaging import palettes
from dreamwindow.library.catalogue import Catalogue, writing
from dreamwindow.library.catalogue.tables import embeddings, images
from dreamwindow.library.catalogue.upsert import upsert
from dreamwindow.library.catalogue.writing import NewImage
from dreamwindow.library.look import pack_vector
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.annotations import Annotation

DAY_NS = 86_400 * 10**9


class MeanColour:
    """An embedder that anybody can follow: the direction of the mean colour from grey, and a share of brightness."""

    info = EmbedderInfo(
        name="mean", dimension=3, scale=SimilarityScale(different=0.0, alike=0.5, same=0.8, duplicate=0.99)
    )

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        means = np.array([image.reshape(-1, 3).mean(axis=0) + 1.0 for image in images])
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


class Shelf:
    """Puts pictures into a catalogue: one a second, from a known day on."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._number = 0

    def put(
        self,
        prompt: str = "",
        *,
        session: str = "s",
        colour: tuple[int, int, int] | None = None,
        model: str | None = "m",
        seed: str | None = None,
        said: Annotation | None = None,
        day: int = 0,
    ) -> str:
        """A picture of its own name; of one colour, if it was described."""
        self._number += 1
        name = f"{self._number:06d}.png"
        new = NewImage(
            name=name, size=1, mtime_ns=day * DAY_NS + self._number * 10**9, width=8, height=8, prompt=prompt,
            seed=seed, model=model, problem=None, annotation=said or Annotation(),
        )  # fmt: skip
        with self.catalogue.writing() as connection:
            session_id = writing.put_session(connection, _session(session))
            writing.put_images(connection, session_id, [new])
        if colour is not None:
            self.describe(name, colour)
        return name

    def describe(self, name: str, colour: tuple[int, int, int]) -> None:
        """As the describer would."""
        pixels = np.full((8, 8, 3), colour, np.uint8)
        vector = pack_vector(MeanColour().embed([pixels])[0])
        packed = palettes.pack(palettes.swatches(pixels))
        with self.catalogue.writing() as connection:
            image_id = connection.execute(select(images.c.id).where(images.c.name == name)).scalar_one()
            connection.execute(update(images).where(images.c.id == image_id).values(colours=packed))
            row = {"image_id": image_id, "embedder": "mean", "vector": vector}
            upsert(connection, embeddings, [row], ["image_id", "embedder"])

    def drop(self, name: str) -> None:
        """The picture is gone."""
        with self.catalogue.writing() as connection:
            ids = connection.execute(select(images.c.id).where(images.c.name == name)).scalars().all()
            writing.drop_images(connection, ids)


def _session(key: str) -> dict[str, object]:
    return {
        "key": key, "root": "r", "path": key, "title": key, "kind": "import", "began_ns": 0, "newest_ns": 0,
        "images": 0, "bytes": 0,
    }  # fmt: skip


@pytest.fixture
def shelf(catalogue: Catalogue) -> Shelf:
    return Shelf(catalogue)
