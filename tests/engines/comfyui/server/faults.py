"""What can go wrong, and when: asked at every point where something could."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

HttpFault = Literal["", "drop before", "drop after", "hang before", "hang after", "500", "502", "503", "429", "403"]
RunFault = Literal["", "error", "memory", "stranger interrupts", "forget", "drop socket", "kill"]


class NoFaults:
    """Everything goes well, at once. Subclasses put something in the way."""

    def http(self, method: str, path: str) -> HttpFault:
        """Asked once for each request."""
        return ""

    def running(self, node_class: str) -> RunFault:
        """Asked when a node begins."""
        return ""

    def answer_lag(self) -> int:
        """So many messages may overtake the answer to ``POST /prompt``."""
        return 0

    def history_lag(self) -> int:
        """So many turns of the loop pass before the history knows what was just told."""
        return 0

    def noise(self) -> list[str | bytes]:
        """What else is sent, at any point: messages nobody knows, rubbish."""
        return []


@dataclass(slots=True)
class Planned(NoFaults):
    """The n-th request to a path, or the n-th node of a class, goes wrong as written; counted from 1."""

    requests: Mapping[tuple[str, int], HttpFault] = field(default_factory=dict)
    nodes: Mapping[tuple[str, int], RunFault] = field(default_factory=dict)
    answers: int = 0
    history: int = 0
    extra: list[str | bytes] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=dict)

    def _count(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]

    def http(self, method: str, path: str) -> HttpFault:
        place = "/" + path.split("/")[1]
        return self.requests.get((place, self._count(place)), "")

    def running(self, node_class: str) -> RunFault:
        return self.nodes.get((node_class, self._count(node_class)), "")

    def answer_lag(self) -> int:
        return self.answers

    def history_lag(self) -> int:
        return self.history

    def noise(self) -> list[str | bytes]:
        return self.extra


NOISE: tuple[str | bytes, ...] = (
    '{"type": "crystools.monitor", "data": {"cpu": 3}}',
    '{"type": "progress_text", "data": null}',
    '{"type": "status"}',
    '{"data": []}',
    "[]",
    "not JSON at all",
    b"",
    b"\x00\x00\x00\x03\x00\x00\x00\x00text",
    b"\x00\x00\x00\x04\xff\xff\xff\xff",
    b"\x00\x00\x00\x01",
)
"""Messages that a client has to survive."""


@dataclass(slots=True)
class RandomFaults(NoFaults):
    """Faults by chance: about one request in ``1 / rate``, and one node."""

    random: Random
    rate: float = 0.05
    kills: bool = True
    _HTTP: tuple[HttpFault, ...] = (
        "drop before", "drop after", "hang before", "hang after", "500", "502", "503", "429",
    )  # fmt: skip
    _RUN: tuple[RunFault, ...] = ("error", "memory", "stranger interrupts", "forget", "drop socket", "kill")

    def http(self, method: str, path: str) -> HttpFault:
        return self.random.choice(self._HTTP) if self.random.random() < self.rate else ""

    def running(self, node_class: str) -> RunFault:
        if self.random.random() >= self.rate / 2:
            return ""
        return self.random.choice(self._RUN if self.kills else self._RUN[:-1])

    def answer_lag(self) -> int:
        return self.random.choice((0, 0, 0, 1, 3, 30))

    def history_lag(self) -> int:
        return self.random.choice((0, 0, 5, 40))

    def noise(self) -> list[str | bytes]:
        return [self.random.choice(NOISE)] if self.random.random() < self.rate else []
