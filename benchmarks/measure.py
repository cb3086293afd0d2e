"""How every figure here is taken: many times, in turns with what it is compared to, told with its spread."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples of one quantity, in ``unit``."""

    name: str
    samples: Sequence[float]
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The middle one: what happens, rather than what once happened."""
        return statistics.median(self.samples)

    def quantile(self, q: float) -> float:
        """The value that a share ``q`` in [0, 1] of the samples does not exceed; between two samples, interpolated."""
        ordered = sorted(self.samples)
        place = q * (len(ordered) - 1)
        below = int(place)
        above = min(below + 1, len(ordered) - 1)
        return ordered[below] + (ordered[above] - ordered[below]) * (place - below)

    def __str__(self) -> str:
        low, high = self.quantile(0.05), self.quantile(0.95)
        return (
            f"{self.name:<44} {self.median:9.2f} {self.unit}  (5%..95%: {low:.2f}..{high:.2f}, n={len(self.samples)})"
        )


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ways of doing one thing, measured in turns A B A B, so that a slow minute of the machine meets both."""

    ours: Figure
    other: Figure

    @property
    def ratio(self) -> Figure:
        """How many times as long the other takes, turn by turn."""
        pairs = zip(self.ours.samples, self.other.samples, strict=True)
        return Figure(f"{self.other.name} / {self.ours.name}", [other / ours for ours, other in pairs], "x")

    def __str__(self) -> str:
        return f"{self.ours}\n{self.other}\n{self.ratio}"


def wall_ms(work: Callable[[], object]) -> float:
    """Milliseconds on the wall that one call takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def cpu_ms(work: Callable[[], object]) -> float:
    """Milliseconds of processor that this process spends on one call, all its threads together."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1e3


def repeat(
    name: str, work: Callable[[], object], n: int, timer: Callable[[Callable[[], object]], float] = wall_ms
) -> Figure:
    """``n`` samples of ``work``, after one that is thrown away."""
    work()
    return Figure(name, [timer(work) for _ in range(n)])


def pair(
    ours: tuple[str, Callable[[], object]],
    other: tuple[str, Callable[[], object]],
    n: int,
    timer: Callable[[Callable[[], object]], float] = wall_ms,
) -> Pair:
    """``n`` turns of each, after one of each that is thrown away."""
    ours[1](), other[1]()
    turns = [(timer(ours[1]), timer(other[1])) for _ in range(n)]
    return Pair(Figure(ours[0], [a for a, _ in turns]), Figure(other[0], [b for _, b in turns]))


def verdict(figure: Figure, under: float) -> str:
    """One line: the median beside what was asked for."""
    word = "reached" if figure.median < under else "MISSED"
    return f"{word}: {figure.name} {figure.median:.2f} {figure.unit}, asked: under {under:g} {figure.unit}"


def machine() -> str:
    """What the figures were taken on, in a line."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {system}, load {load:.2f}"


def _processor() -> str:
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown processor")
