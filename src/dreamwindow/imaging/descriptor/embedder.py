"""The descriptor behind the embedder seam."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources

import numpy as np

from dreamwindow.contracts.embedder import EmbedderInfo, SimilarityScale, Vectors
from dreamwindow.imaging.descriptor import blocks
from dreamwindow.imaging.descriptor.views import Floats, views
from dreamwindow.model.frame import Pixels

DIMENSION = 512
WEIGHTS = ((slice(0, 196), 0.38), (slice(196, 340), 0.22), (slice(340, 448), 0.25), (slice(448, 512), 0.15))
"""Share of colour, layout, texture and tone in every cosine."""
MEANS = "means.json"
"""What blocks are centred by; written by ``python -m tools.descriptor_means``, which says from what."""

_INFO = EmbedderInfo(
    name="descriptor-1",
    dimension=DIMENSION,
    scale=SimilarityScale(different=-0.03, alike=0.4, same=0.72, duplicate=0.9),
)


class Descriptor:
    """`Embedder` with no weights. Holds nothing but the means; any thread may use it, several at once."""

    info = _INFO

    def __init__(self) -> None:
        self._means = _means()

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """See `Embedder.embed`. Raises `ValueError` for what is no picture (H, W, 3) uint8."""
        vectors = np.empty((len(images), DIMENSION), np.float32)
        for vector, image in zip(vectors, images, strict=True):
            vector[:] = self._centred(raw(image))
        return vectors

    def _centred(self, described: Floats) -> Floats:
        """Each block less its mean, at the length that its weight gives it."""
        vector = described - self._means
        for block, weight in WEIGHTS:
            vector[block] *= np.sqrt(weight) / (np.linalg.norm(vector[block]) + 1e-6)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def create() -> Descriptor:
    """The `EmbedderFactory`."""
    return Descriptor()


def raw(image: Pixels) -> Floats:
    """The four blocks (512,), neither centred nor weighted: what the means are taken of."""
    grey, lab = views(image)
    return np.concatenate([blocks.colour(lab), blocks.layout(lab), blocks.texture(grey), blocks.tone(lab)])


@functools.cache
def _means() -> Floats:
    text = resources.files(__package__).joinpath(MEANS).read_text(encoding="utf-8")
    return np.array(json.loads(text)["means"], np.float32)
