"""A batch of clients' pictures from bytes to bytes. Blocks."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.engines.diffusers.stream.memory import Memory, Wish, entry_of, remembered
from dreamwindow.engines.diffusers.stream.passing import Passed, passed
from dreamwindow.model.frame import Pixels


def restyled(model: Pipeline, wishes: Sequence[Wish], threshold: float, checkpoint: Checkpoint) -> list[Memory]:
    """What each stream keeps afterwards, in order."""
    checkpoint(0.0)
    entries = [entry_of(model, wish) for wish in wishes]
    checkpoint(0.2)
    outcome = passed(model.family, entries)
    checkpoint(0.8)
    pictures = _decoded(model, outcome)
    together = zip(wishes, entries, outcome, pictures, strict=True)
    return [remembered(wish, entry, went, shown, threshold) for wish, entry, went, shown in together]


def _decoded(model: Pipeline, outcome: Sequence[Passed]) -> list[Pixels]:
    """Together where they are all of one size."""
    if len({tuple(went.latents.shape) for went in outcome}) == 1:
        return model.encoder.decode_batch(torch.cat([went.latents for went in outcome]))
    return [model.encoder.decode(went.latents) for went in outcome]
