"""NVML's answers, in the shape that ``pynvml`` gives them: written from its documentation, not taken from a driver."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

GB = 1 << 30
OURS, GAME, DESKTOP = 4242, 777, 50


class NVMLError(Exception):
    def __init__(self, value: int) -> None:
        super().__init__(f"error {value}")
        self.value = value


@dataclass
class Card:
    """One GPU: ``loads`` as (pid, microseconds, percent), ``memory`` as pid to bytes or ``None``."""

    uuid: str = "GPU-5f2a1c3e-0000-1111-2222-333344445555"
    bus: str | bytes = "00000000:01:00.0"
    busy: int = 0
    loads: list[tuple[int, int, int]] | int = field(default_factory=list)
    """A number is the error with which the driver answers."""
    used: int = GB
    memory: dict[int, int | None] = field(default_factory=dict)


class RecordedNvml:
    """Stands for the module ``pynvml``."""

    NVMLError = NVMLError
    NVML_ERROR_NOT_SUPPORTED = 3
    NVML_ERROR_NOT_FOUND = 6

    def __init__(self, *cards: Card, broken: bool = False) -> None:
        self.cards = cards
        self.broken = broken
        self.open = 0

    def nvmlInit(self) -> None:  # noqa: N802 - its name
        if self.broken:
            raise NVMLError(9)
        self.open += 1

    def nvmlShutdown(self) -> None:  # noqa: N802
        self.open -= 1

    def nvmlDeviceGetCount(self) -> int:  # noqa: N802
        return len(self.cards)

    def nvmlDeviceGetHandleByIndex(self, index: int) -> Card:  # noqa: N802
        return self.cards[index]

    def nvmlDeviceGetName(self, card: Card) -> bytes:  # noqa: N802
        return b"NVIDIA GeForce RTX 4070"

    def nvmlDeviceGetUUID(self, card: Card) -> str:  # noqa: N802
        return card.uuid

    def nvmlDeviceGetPciInfo(self, card: Card) -> Any:  # noqa: N802
        return SimpleNamespace(busId=card.bus)

    def nvmlDeviceGetUtilizationRates(self, card: Card) -> Any:  # noqa: N802
        return SimpleNamespace(gpu=card.busy, memory=3)

    def nvmlDeviceGetMemoryInfo(self, card: Card) -> Any:  # noqa: N802
        return SimpleNamespace(total=12 * GB, used=card.used, free=12 * GB - card.used)

    def nvmlDeviceGetProcessUtilization(self, card: Card, since_us: int) -> list[Any]:  # noqa: N802
        if isinstance(card.loads, int):
            raise NVMLError(card.loads)
        return [SimpleNamespace(pid=pid, timeStamp=at, smUtil=load) for pid, at, load in card.loads]

    def nvmlDeviceGetComputeRunningProcesses(self, card: Card) -> list[Any]:  # noqa: N802
        return [SimpleNamespace(pid=pid, usedGpuMemory=used) for pid, used in card.memory.items()]

    def nvmlDeviceGetGraphicsRunningProcesses(self, card: Card) -> list[Any]:  # noqa: N802
        return []
