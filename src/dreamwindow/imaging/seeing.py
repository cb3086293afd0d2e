"""Seeing many pictures of which one may be more than the embedder can take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.errors import EmbedderUnavailable
from dreamwindow.model.frame import Pixels

_y, _x = np.mgrid[0:64, 0:64]
_PLAIN: Pixels = np.stack([4 * _x, 4 * _y, 128 + _x - _y], axis=-1).astype(np.uint8)
"""Nothing can be wrong with this one: an embedder that cannot take it is away."""


def embed_each(images: Sequence[Pixels], embedder: Embedder) -> list[Vectors | None]:
    """The vector of each; ``None`` for one that fails by itself while the embedder is well.

    All together if that goes. Blocks. Raises `EmbedderUnavailable` when it is the embedder that is away.
    """
    if not images:
        return []
    try:
        return list(embedder.embed(images))
    except EmbedderUnavailable:
        embedder.embed([_PLAIN])
    return [_embed_alone(image, embedder) for image in images]


def _embed_alone(image: Pixels, embedder: Embedder) -> Vectors | None:
    try:
        return np.asarray(embedder.embed([image])[0])
    except EmbedderUnavailable:
        embedder.embed([_PLAIN])
        return None
