"""Limits: what a program may take, for how long more is borne, and what happens then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dreamwindow.runtime.usage import Usage

Resource = Literal["memory", "cpu", "gpu_memory"]
_WORDS: dict[Resource, str] = {"memory": "memory", "cpu": "processor", "gpu_memory": "GPU memory"}


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that was exceeded for as long as it bears: by which program, and in words."""

    name: str
    resource: Resource
    says: str


Action = Literal["terminate", "warn"] | Callable[[Breach], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """``percent`` of the machine's (memory, cpu), or ``bytes`` (memory, gpu_memory). More than that is borne for
    ``for_s`` seconds without a break, and then ``action`` happens: once each time it is exceeded anew.
    """

    resource: Resource
    percent: float | None = None
    bytes: int | None = None
    for_s: float = 3.0
    action: Action = "terminate"

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.bytes is None):
            raise ValueError("A limit is either a percent or bytes.")
        if (self.resource == "cpu" and self.percent is None) or (self.resource == "gpu_memory" and self.bytes is None):
            raise ValueError(f"A limit of {self.resource} is a {'percent' if self.resource == 'cpu' else 'of bytes'}.")

    def exceeded(self, usage: Usage) -> str | None:
        """By how much, in words; ``None`` while it is kept, or cannot be known."""
        if self.bytes is not None:
            held = usage.memory_bytes if self.resource == "memory" else usage.gpu_memory_bytes
            return None if held is None or held <= self.bytes else f"{_said(held)}, of {_said(self.bytes)} allowed"
        percent = usage.memory_percent if self.resource == "memory" else usage.cpu_percent
        allowed = self.percent or 0.0
        return None if percent <= allowed else f"{percent:.1f} %, of {allowed:g} % allowed"


def _said(held: int) -> str:
    """As people say it: 26.1 GB, 300 MB."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if held >= size:
            return f"{held / size:.1f}".removesuffix(".0") + f" {unit}"
    return f"{held} bytes"


class Watch:
    """One limit on one program: remembers since when it is exceeded."""

    def __init__(self, limit: Limit, name: str) -> None:
        self.limit = limit
        self._name = name
        self._since_s: float | None = None
        self._told = False

    def take(self, usage: Usage) -> Breach | None:
        """A breach, at the moment at which it has lasted long enough."""
        says = self.limit.exceeded(usage)
        if says is None:
            self._since_s, self._told = None, False
            return None
        self._since_s = usage.at_s if self._since_s is None else self._since_s
        if self._told or usage.at_s - self._since_s < self.limit.for_s:
            return None
        self._told = True
        return Breach(self._name, self.limit.resource, f"{self._name} takes {_WORDS[self.limit.resource]}: {says}")
