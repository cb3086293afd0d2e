"""NVIDIA's GPUs, through NVML. Needs the ``nvidia`` extra; never run by our tests, which use recorded answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import psutil

from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.gpus import Gpu, Sample, newest_loads

REMEDY = "Install the extra: `uv sync --extra nvidia`, or `pip install nvidia-ml-py`."


def load_nvml() -> Any:
    """The module ``pynvml``. Raises `ProbeUnavailable` when it is not installed."""
    try:
        return import_module("pynvml")
    except ImportError as error:
        raise ProbeUnavailable("What reads NVIDIA's GPUs is not installed.", REMEDY) from error


class Nvml:
    """Opened by the first `gpus`. ``load`` gives the module: tests give one that answers what was recorded."""

    def __init__(self, load: Callable[[], Any] = load_nvml) -> None:
        self._load = load
        self._nvml: Any = None

    def gpus(self) -> list[Gpu]:
        """Each GPU now, in the order of the PCI bus. Raises `ProbeUnavailable` without a driver."""
        nvml = self._opened()
        with _wrapped(nvml):
            return [_read(nvml, index) for index in range(nvml.nvmlDeviceGetCount())]

    def close(self) -> None:
        """Let the driver go."""
        if self._nvml is not None:
            nvml, self._nvml = self._nvml, None
            with suppress(nvml.NVMLError):  # the driver may be gone before us
                nvml.nvmlShutdown()

    def _opened(self) -> Any:
        if self._nvml is None:
            nvml = self._load()
            with _wrapped(nvml):
                nvml.nvmlInit()
            self._nvml = nvml
        return self._nvml


@contextmanager
def _wrapped(nvml: Any) -> Iterator[None]:
    try:
        yield
    except nvml.NVMLError as error:
        raise ProbeUnavailable(f"NVIDIA's driver does not answer: {error}.") from error


def _read(nvml: Any, index: int) -> Gpu:
    handle = nvml.nvmlDeviceGetHandleByIndex(index)
    memory = nvml.nvmlDeviceGetMemoryInfo(handle)
    return Gpu(
        index=index,
        uuid=_text(nvml.nvmlDeviceGetUUID(handle)),
        pci=_text(nvml.nvmlDeviceGetPciInfo(handle).busId),
        name=_text(nvml.nvmlDeviceGetName(handle)),
        load=float(nvml.nvmlDeviceGetUtilizationRates(handle).gpu),
        loads=_loads(nvml, handle),
        memory_total=int(memory.total),
        memory_used=int(memory.used),
        memory=_memory(nvml, handle),
    )


def _loads(nvml: Any, handle: Any) -> dict[int, float] | None:
    """Each process's; none for a GPU that no process has used lately, ``None`` where the driver keeps no account."""
    try:
        samples = nvml.nvmlDeviceGetProcessUtilization(handle, 0)
    except nvml.NVMLError as error:
        return {} if error.value == nvml.NVML_ERROR_NOT_FOUND else None
    loads = newest_loads(Sample(int(one.pid), int(one.timeStamp), float(one.smUtil)) for one in samples)
    return loads if _known_here(loads) else None


def _memory(nvml: Any, handle: Any) -> dict[int, int] | None:
    """Bytes of each process; ``None`` where the driver does not tell (Windows' usual one)."""
    try:
        running = [
            *nvml.nvmlDeviceGetComputeRunningProcesses(handle),
            *nvml.nvmlDeviceGetGraphicsRunningProcesses(handle),
        ]
    except nvml.NVMLError:
        return None
    if any(process.usedGpuMemory is None for process in running):
        return None
    memory = {int(process.pid): int(process.usedGpuMemory) for process in running}
    return memory if _known_here(memory) else None


def _known_here(pids: Iterable[int]) -> bool:
    """In a container the driver names processes by the host's pids, among which we would not know our own."""
    return all(psutil.pid_exists(pid) for pid in pids)


def _text(value: str | bytes) -> str:
    """Older versions of the module give bytes."""
    return value.decode() if isinstance(value, bytes) else value
