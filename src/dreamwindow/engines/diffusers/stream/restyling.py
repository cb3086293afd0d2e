"""A batch of clients' pictures from bytes to bytes. Blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

import torch

from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.engines.diffusers.stream.memory import Memory, Wish, entry_of, remembered
from dreamwindow.engines.diffusers.stream.passing import Entry, Passed, passed
from dreamwindow.errors import EngineError, GenerationFailed
from dreamwindow.model.frame import Pixels

Made: TypeAlias = Memory | EngineError
_Result = TypeVar("_Result")


def restyled(model: Pipeline, wishes: Sequence[Wish], threshold: float, checkpoint: Checkpoint) -> list[Made]:
    """What each stream keeps afterwards, in order. What fails for one alone stands in its place."""
    checkpoint(0.0)
    entries = [_alone(partial(entry_of, model, wish)) for wish in wishes]
    checkpoint(0.2)
    going = [entry for entry in entries if isinstance(entry, Entry)]
    outcome = passed(model.family, going, partial(checkpoint, 0.5))
    checkpoint(0.8)
    came_out = iter(zip(outcome, _decoded(model, outcome), strict=True))
    made: list[Made] = []
    for wish, entry in zip(wishes, entries, strict=True):
        if isinstance(entry, GenerationFailed):
            made.append(entry)
            continue
        went, shown = next(came_out)
        made.append(shown if isinstance(shown, EngineError) else remembered(wish, entry, went, shown, threshold))
    return made


def _decoded(model: Pipeline, outcome: Sequence[Passed]) -> list[Pixels | GenerationFailed]:
    """Together where they are all of one size, and one by one where one of them is no picture."""
    if len({tuple(went.latents.shape) for went in outcome}) == 1:
        together = _alone(lambda: model.encoder.decode_batch(torch.cat([went.latents for went in outcome])))
        if not isinstance(together, GenerationFailed):
            return [*together]
    return [_alone(partial(model.encoder.decode, went.latents)) for went in outcome]


def _alone(make: Callable[[], _Result]) -> _Result | GenerationFailed:
    try:
        return make()
    except GenerationFailed as error:
        return error
