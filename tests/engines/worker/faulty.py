"""Engines that misbehave as they are told by the words of a prompt. Imported in their own process."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from dreamwindow.contracts.engine import Engine, EngineInfo, EngineOptions, OnEvent, Progress
from dreamwindow.errors import EngineUnavailable, InvalidRecipe, UnknownName
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe


class FaultyEngine:
    """Grey pictures, unless the prompt says something else."""

    info = EngineInfo(name="faulty", model="faulty-1")

    def __init__(self, options: EngineOptions) -> None:
        self._notes = Path(options.extra["notes"]) if "notes" in options.extra else None

    async def __aenter__(self) -> Self:
        self._note("opened")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._note("closed")

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        match recipe.prompt.split():
            case ["die"]:
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.sleep(60)
            case ["exit"]:
                raise SystemExit(3)
            case ["hang"]:
                self._note("hangs")
                await asyncio.sleep(60)
            case ["wait"]:
                try:
                    self._note("waits")
                    await asyncio.sleep(60)
                finally:
                    self._note("broken off")
            case ["preview"] if on_event is not None:
                on_event(Progress(0.5, np.full((4, 4, 3), 9, np.uint8)))
            case ["grumble"]:
                await asyncio.to_thread(logging.getLogger("dreamwindow.faulty").warning, "%s is low.", "memory")
                logging.getLogger("dreamwindow.faulty").info("Nobody asked.")
            case ["bug"]:
                raise ZeroDivisionError("a bug")
            case ["away"]:
                raise EngineUnavailable("Gone fishing.", "Come back.")
            case ["memory"]:
                raise MemoryError
        if recipe.strength == 0.25:
            raise InvalidRecipe("Never.", "Not even later.")
        return np.full((recipe.height, recipe.width, 3), int(recipe.seed) % 256, np.uint8)

    async def release(self) -> None:
        self._note("released")

    def _note(self, what: str) -> None:
        if self._notes is not None:
            with self._notes.open("a") as file:
                file.write(f"{os.getpid()} {what}\n")


def faulty(options: EngineOptions) -> Engine:
    """Opens as ``options`` say."""
    if options.model == "unknown":
        raise UnknownName("There is no such model.", "There is faulty-1.")
    if options.model == "broken":
        raise ZeroDivisionError("cannot be made")
    return FaultyEngine(options)
