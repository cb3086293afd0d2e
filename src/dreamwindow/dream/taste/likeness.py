"""Likeness: which themes look like what a person kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dreamwindow.contracts.embedder import SimilarityScale, Vectors
from dreamwindow.dream.prompts import Leaning, Theme
from dreamwindow.dream.taste.like import Like

LEAST = 0.05
"""A theme that leads to less than this share of what the best one leads to is left out: that much is chance."""


def leaning(
    likes: Sequence[Like], themes: Iterable[Theme], seen: Iterable[tuple[str, Vectors]], scale: SimilarityScale
) -> Leaning:
    """How much of ``likes`` each theme leads to, be it one of ``themes`` or words that were liked themselves.

    ``seen`` are prompts with the vectors of pictures made of them. What a theme looks like is the mean of those that
    begin with its words; a like counts for it by the square of how far from *different* to *same* on ``scale`` their
    cosine is. A theme of which no picture is known leads nowhere.
    """
    if not likes:
        return Leaning()
    candidates = {theme.prompt: theme for theme in (*(like.theme for like in likes), *themes)}
    looks = _looks(candidates, [*((like.theme.prompt, like.vector) for like in likes), *seen])
    liked = np.stack([like.vector for like in likes])
    shares = {prompt: _share(liked @ look, scale) for prompt, look in looks.items()}
    least = LEAST * max(shares.values(), default=0.0)
    return Leaning(tuple((candidates[p], share) for p, share in sorted(shares.items()) if share > least))


def _looks(prompts: Iterable[str], seen: Sequence[tuple[str, Vectors]]) -> dict[str, Vectors]:
    looks = {}
    for prompt in prompts:
        vectors = [vector for said, vector in seen if said == prompt or said.startswith(f"{prompt}, ")]
        if vectors:
            mean = np.mean(vectors, axis=0)
            looks[prompt] = np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), np.float32)
    return looks


def _share(cosines: Vectors, scale: SimilarityScale) -> float:
    near = np.clip((cosines - scale.different) / (scale.same - scale.different), 0.0, 1.0)
    return float(np.mean(near * near))
