"""What a process tree takes of the machine, between one look and the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import psutil

from dreamwindow.runtime.table import Birth, Entry, Table
from dreamwindow.runtime.tree import ProcessTree

GpuMemory = Callable[[Iterable[int]], int | None]
"""Bytes of GPU memory that these pids hold; ``None`` where that cannot be known."""


def no_gpu(pids: Iterable[int]) -> int | None:
    """Where nobody asks a GPU."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """One look at a whole tree.

    Memory as the sum of what is resident, in bytes and as percent of the machine's: pages that processes share count
    for each. ``cpu_percent`` since the look before: 100 is one core, or all of them, as the `Sampler` was told.
    """

    at_s: float
    processes: int
    memory_bytes: int
    memory_percent: float
    cpu_percent: float
    gpu_memory_bytes: int | None = None

    def to_dict(self) -> Mapping[str, Any]:
        """Plain JSON values."""
        return asdict(self)


class Sampler:
    """Looks at one tree again and again. ``cores``: how many make 100 percent, 1 or all that there are."""

    def __init__(self, tree: ProcessTree, *, cores: int = 1, gpu_memory: GpuMemory = no_gpu) -> None:
        self._tree = tree
        self._cores = cores
        self._gpu_memory = gpu_memory
        self._total = psutil.virtual_memory().total
        self._before: dict[Birth, float] = {}
        self._at_s: float | None = None

    def sample(self, table: Table, at_s: float) -> Usage:
        """What it takes by ``table``, which was read at ``at_s`` seconds of a monotonic clock."""
        members = [entry for entry in self._tree.members(table) if not entry.zombie]
        memory = sum(entry.rss for entry in members)
        return Usage(
            at_s=at_s, processes=len(members), memory_bytes=memory, memory_percent=100 * memory / self._total,
            cpu_percent=self._cpu_percent(members, at_s),
            gpu_memory_bytes=self._gpu_memory([entry.pid for entry in members]),
        )  # fmt: skip

    def _cpu_percent(self, members: list[Entry], at_s: float) -> float:
        """What those spent that are here; who came and went between two looks is not seen."""
        spent = sum(entry.cpu_s - self._before.get(entry.birth, 0.0) for entry in members)
        elapsed = at_s - self._at_s if self._at_s is not None else 0.0
        self._before, self._at_s = {entry.birth: entry.cpu_s for entry in members}, at_s
        return 100 * spent / elapsed / self._cores if elapsed > 0 else 0.0
