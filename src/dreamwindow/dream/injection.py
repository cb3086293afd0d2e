"""When a memory returns, and what is done when a dream begins to die: one pure decision.

A feedback loop collapses: to one colour, to mush, to a frozen picture. Each ailment has a ladder of remedies, from the
gentlest to a cut; a step is taken, given time to act, and followed by the next one only if the figure stays bad.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields, replace
from typing import Literal

Remedy = Literal["inject", "colour", "calm", "stir", "reseed", "cut"]

LADDERS: dict[str, tuple[Remedy, ...]] = {
    "neighbours": ("calm", "inject", "cut"),
    "second_apart": ("stir", "reseed", "inject", "cut"),
    "entropy": ("inject", "colour", "reseed", "cut"),
    "spread": ("inject", "colour", "reseed", "cut"),
    "drift": ("colour", "calm", "colour", "inject", "cut"),
    "diversity": ("inject", "reseed", "cut"),
}
"""By ailment, the name of a figure of `dream.health.Health`: what is tried, in order."""
PATIENCE = 4
"""Readings of the health that a remedy gets before the next one."""
PATIENCE_WITH_COLOUR = 2
PATIENCE_AFTER_CUT = 16
RECOVERED = 6
"""Healthy readings in a row after which the next ailment starts at the foot of its ladder."""
CALM, STIR = 0.5, 1.6
"""What *calm* and *stir* do to strength and speed, for as long as it takes to recover."""
STIRRED_STRENGTH, STIRRED_SPEED = 0.2, 0.2
"""A stirred dream moves at least so much: 1.6 times nothing would be nothing."""
CLOSE_PROBABILITY, CLOSE_COOLDOWN = 0.5, 0.25
"""With taste at its most: the chance of a return at a keyframe, and the share of the cooldown that is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """Which interventions may be used."""

    inject: bool = True
    colour: bool = True
    strength: bool = True
    reseed: bool = True
    cut: bool = True

    def allows(self, remedy: Remedy) -> bool:
        """Whether this one may."""
        return bool(getattr(self, "strength" if remedy in ("calm", "stir") else remedy))

    @classmethod
    def none(cls) -> Remedies:
        """All switched off."""
        return cls(**{f.name: False for f in fields(cls)})


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectionOptions:
    """When a memory returns while all is well.

    ``probability`` at each keyframe, once ``cooldown_keyframes`` have passed; never with fewer than ``least_memories``.
    """

    enabled: bool = True
    probability: float = 0.08
    cooldown_keyframes: int = 12
    least_memories: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What is known of the dream's health, and what is being done. ``likes`` are the pictures that a person kept.

    ``due``: the remedy that the next keyframe brings; ``why``: for which figure. ``correction`` is the newest that the
    health offers. ``vigour`` multiplies strength and speed. Counters are in frames, but ``ailing`` and ``well``, in
    readings, and ``rung``, the step of the ladder that was taken last, from 1.
    """

    memories: int = 0
    likes: int = 0
    since_memory: int = 0
    since_injection: int = 0
    ailing: int = 0
    well: int = 0
    rung: int = 0
    wait: int = 0
    due: Remedy | None = None
    why: str = ""
    vigour: float = 1.0
    correction: tuple[float, ...] | None = None


def frame_made(life: Life) -> Life:
    """One more frame."""
    return replace(life, since_memory=life.since_memory + 1, since_injection=life.since_injection + 1)


def lived_strength(life: Life, strength: float) -> float:
    """The strength that is dreamed with, where ``strength`` is wished for."""
    return min(1.0, _lived(life, strength, STIRRED_STRENGTH))


def lived_speed(life: Life, speed: float) -> float:
    """The speed that is dreamed at, where ``speed`` is wished for."""
    return _lived(life, speed, STIRRED_SPEED)


def _lived(life: Life, wished: float, least: float) -> float:
    return max(least, wished * life.vigour) if life.vigour > 1.0 else wished * life.vigour


def should_inject(life: Life, options: InjectionOptions, beat: int, draw: int, taste: float = 0.0) -> bool:
    """Whether a memory returns at this keyframe. ``beat`` is frames a keyframe, ``draw`` seeds the chance.

    ``taste`` in [0, 1] makes it likelier and sooner where there is something that was liked.
    """
    pull = taste if life.likes else 0.0
    if not options.enabled or life.due is not None or (life.memories < options.least_memories and not pull):
        return False
    if life.since_injection < options.cooldown_keyframes * beat * (1 - pull * (1 - CLOSE_COOLDOWN)):
        return False
    chance = options.probability + pull * max(0.0, CLOSE_PROBABILITY - options.probability)
    return random.Random(f"inject:{draw}").random() < chance


def diagnose(life: Life, outside: tuple[str, ...], correction: tuple[float, ...] | None, allowed: Remedies) -> Life:
    """What follows from one reading of the health: perhaps a remedy that is due."""
    life = replace(life, correction=correction)
    if not outside:
        return _recovering(life)
    life = replace(life, ailing=life.ailing + 1, well=0)
    if life.wait > 0:
        return replace(life, wait=life.wait - 1)
    return _next_rung(life, outside[0], allowed)


def _recovering(life: Life) -> Life:
    well = life.well + 1
    if well < RECOVERED:
        return replace(life, well=well)
    return replace(life, well=well, ailing=0, rung=0, wait=0, vigour=1.0, due=None, why="")


def _next_rung(life: Life, why: str, allowed: Remedies) -> Life:
    ladder = [r for r in LADDERS[why] if allowed.allows(r) and (r != "inject" or life.memories > 0)]
    if not ladder:
        return life
    rung = life.rung if why == life.why else 0  # another ailment: the first one was healed
    remedy = ladder[rung % len(ladder)]  # what a cut did not heal begins at the foot again
    wait = {"cut": PATIENCE_AFTER_CUT, "colour": PATIENCE_WITH_COLOUR}.get(remedy, PATIENCE)
    vigour = {"calm": CALM, "stir": STIR}.get(remedy, life.vigour)
    return replace(life, rung=rung + 1, wait=wait, due=remedy, why=why, vigour=vigour)
