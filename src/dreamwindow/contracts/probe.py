"""The probe seam: reads one reason to hold back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class Reading:
    """What a probe saw, in words for a person; ``reason`` says why to hold back, and is ``None`` when there is none.

    A reason is a short phrase without figures, ``"a game runs: doom.exe"``: it stands in the status for as long as it
    holds, and another phrase is another reason.

    ``used`` is for a probe that watches a budget: how much of it the dream uses, 1 being all. Its reason is patient:
    the dream goes slower first, and is held back only if that has not helped for a minute.
    """

    says: str
    reason: str | None = None
    used: float | None = None


class Probe(Protocol):
    """Looks at one thing. It blocks: `read` is called off the event loop, by one thread at a time.

    It is called for as long as a dream lasts, every few seconds, so it is cheap and keeps what it can.
    """

    def read(self) -> Reading:
        """What is so now. Raises `ProbeUnavailable` where it cannot tell, with the reason: that is no fault."""
        ...

    def close(self) -> None:
        """Let go of what it holds. Called once, when nothing reads it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeOptions:
    """What the config and the dream say to every probe.

    Percentages are of the whole. ``gpu`` is a UUID, a PCI id or an index in the order of the PCI bus; ``None`` is every
    GPU. ``dreams_on_gpu``: the engine in use works on one of this machine's; ``engine_port``: by a server that listens
    at this TCP port here, and may not be ours to start. ``alone_for_s`` says how long nobody has looked, in seconds,
    or ``None`` while somebody does; it is ``None`` itself where there is no dream to look at. ``picture`` is the file
    that other programs look at, if there is one.
    """

    known_games: tuple[str, ...] = ()
    gpu: str | None = None
    gpu_threshold: float = 70.0
    vram_threshold: float = 80.0
    battery_percent: float = 30.0
    cpu_percent: float = 100.0
    nobody_looking_after_s: float = 60.0
    dreams_on_gpu: bool = False
    engine_port: int | None = None
    alone_for_s: Callable[[], float | None] | None = None
    picture: Path | None = None


ProbeFactory: TypeAlias = Callable[[ProbeOptions], Probe]
"""What the entry point group ``dreamwindow.probes`` names. It opens nothing: that is left to the first `read`."""
