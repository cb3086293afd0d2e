"""ProgramSpec: what to run, when it is ready, how it is restarted and how it stops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

ForeignPolicy = Literal["use", "refuse"]
ProgramState = Literal["starting", "ready", "waiting", "failed", "stopped", "foreign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Ready once ``GET url`` answers with a status below 400; without ``url`` once it has run for ``after_s`` seconds.
    Given up after ``within_s`` seconds. Asked every ``every_s`` seconds, later too; ``misses`` in a row restart it.
    """

    url: str | None = None
    after_s: float = 2.0
    within_s: float = 120.0
    every_s: float = 0.5
    misses: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart:
    """How often it is started again. The wait begins with ``first_s`` and doubles up to ``longest_s``; more than
    ``at_most`` ends within ``window_s`` seconds, and it is given up.
    """

    first_s: float = 1.0
    longest_s: float = 60.0
    at_most: int = 5
    window_s: float = 300.0

    def wait_s(self, ends: int) -> float:
        """Before the start that follows the ``ends``-th end within the window, from 1."""
        return min(self.longest_s, self.first_s * 2.0 ** (ends - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSpec:
    """One program that is kept running.

    ``environment`` lies over ours. ``foreign``: what happens when somebody else's program answers where ours would:
    it is used, or that is an error; it is never ended. ``revision`` is recorded: url and commit, say.
    """

    name: str
    arguments: tuple[str, ...]
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    ready: Ready = Ready()
    restart: Restart = Restart()
    grace_s: float = 10.0
    memory_limit_bytes: int | None = None
    foreign: ForeignPolicy = "use"
    revision: Mapping[str, str] = field(default_factory=dict)
