"""What other programs take of a GPU: the facts of each, which one is meant, and whose load it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dreamwindow.errors import ProbeUnavailable

_PCI = re.compile(r"(?:([0-9a-f]+):)?([0-9a-f]{1,2}):([0-9a-f]{1,2})(?:\.([0-7]))?", re.IGNORECASE)
STALE_US = 2_000_000
"""A sample this much older than the newest one says nothing about now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gpu:
    """One GPU at one moment.

    ``index`` counts along the PCI bus, as ``nvidia-smi`` does; CUDA's own order may be another. ``load`` in percent of
    the time; ``loads`` each process's, ``None`` where the driver does not tell. Memory in bytes; ``memory`` each
    process's, ``None`` where the driver does not tell.
    """

    index: int
    uuid: str
    pci: str
    name: str
    load: float
    loads: Mapping[int, float] | None
    memory_total: int
    memory_used: int
    memory: Mapping[int, int] | None

    def load_of_others(self, ours: Collection[int]) -> float:
        """Percent, without the processes that are ours. Raises `ProbeUnavailable` when whose it is cannot be told."""
        if not ours:
            return self.load
        if self.loads is None:
            raise ProbeUnavailable(f"The driver of {self.name} does not tell whose load it is.")
        own = sum(load for pid, load in self.loads.items() if pid in ours)
        return max(0.0, self.load - own)

    def memory_of_others(self, ours: Collection[int]) -> float:
        """Percent of all its memory, without what is ours. Raises `ProbeUnavailable` as `load_of_others`."""
        if self.memory is None:
            raise ProbeUnavailable(f"The driver of {self.name} does not tell whose memory it is.")
        own = sum(used for pid, used in self.memory.items() if pid in ours)
        return 100.0 * max(0, self.memory_used - own) / self.memory_total


@dataclass(frozen=True, slots=True)
class Sample:
    """A process's share of a GPU, in percent, at a time in microseconds."""

    pid: int
    at_us: int
    load: float


def newest_loads(samples: Iterable[Sample]) -> dict[int, float]:
    """Each process's newest load; a process that was last seen well before the others has none."""
    found = list(samples)
    since = max((sample.at_us for sample in found), default=0) - STALE_US
    recent = sorted((sample for sample in found if sample.at_us >= since), key=lambda sample: sample.at_us)
    return {sample.pid: sample.load for sample in recent}


def chosen(gpus: Sequence[Gpu], gpu: str | None) -> list[Gpu]:
    """Those meant by a UUID or the beginning of one, a PCI id or an index; all for ``None``.

    Raises `ProbeUnavailable` when there is none.
    """
    found = [one for one in gpus if gpu is None or _is_meant(one, gpu.strip())]
    if not found:
        there = ", ".join(f"{one.index} ({one.name}, {one.pci}, {one.uuid})" for one in gpus)
        raise ProbeUnavailable(
            f"There is no GPU {gpu!r}." if gpu else "There is no GPU.", f"There is: {there or 'none'}."
        )
    return found


def _is_meant(one: Gpu, gpu: str) -> bool:
    if gpu.isdigit():
        return one.index == int(gpu)
    address = _address(gpu)
    if address is not None:
        return address == _address(one.pci)
    return len(gpu) > len("GPU-") and one.uuid.casefold().startswith(gpu.casefold())


def _address(text: str) -> tuple[int, ...] | None:
    """Domain, bus, device and function, however many digits each is written with."""
    match = _PCI.fullmatch(text)
    return None if match is None else tuple(int(part or "0", 16) for part in match.groups())
