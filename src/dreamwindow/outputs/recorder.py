"""Recorder: frames become a session."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dreamwindow.errors import DiskTooFull
from dreamwindow.files import check_free_space
from dreamwindow.imaging.codec import encode_png, pixels_sha256
from dreamwindow.model.frame import Frame, Pixels, ShownFrame
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.chain import KEEP_NEWEST, RecipeChain
from dreamwindow.outputs.inscription import inscription
from dreamwindow.outputs.policy import RateLimit, RecordPolicy
from dreamwindow.sessions.pictures import picture_name
from dreamwindow.sessions.recipes import RecipeRecord
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)
_LONG_CHAIN = 3 * KEEP_NEWEST
"""Unwritten recipes at which a frame's ancestors are written even though it is not recorded itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecorderOptions:
    """``max_per_minute`` limits keyframes only; ``min_free_gb`` (10⁹ bytes each) is what recording leaves free."""

    policy: RecordPolicy = RecordPolicy("keyframes")  # noqa: RUF009 - frozen
    max_per_minute: float = 12
    min_free_gb: float = 1.0


class Recorder:
    """A sink that must miss nothing (`Policy.EVERY`): writes the frames that the policy names, with their recipes.

    Entering raises `DiskTooFull`. When the disk fills up, or cannot be written, while it runs, recording pauses:
    ``problem`` says why, ``on_problem`` hears it (and ``None`` when it goes on), the dream does not notice, and nothing
    already written is touched. ``on_recorded`` hears of every picture on disk, in the thread that wrote it.
    """

    name = "recorder"

    def __init__(
        self,
        writer: SessionWriter,
        options: RecorderOptions,
        *,
        on_problem: Callable[[str | None], None] | None = None,
        on_recorded: Callable[[Path, Pixels], None] | None = None,
    ) -> None:
        self.recorded = 0
        self.missed = 0
        self.problem: str | None = None
        self._writer = writer
        self._options = options
        self._on_problem = on_problem
        self._on_recorded = on_recorded
        self._chain = RecipeChain()
        self._limit = RateLimit(options.max_per_minute)
        self._writing = asyncio.Lock()

    def note(self, recipe: Recipe) -> None:
        """It was carried out: a frame recorded later may have grown from it. To be called in the order of making."""
        if self._options.policy.kind != "none":
            self._chain.note(recipe)

    async def __aenter__(self) -> Self:
        if self._options.policy.kind != "none":
            await asyncio.to_thread(check_free_space, self._writer.folder, self._options.min_free_gb)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is open here: the session is its writer's."""

    async def keep(self, frame: Frame) -> str:
        """Record this frame whatever the policy says; the file's name. Raises `OSError` or `DiskTooFull`."""
        async with self._writing:
            name = picture_name(frame.number)
            if not await asyncio.to_thread((self._writer.folder / name).exists):
                ancestors = self._chain.ancestors(frame.recipe)
                await asyncio.to_thread(self._store, frame, ancestors)
                self._chain.written([*ancestors, frame.recipe])
                self.recorded += 1
            return name

    async def take(self, shown: ShownFrame) -> None:
        """Record the frame if it is wanted."""
        async with self._writing:
            await self._take(shown)

    async def _take(self, shown: ShownFrame) -> None:
        frame = shown.frame
        wanted = self._wants(shown)
        if not wanted and len(self._chain) < _LONG_CHAIN:
            return
        ancestors = self._chain.ancestors(frame.recipe)
        if not wanted and not ancestors:
            return
        try:
            if wanted:
                await asyncio.to_thread(self._store, frame, ancestors)
            else:
                await asyncio.to_thread(self._writer.append_recipes, [RecipeRecord.ancestor(r) for r in ancestors])
        except (OSError, DiskTooFull) as error:
            self.missed += wanted
            self._report(f"Recording waits: {_reason(error)}")
            return
        self._chain.written([*ancestors, frame.recipe] if wanted else ancestors)
        self.recorded += wanted
        self._report(None)

    def _wants(self, shown: ShownFrame) -> bool:
        if not self._options.policy.wants(shown.frame):
            return False
        return self._options.policy.kind != "keyframes" or self._limit.allows(shown.present_at_us)

    def _store(self, frame: Frame, ancestors: Sequence[Recipe]) -> None:
        check_free_space(self._writer.folder, self._options.min_free_gb)
        file = picture_name(frame.number)
        own = RecipeRecord(
            id=frame.recipe.id,
            frame=frame.number,
            file=file,
            pixels_sha256=pixels_sha256(frame.pixels),
            recipe=frame.recipe,
        )
        data = encode_png(frame.pixels, inscription(frame.recipe, self._writer.session_id, frame.number))
        self._writer.record([*map(RecipeRecord.ancestor, ancestors), own], file, data)
        if self._on_recorded is not None:
            self._on_recorded(self._writer.folder / file, frame.pixels)

    def _report(self, problem: str | None) -> None:
        if problem == self.problem:
            return
        if problem is not None and self.problem is None:
            _log.warning("%s", problem)
        elif problem is None:
            _log.info("Recording goes on; %d frames were missed in all", self.missed)
        self.problem = problem
        if self._on_problem is not None:
            self._on_problem(problem)


def _reason(error: OSError | DiskTooFull) -> str:
    return error.message if isinstance(error, DiskTooFull) else f"{error.strerror or error}"
