"""The descriptor behind the embedder seam."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale, Vectors
from dreamwindow.imaging.descriptor import blocks
from dreamwindow.imaging.descriptor.reference import BLOCKS, DIMENSION, Reference
from dreamwindow.imaging.descriptor.views import Floats, views
from dreamwindow.model.frame import Pixels

_INFO = EmbedderInfo(
    name="descriptor-1",
    dimension=DIMENSION,
    scale=SimilarityScale(different=0.01, alike=0.43, same=0.74, duplicate=0.9),
)


class Descriptor:
    """`Embedder` with no weights. Holds nothing but the reference; any thread may use it, several at once."""

    info = _INFO

    def __init__(self) -> None:
        self._reference = Reference.shipped()

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """See `Embedder.embed`. Raises `ValueError` for what is no picture (H, W, 3) uint8."""
        described = np.empty((len(images), DIMENSION), np.float32)
        for row, image in zip(described, images, strict=True):
            row[:] = self._seen(raw(image))
        return described

    def _seen(self, described: Floats) -> Floats:
        """Each block less its mean and less most of what the seed alone moves, at the length of its weight."""
        vector = described - self._reference.means
        for block, weight in BLOCKS:
            part, ways = vector[block], self._reference.ways[block]
            part = part - ways @ (ways.T @ part)
            vector[block] = part * (np.sqrt(weight) / (np.linalg.norm(part) + 1e-6))
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def create() -> Descriptor:
    """The `EmbedderFactory`."""
    return Descriptor()


def raw(image: Pixels) -> Floats:
    """The four blocks (512,), neither centred nor weighted: what the reference is taken of."""
    grey, lab = views(image)
    return np.concatenate([blocks.colour(lab), blocks.layout(lab), blocks.texture(grey), blocks.tone(lab)])
