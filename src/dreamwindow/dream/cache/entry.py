"""CacheEntry: one remembered keyframe."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.errors import StorageError

IMAGES = "images"
_ID = re.compile(r"cache_([0-9]{5,15})")
FIRST_EMBEDDER = "descriptor-1"
"""Whose vectors they are where nothing is said: for long there was no other."""
_DECIMALS = 8
"""Of a unit vector's numbers, for others to read: half the characters, and a cosine is off by less than 1e-6."""


@dataclass(frozen=True, slots=True, eq=False)
class CacheEntry:
    """``image_path`` is relative to the cache's folder; ``timestamp`` is ISO 8601.

    ``embedding`` (dimension,) float32 is comparable with those of the same ``embedder`` alone.
    """

    cache_id: str
    image_path: str
    prompt: str
    generation_params: Mapping[str, Any]
    embedding: Vectors = field(repr=False)
    timestamp: str
    embedder: str = FIRST_EMBEDDER

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, as `cache_index.json` has them; `from_dict` is the inverse, but for rounding."""
        said = {"embedder": self.embedder} if self.embedder != FIRST_EMBEDDER else {}
        return {
            "cache_id": self.cache_id,
            "image_path": self.image_path,
            "prompt": self.prompt,
            "generation_params": dict(self.generation_params),
            "embedding": np.round(self.embedding.astype(np.float64), _DECIMALS).tolist(),
            "timestamp": self.timestamp,
            **said,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> CacheEntry:
        """Read what `to_dict` wrote. Raises `StorageError` that names the field."""
        try:
            embedding = np.asarray(data["embedding"], np.float32)
            entry = cls(
                str(data["cache_id"]), str(data["image_path"]), str(data["prompt"]), dict(data["generation_params"]),
                embedding, str(data["timestamp"]), str(data.get("embedder", FIRST_EMBEDDER)),
            )  # fmt: skip
            number_of(entry.cache_id)
        except (KeyError, TypeError, ValueError) as error:
            raise StorageError(f"A cache entry without a good {error}.") from error
        if embedding.ndim != 1 or not np.isfinite(embedding).all():
            raise StorageError(f"{entry.cache_id}'s embedding is no vector.")
        return entry


def id_of(number: int) -> str:
    """``cache_00001`` for 1."""
    return f"cache_{number:05d}"


def number_of(cache_id: str) -> int:
    """1 for ``cache_00001``. Raises `ValueError`."""
    match = _ID.fullmatch(cache_id)
    if match is None:
        raise ValueError(f"cache_id {cache_id!r}")
    return int(match[1])


def image_path(cache_id: str) -> str:
    """Where its picture is, relative to the cache's folder."""
    return f"{IMAGES}/{cache_id}.png"
