"""AestheticMatcher: which memory resembles this picture."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.model.frame import Pixels

T = TypeVar("T")
BATCH = 8


class AestheticMatcher:
    """An embedder, and what can be asked of its vectors. Blocks, as the embedder does."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def encode_image(self, image: Pixels) -> Vectors:
        """(dimension,): the unit vector of one picture (H, W, 3)."""
        (vector,) = self.embedder.embed([image])
        return np.asarray(vector)

    def encode_images_batch(self, images: Sequence[Pixels]) -> Vectors:
        """(len(images), dimension), `BATCH` at a time."""
        parts = [self.embedder.embed(images[at : at + BATCH]) for at in range(0, len(images), BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.embedder.info.dimension), np.float32)

    def cosine_similarity(self, a: Vectors, b: Vectors) -> float:
        """Of two vectors, in [-1, 1]; 0 where one has no length."""
        lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
        return float(np.clip(np.dot(a, b) / lengths, -1.0, 1.0)) if lengths > 0 else 0.0

    def find_similar(
        self, target: Vectors, candidates: Sequence[tuple[T, Vectors]], threshold: float = 0.7, top_k: int = 5
    ) -> list[tuple[T, float]]:
        """The at most ``top_k`` candidates at least ``threshold`` like ``target``, most alike first.

        The default is CLIP's; `embedder.info.scale` says what a cosine means to this embedder.
        """
        scored = [(item, self.cosine_similarity(target, vector)) for item, vector in candidates]
        alike = [pair for pair in scored if pair[1] >= threshold]
        return sorted(alike, key=lambda pair: -pair[1])[:top_k]

    def weighted_random_selection(
        self, scored: Sequence[tuple[T, float]], rng: random.Random, temperature: float = 0.1
    ) -> T:
        """One of them, by softmax of its similarity over ``temperature``. Raises `IndexError` of none."""
        if not scored:
            raise IndexError("nothing to choose from")
        logits = np.array([similarity for _, similarity in scored]) / temperature
        weights = np.exp(logits - logits.max())
        return rng.choices([item for item, _ in scored], weights=weights.tolist())[0]
