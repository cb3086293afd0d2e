"""One pass: every frame that waits, of whatever client and at whatever stage, through the model at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch

from dreamwindow.engines.diffusers.family import Family, Words, joined
from dreamwindow.engines.diffusers.stream.stages import OnTheWay, Stages

Tensor: TypeAlias = torch.Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A frame's latents (1, C, h, w) at the door, those of the same client that are on the way, and how they are made.

    A ``guidance_scale`` above 1 leads away from the camera's picture, where the family does not follow it by itself:
    what a second prediction would say of it is known without asking (residual classifier-free guidance with itself
    as the negative, Kodaira et al. 2023).
    """

    latents: Tensor
    stages: Stages
    on_the_way: OnTheWay | None
    words: Words
    guidance_scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Passed:
    """The latents (1, C, h, w) that came out at the far end, and who is on the way now."""

    latents: Tensor
    on_the_way: OnTheWay


ROWS = 16
"""Frames at their stages in one pass through the model; more go in parts."""
Heed: TypeAlias = Callable[[], None]
"""Called before each pass: it raises where nobody waits any more."""


def passed(family: Family, entries: Sequence[Entry], heed: Heed) -> list[Passed]:
    """One stage further for everybody. A client's first frame goes all the way: nobody is before it."""
    entries = [_filled(family, entry, heed) for entry in entries]
    rows = [_rows(family, entry) for entry in entries]
    cleaned = _advanced(family, entries, rows, heed)
    return [
        _parted(family, entry, origin, clean) for entry, (_, origin), clean in zip(entries, rows, cleaned, strict=True)
    ]


def _filled(family: Family, entry: Entry, heed: Heed) -> Entry:
    """With the way full: of a client's first frame, at each stage."""
    if entry.on_the_way is not None or entry.stages.count == 1:
        return entry
    stages = entry.stages
    x = _entering(family, entry)
    there: list[Tensor] = []
    for stage in range(stages.count - 1):
        heed()
        level = stages.levels[stage : stage + 1]
        prediction = family.predict(x, level, entry.words, entry.guidance_scale)
        clean = _led(family, entry, entry.latents, family.cleaned(x, prediction, level))
        x = family.noised(clean, stages.noise[stage + 1 : stage + 2], stages.levels[stage + 1 : stage + 2])
        there.append(x)
    on_the_way = OnTheWay(torch.cat(there), entry.latents.expand(len(there), -1, -1, -1))
    return Entry(entry.latents, stages, on_the_way, entry.words, entry.guidance_scale)


def _rows(family: Family, entry: Entry) -> tuple[Tensor, Tensor]:
    """The batch (n, C, h, w) of one client, newest first, and where each comes from."""
    x = _entering(family, entry)
    if entry.on_the_way is None:
        return x, entry.latents
    return torch.cat([x, entry.on_the_way.x]), torch.cat([entry.latents, entry.on_the_way.origin])


def _entering(family: Family, entry: Entry) -> Tensor:
    stages = entry.stages
    if stages.forgets:
        return stages.noise[:1]
    return family.noised(entry.latents, stages.noise[:1], stages.levels[:1])


def _advanced(
    family: Family, entries: Sequence[Entry], rows: Sequence[tuple[Tensor, Tensor]], heed: Heed
) -> list[Tensor]:
    """What each row amounts to. Clients whose pictures are of one size share a pass."""
    cleaned: dict[int, Tensor] = {}
    for alike in _alike(entries):
        x = torch.cat([rows[i][0] for i in alike])
        levels = torch.cat([entries[i].stages.levels for i in alike])
        words = [entries[i].words for i in alike for _ in range(entries[i].stages.count)]
        clean = _cleaned(family, x, levels, words, entries[alike[0]].guidance_scale, heed)
        parts = clean.split([entries[i].stages.count for i in alike])
        cleaned |= {i: _led(family, entries[i], rows[i][1], part) for i, part in zip(alike, parts, strict=True)}
    return [cleaned[i] for i in range(len(entries))]


def _cleaned(
    family: Family, x: Tensor, levels: Tensor, words: Sequence[Words], guidance_scale: float, heed: Heed
) -> Tensor:
    """What rows (n, C, h, w) amount to, `ROWS` at a time."""
    clean: list[Tensor] = []
    for first in range(0, len(x), ROWS):
        heed()
        part = slice(first, first + ROWS)
        prediction = family.predict(x[part], levels[part], joined(words[part]), guidance_scale)
        clean.append(family.cleaned(x[part], prediction, levels[part]))
    return torch.cat(clean)


def _alike(entries: Sequence[Entry]) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for i, entry in enumerate(entries):
        key = (*entry.latents.shape, *(part.shape for part in entry.words.parts), entry.guidance_scale)
        groups.setdefault(key, []).append(i)
    return list(groups.values())


def _led(family: Family, entry: Entry, origin: Tensor, clean: Tensor) -> Tensor:
    if entry.stages.forgets or not family.follows_negative(entry.guidance_scale):
        return clean
    return origin + entry.guidance_scale * (clean - origin)


def _parted(family: Family, entry: Entry, origin: Tensor, clean: Tensor) -> Passed:
    stages = entry.stages
    onward = family.noised(clean[:-1], stages.noise[1:], stages.levels[1:])
    return Passed(clean[-1:], OnTheWay(onward, origin[:-1]))
