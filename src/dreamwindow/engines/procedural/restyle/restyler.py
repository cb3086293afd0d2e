"""One client's moving picture: what it was, what it becomes, and how its words change over."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from dreamwindow.engines.procedural.canvas import smoothstep
from dreamwindow.engines.procedural.render import Checkpoint
from dreamwindow.engines.procedural.restyle import backdrop as backdrops
from dreamwindow.engines.procedural.restyle.backdrop import Backdrop, Wish
from dreamwindow.engines.procedural.restyle.developing import develop
from dreamwindow.engines.procedural.restyle.forms import Forms
from dreamwindow.engines.procedural.restyle.grids import Grids
from dreamwindow.engines.procedural.restyle.painting import paint
from dreamwindow.engines.procedural.restyle.steady import Steady, steadied
from dreamwindow.engines.procedural.restyle.tones import Curves
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings

_CHANGE_S = 0.8
"""Seconds in which one backdrop turns into another."""
_SEED = 1
_STAY = 0.5
"""How much of what was shown stays in what is shown next, moved to where it is now."""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A backdrop that turns into another from ``since_s`` on."""

    wish: Wish
    before: Backdrop
    after: Backdrop
    since_s: float

    def at(self, at_s: float) -> Backdrop:
        """What there is of both at a time."""
        t = np.array((at_s - self.since_s) / _CHANGE_S)
        return backdrops.mix(self.before, self.after, float(smoothstep(0, 1, t)))


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """All that one stream keeps from picture to picture; ``curves`` and ``shown``, what came out, not across a cut."""

    steady: Steady
    turn: Turn
    curves: Curves | None
    shown: Pixels | None


def restyle(
    memory: Memory | None, image: Pixels, settings: Settings, at_s: float, checkpoint: Checkpoint
) -> tuple[Pixels, Memory]:
    """``image`` (h, w, 3) as ``settings`` want it, and what to remember; interrupted, it has changed nothing."""
    steady = Steady.first(image) if memory is None else memory.steady.then(image)
    if steady.cut and memory is not None:
        memory = Memory(steady, memory.turn, None, None)
    turn = _turned(memory.turn if memory else None, _wish(image, settings), at_s, checkpoint)
    backdrop, strength = turn.at(at_s), settings.strength
    forms = Forms.of(steady, backdrop.grain, Grids.of(image.shape[1], image.shape[0]))
    curves = Curves.of(_tones(forms), backdrop.ranks).eased(memory.curves if memory else None)
    if strength <= 0:
        return image.copy(), Memory(steady, turn, curves, None)
    painting = paint(steady, forms, backdrop, curves.at(strength), strength, at_s)
    shown = develop(painting, steady.picture, forms, backdrop, strength, checkpoint)
    if memory is not None and memory.shown is not None:
        shown = steadied(shown, memory.shown, steady, _STAY * (1 - strength**6))
    return shown.copy(), Memory(steady, turn, curves, shown)


def _tones(forms: Forms) -> Pixels:
    return np.asarray(cv2.cvtColor(forms.oil, cv2.COLOR_RGB2GRAY), np.uint8)


def _wish(image: Pixels, settings: Settings) -> Wish:
    return Wish(
        prompt=settings.prompt or "",
        negative_prompt=settings.negative_prompt or "",
        seed=_SEED if settings.seed is None else settings.seed,
        width=image.shape[1],
        height=image.shape[0],
    )


def _turned(turn: Turn | None, wish: Wish, at_s: float, checkpoint: Checkpoint) -> Turn:
    """The turn that there is, or a new one, if another backdrop is wished for."""
    if turn is not None and turn.wish == wish:
        return turn
    after = Backdrop.drawn(wish, lambda fraction: checkpoint(fraction * 0.5))
    if turn is None or (turn.wish.width, turn.wish.height) != (wish.width, wish.height):
        return Turn(wish, after, after, at_s)
    return Turn(wish, turn.at(at_s), after, at_s)
