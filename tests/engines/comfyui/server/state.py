"""What the test server remembers."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.engines.comfyui.server.nodes import Disk, Prompt


@dataclass(order=True, slots=True)
class Item:
    """A prompt in the queue; ``ends`` are the output nodes that are to run."""

    number: float
    prompt_id: str = field(compare=False)
    prompt: Prompt = field(compare=False)
    client_id: str | None = field(compare=False)
    ends: tuple[str, ...] = field(compare=False)

    def told(self) -> list[Any]:
        """As the queue and the history tell it."""
        extra = {} if self.client_id is None else {"client_id": self.client_id}
        return [self.number, self.prompt_id, self.prompt, extra, list(self.ends)]


@dataclass(slots=True)
class Memory:
    """What a restart forgets. ``cache`` holds outputs by signature; ``node`` is the one that runs."""

    pending: list[Item] = field(default_factory=list)
    running: Item | None = None
    history: dict[str, Any] = field(default_factory=dict)
    cache: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    interrupted: bool = False
    node: str | None = None
    freeing: bool = False

    def __contains__(self, prompt_id: object) -> bool:
        running = self.running is not None and self.running.prompt_id == prompt_id
        return running or any(item.prompt_id == prompt_id for item in self.pending)

    @property
    def remaining(self) -> int:
        """Prompts that wait or run."""
        return len(self.pending) + (self.running is not None)

    def delete(self, prompt_ids: list[str]) -> None:
        """Take prompts out of the queue; one that runs stays."""
        self.pending = [item for item in self.pending if item.prompt_id not in prompt_ids]
        heapq.heapify(self.pending)


@dataclass(slots=True)
class Tally:
    """What happened over all restarts, for a test to judge.

    - ``sampled`` counts runs of samplers by what they were to make; ``delivered`` prompts that ended well, with their
      pictures sent to somebody who listened, by their graphs.
    - ``requests`` by method and first part of the path; ``started`` are prompts in order.
    - ``restarts``, and the prompts that they ``forgot``; faults were ``evictions`` of the cache, ``drops`` of sockets.
    """

    sampled: Counter[str] = field(default_factory=Counter)
    delivered: Counter[str] = field(default_factory=Counter)
    requests: Counter[str] = field(default_factory=Counter)
    started: list[str] = field(default_factory=list)
    forgot: list[str] = field(default_factory=list)
    restarts: int = 0
    evictions: int = 0
    drops: int = 0


@dataclass(slots=True)
class State:
    """All of it. ``info`` is what ``/object_info`` tells; ``own_ids``: it gives prompts ids of its own, as once."""

    info: dict[str, Any]
    own_ids: bool = False
    disk: Disk = field(default_factory=Disk)
    memory: Memory = field(default_factory=Memory)
    tally: Tally = field(default_factory=Tally)

    def forget(self) -> None:
        """As a restart does: queue, history and cache are gone, and the temporary folder is emptied."""
        lost = [*self.memory.pending, *([self.memory.running] if self.memory.running else [])]
        self.tally.forgot += [item.prompt_id for item in lost]
        self.tally.restarts += 1
        self.memory = Memory()
        self.disk.files = {place: data for place, data in self.disk.files.items() if place[0] != "temp"}
