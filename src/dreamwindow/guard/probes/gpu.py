"""Other programs that need the GPU: its time, its memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.gpus import Gpu, chosen
from dreamwindow.guard.gpus.nvml import Nvml
from dreamwindow.guard.processes import Ours


class Gpus(Protocol):
    """Where the facts come from."""

    def gpus(self) -> list[Gpu]:
        """Each GPU now. Raises `ProbeUnavailable`."""
        ...

    def close(self) -> None:
        """Let go of them."""
        ...


OurPids = Callable[[], frozenset[int]]


class GpuLoad:
    """Holds back while others keep the chosen GPU busy for more than ``gpu_threshold`` percent of the time."""

    def __init__(self, options: ProbeOptions, gpus: Gpus | None = None, our_pids: OurPids | None = None) -> None:
        self._options = options
        self._gpus = gpus or Nvml()
        self._our_pids = our_pids or Ours(options.engine_port)

    def read(self) -> Reading:
        """The load of others on the busiest of the GPUs meant."""
        found = chosen(self._gpus.gpus(), self._options.gpu)
        pids = self._our_pids() if self._options.dreams_on_gpu else frozenset[int]()  # else all of it is by others
        load, busiest = max(((one.load_of_others(pids), one) for one in found), key=lambda pair: pair[0])
        says = f"{busiest.name}: {busiest.load:.0f} % busy, {load:.0f} % by others"
        return Reading(says, "another program uses the GPU" if load > self._options.gpu_threshold else None)

    def close(self) -> None:
        """Let the driver go."""
        self._gpus.close()


class GpuMemory:
    """Holds back while others hold more than ``vram_threshold`` percent of the chosen GPU's memory.

    What others hold does not fall when we let go of ours, so this cannot swing. It matters only to an engine on a GPU.
    """

    def __init__(self, options: ProbeOptions, gpus: Gpus | None = None, our_pids: OurPids | None = None) -> None:
        self._options = options
        self._gpus = gpus or Nvml()
        self._our_pids = our_pids or Ours(options.engine_port)

    def read(self) -> Reading:
        """The memory that others hold on the fullest of the GPUs meant."""
        if not self._options.dreams_on_gpu:
            raise ProbeUnavailable("It matters only to an engine that works on a GPU.")
        found, pids = chosen(self._gpus.gpus(), self._options.gpu), self._our_pids()
        held, fullest = max(((one.memory_of_others(pids), one) for one in found), key=lambda pair: pair[0])
        used = 100.0 * fullest.memory_used / fullest.memory_total
        says = f"{fullest.name}: {used:.0f} % of its memory used, {held:.0f} % by others"
        return Reading(says, "other programs fill the GPU's memory" if held > self._options.vram_threshold else None)

    def close(self) -> None:
        """Let the driver go."""
        self._gpus.close()
