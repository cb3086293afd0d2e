"""Thrift: what is done when the memory does not suffice. Smaller, said once, and no crash."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from dreamwindow.engines.diffusers.memory import check_device, out_of_memory
from dreamwindow.engines.diffusers.pipeline import Pipeline
from dreamwindow.engines.diffusers.sampling import Checkpoint
from dreamwindow.errors import EngineUnavailable
from dreamwindow.imaging.codec import fit
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

_log = logging.getLogger(__name__)
_Result = TypeVar("_Result")
_Wish = TypeVar("_Wish")
_SHARES = (1.0, 0.75, 0.5)
"""Of each side: what is tried in turn."""
_REMEDY = "Choose a smaller model or size, diffusers.vae with a tiny one, or close other programs that use the GPU."


class Thrift:
    """Remembers how far it had to go: for pictures of that size it begins there the next time.

    Until the process ends: see docs/decisions/140.
    """

    def __init__(self) -> None:
        self._is_thrifty = False
        self._shares: dict[tuple[int, int], float] = {}
        self._together: int | None = None

    @contextmanager
    def opening(self) -> Iterator[None]:
        """While the weights are loaded. Raises `EngineUnavailable` if there is no room for them."""
        try:
            yield
        except RuntimeError as error:
            if not out_of_memory(error):
                raise
            raise EngineUnavailable("There is not enough memory for this model.", _REMEDY) from error

    def run(self, model: Pipeline, work: Callable[[], _Result]) -> _Result:
        """Do ``work``; once more, in tiles, if there is not enough memory. Raises `EngineUnavailable`, `DeviceLost`."""
        if (fitted := _fitting(work)) is not None:
            return fitted[0]
        self._save(model)
        with self.opening():
            return work()

    def batch(
        self, model: Pipeline, wishes: Sequence[_Wish], work: Callable[[Sequence[_Wish]], Sequence[_Result]]
    ) -> list[_Result | EngineUnavailable]:
        """``work`` on all ``wishes``, which are of one size; on fewer at once where the memory does not suffice.

        Fewer then and from then on; one alone is decoded in tiles. What still does not fit stands in its place.
        """
        made: list[_Result | EngineUnavailable] = []
        while len(made) < len(wishes):
            together = wishes[len(made) :][: self._together]
            if len(together) == 1:
                made.append(self._alone(model, partial(work, together)))
            elif (fitted := _fitting(partial(work, together))) is not None:
                made += fitted[0]
            else:
                model.forget()
                self._together = len(together) // 2
                _log.warning("Out of memory: from now on %d cameras at most are restyled at once.", self._together)
        return made

    def _alone(self, model: Pipeline, work: Callable[[], Sequence[_Result]]) -> _Result | EngineUnavailable:
        try:
            (made,) = self.run(model, work)
        except EngineUnavailable as error:
            return error
        return made

    def generate(self, model: Pipeline, recipe: Recipe, init: Pixels | None, checkpoint: Checkpoint) -> Pixels:
        """`Pipeline.generate`, smaller and scaled up where the memory does not suffice. Raises `EngineUnavailable`."""
        size = recipe.width, recipe.height
        for share in _SHARES[_SHARES.index(self._shares.get(size, 1.0)) :]:
            try:
                pixels = self.run(model, partial(_at, share, model, recipe, init, checkpoint))
            except EngineUnavailable:
                if share == _SHARES[-1]:
                    raise
                continue
            if share != self._shares.get(size, 1.0):
                self._shares[size] = share
                _log.warning("Out of memory at %dx%d: pictures are made at %d %% and scaled.", *size, 100 * share)
            return pixels
        raise EngineUnavailable("There is not enough memory for this picture.", _REMEDY)

    def _save(self, model: Pipeline) -> None:
        model.forget()
        model.encoder.be_thrifty()
        if not self._is_thrifty:
            self._is_thrifty = True
            _log.warning("Out of memory: from now on pictures are decoded in tiles, which is slower.")


def _fitting(work: Callable[[], _Result]) -> tuple[_Result] | None:
    """What ``work`` makes; ``None`` if there is not enough memory for it. Raises `DeviceLost`."""
    try:
        return (work(),)
    except RuntimeError as error:
        check_device(error)
        if not out_of_memory(error):
            raise
        return None


def _at(share: float, model: Pipeline, recipe: Recipe, init: Pixels | None, checkpoint: Checkpoint) -> Pixels:
    if share == 1.0:
        return model.generate(recipe, init, checkpoint)
    multiple = max(8, model.family.size_multiple)
    width, height = (max(64, int(side * share) // multiple * multiple) for side in (recipe.width, recipe.height))
    smaller = replace(recipe, width=width, height=height)
    pixels = model.generate(smaller, None if init is None else fit(init, width, height), checkpoint)
    return fit(pixels, recipe.width, recipe.height)
