"""Replay: making the recorded frames of a session again from their recipes, and saying which differ."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dreamwindow.dream.growth import Grown, Growth
from dreamwindow.errors import DreamWindowError, SessionDamaged, SessionNotFound
from dreamwindow.imaging.codec import image_id, load_image, pixels_sha256
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, ParentId
from dreamwindow.sessions.reader import input_path
from dreamwindow.sessions.recipes import RecipeRecord

Verdict = Literal["same", "altered", "differs", "descends"]
"""``altered``: its recipe no longer says what it said; ``differs``: the same recipe gave other pixels here;
``descends``: it grew from one of those, and differs too."""


@dataclass(frozen=True, slots=True, eq=False)
class Remade:
    """One recorded frame, made again."""

    record: RecipeRecord
    pixels: Pixels
    verdict: Verdict


class Replay:
    """The recorded frames of one session folder, or only frame ``only``.

    With ``only`` it starts from the nearest pictures on disk that are still what they were; without, every picture is
    made again from its ancestors, and a picture on disk serves only where making it again did not give it back.
    ``growths`` has each engine that carried out a recipe, by its name. Raises `SessionNotFound` where nothing was
    recorded.
    """

    def __init__(
        self, folder: Path, records: Sequence[RecipeRecord], growths: Mapping[str, Growth], only: int | None = None
    ) -> None:
        self._folder = folder
        self._growths = growths
        self._shortcuts = only is not None
        self._records: dict[ParentId, RecipeRecord] = {}
        for record in records:  # a recipe may stand twice: as an ancestor, and as a recorded frame
            if record.id not in self._records or self._records[record.id].frame is None:
                self._records[record.id] = record
        self.targets = [r for r in self._records.values() if r.frame is not None and only in (None, r.frame)]
        if not self.targets:
            what = "no recorded frame" if only is None else f"no recorded frame {only}"
            raise SessionNotFound(f"{folder.name} has {what}.", "Record with --record all or keyframes.")

    async def remake(self) -> AsyncIterator[Remade]:
        """Each frame in order of making. Raises `SessionDamaged` or `EngineError`."""
        start, needed = await asyncio.to_thread(self._trace)
        uses = Counter(parent for key in needed for parent in self._records[key].recipe.parents)
        targets = {record.id for record in self.targets}
        alive: dict[ParentId, Grown] = dict(start)
        wrong: set[ParentId] = set()
        for key in needed:
            record = self._records[key]
            grown = await self._grow(record, alive)
            if key in targets:
                verdict = _verdict(record, await asyncio.to_thread(pixels_sha256, grown.pixels), wrong)
                yield Remade(record, grown.pixels, verdict)
                if verdict != "same":
                    grown = await self._set_right(record, grown, wrong)
            elif not record.is_intact or wrong.intersection(record.recipe.parents):
                wrong.add(key)
            alive[key] = grown
            for parent in record.recipe.parents:
                uses[parent] -= 1
                if not uses[parent]:
                    alive.pop(parent, None)
            if not uses[key]:
                alive.pop(key, None)

    async def _grow(self, record: RecipeRecord, alive: dict[ParentId, Grown]) -> Grown:
        try:
            parents = [alive[parent] for parent in record.recipe.parents]
            grown = await self._growths[record.recipe.engine].grow(record.recipe, parents)
        except KeyError as error:
            raise SessionDamaged(f"{_name(record)} grew from {error}, whose recipe is missing.") from error
        except DreamWindowError as error:
            raise type(error)(f"{_name(record)} cannot be made again: {error.message}", error.remedy) from error
        grown.id = record.id
        return grown

    async def _set_right(self, record: RecipeRecord, grown: Grown, wrong: set[ParentId]) -> Grown:
        """Go on from the picture on disk where it is still there, so that one wrong frame is named and not all."""
        kept = await asyncio.to_thread(self._from_disk, record)
        if kept is None:
            wrong.add(record.id)
            return grown
        return kept

    def _trace(self) -> tuple[dict[ParentId, Grown], list[ParentId]]:
        """The pictures to start from, and the recipes to carry out in their order."""
        start: dict[ParentId, Grown] = {}
        needed: set[ParentId] = set()
        open_ends: list[ParentId] = [record.id for record in self.targets]
        goals = set(open_ends)
        while open_ends:
            key = open_ends.pop()
            if key in needed or key in start:
                continue
            if key.startswith("image:"):
                start[key] = self._input(ImageId(key))
            elif key not in self._records:
                raise SessionDamaged(f"{self._folder.name} lacks {key}, from which a frame grew.")
            elif self._shortcuts and key not in goals and (kept := self._from_disk(self._records[key])):
                start[key] = kept
            else:
                needed.add(key)
                open_ends.extend(self._records[key].recipe.parents)
        return start, [key for key in self._records if key in needed]

    def _from_disk(self, record: RecipeRecord) -> Grown | None:
        """The recorded picture, if it is what it was; an in-between's latent cannot be had from its pixels alone."""
        if record.file is None or record.recipe.kind == "interpolate" or not (self._folder / record.file).is_file():
            return None
        try:
            pixels = load_image(self._folder / record.file)
        except DreamWindowError:
            return None
        return Grown(record.id, pixels, record.recipe) if pixels_sha256(pixels) == record.pixels_sha256 else None

    def _input(self, key: ImageId) -> Grown:
        pixels = load_image(input_path(self._folder, key))
        if image_id(pixels) != key:
            raise SessionDamaged(f"{input_path(self._folder, key)} is no longer the picture that the dream grew from.")
        return Grown(key, pixels)


def _verdict(record: RecipeRecord, sha256: str, wrong: set[ParentId]) -> Verdict:
    if not record.is_intact:
        return "altered"
    if sha256 == record.pixels_sha256:
        return "same"
    return "descends" if wrong.intersection(record.recipe.parents) else "differs"


def _name(record: RecipeRecord) -> str:
    return f"Frame {record.frame}" if record.frame is not None else str(record.id)
