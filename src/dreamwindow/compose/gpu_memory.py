"""GPU memory of processes, where a driver tells it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Protocol

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.gpus import Gpu
from dreamwindow.guard.gpus.nvml import Nvml

_log = logging.getLogger(__name__)


class Gpus(Protocol):
    """Who knows of the GPUs."""

    def gpus(self) -> list[Gpu]:
        """Each, now. Raises `ProbeUnavailable`."""
        ...


class GpuMemoryOf:
    """A `runtime.usage.GpuMemory`: bytes that processes hold on all GPUs together.

    ``None`` where that cannot be known; without a driver it is asked once and no more.
    """

    def __init__(self, gpus: Gpus | None = None) -> None:
        self._gpus: Gpus | None = gpus or Nvml()

    def __call__(self, pids: Iterable[int]) -> int | None:
        """The sum over these processes. Blocks for a millisecond or so."""
        if self._gpus is None:
            return None
        try:
            each = [gpu.memory for gpu in self._gpus.gpus()]
        except ProbeUnavailable as error:
            _log.info("GPU memory of programs is not watched: %s", error.message)
            self._gpus = None
            return None
        known = [memory for memory in each if memory is not None]
        if len(known) < len(each):
            return None
        wanted = set(pids)
        return sum(held for memory in known for pid, held in memory.items() if pid in wanted)
