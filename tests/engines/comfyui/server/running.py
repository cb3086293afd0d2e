"""One prompt as the test server runs it, and what it says meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.nodes import NodeFailed
from tests.engines.comfyui.server.pictures import as_jpeg, as_pixels
from tests.engines.comfyui.server.sockets import Sockets
from tests.engines.comfyui.server.state import Item, State


class Ended(Exception):
    """The prompt ended early, with this message."""

    def __init__(self, kind: str, data: dict[str, Any]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.data = data


@dataclass(frozen=True, slots=True)
class Pace:
    """``step_s`` is how long a sampler's step takes; with ``previews`` each step shows one."""

    step_s: float = 0.0
    previews: bool = False


class Running:
    """Runs the nodes that are not cached. ``on_node`` is asked before each, and may do anything."""

    def __init__(
        self, state: State, sockets: Sockets, item: Item, pace: Pace, on_node: Callable[[str, str], Awaitable[None]]
    ) -> None:
        self._state, self._sockets, self._item, self._pace, self._on_node = state, sockets, item, pace, on_node
        self._signatures = {n: nodes.signature(item.prompt, n, state.disk) for n in nodes.order(item.prompt, item.ends)}
        known = state.memory.cache
        self._cache = {s: known[s] for s in self._signatures.values() if s in known}
        self._cached = [n for n, s in self._signatures.items() if s in self._cache]
        self._told: dict[str, Any] = {}
        self._states: dict[str, dict[str, Any]] = {}

    async def run(self) -> dict[str, Any]:
        """The outputs, as the history tells them. Raises `Ended`."""
        self._state.memory.cache = self._cache  # what this prompt does not use is dropped
        self._send("execution_cached", {"nodes": self._cached, "timestamp": 0})
        for node_id in self._signatures:
            if node_id not in self._cached or node_id in self._item.ends:
                await asyncio.sleep(0)
                await self._node(node_id)
        return self._told

    def _class(self, node_id: str) -> str:
        return str(self._item.prompt[node_id]["class_type"])

    async def _node(self, node_id: str) -> None:
        if node_id in self._cached:
            self._told[node_id] = self._cache[self._signatures[node_id]]
            self._executed(node_id)
            self._progress(node_id, 1, 1, "finished")
            return
        self._progress(node_id, 0.0, 1.0, "running")
        self._state.memory.node = node_id
        self._send("executing", {"node": node_id, "display_node": node_id})
        await self._on_node(node_id, self._class(node_id))
        self._check_interrupt(node_id)
        inputs = {
            name: self._cache[self._signatures[value[0]]][value[1]] if isinstance(value, list) else value
            for name, value in self._item.prompt[node_id]["inputs"].items()
        }
        last = await (self._end if node_id in self._item.ends else self._work)(node_id, inputs)
        self._progress(node_id, last, last, "finished")

    async def _work(self, node_id: str, inputs: dict[str, Any]) -> float:
        steps = nodes.steps(self._class(node_id), inputs)
        if steps:
            self._state.tally.sampled[self._signatures[node_id]] += 1
        try:
            outputs = nodes.work(self._class(node_id), inputs, self._state.disk)
        except NodeFailed as failed:
            raise self.failure(node_id, failed.kind, str(failed)) from failed
        for step in range(1, steps + 1):
            await asyncio.sleep(self._pace.step_s)
            self._check_interrupt(node_id)
            preview = as_jpeg(as_pixels(outputs[0][0])) if self._pace.previews else None
            self._told_step(node_id, step, steps, preview, "image/jpeg")
        self._cache[self._signatures[node_id]] = outputs
        return float(steps or 1)

    async def _end(self, node_id: str, inputs: dict[str, Any]) -> float:
        pngs = nodes.pngs(inputs["images"])
        if self._class(node_id) == "SaveImageWebsocket":  # it is never cached
            for n, png in enumerate(pngs):
                await asyncio.sleep(0)
                self._told_step(node_id, n, len(pngs), png, "image/png")
            return float(len(pngs))
        kind = "temp" if self._class(node_id) == "PreviewImage" else "output"
        prefix = inputs.get("filename_prefix", "ComfyUI_temp")
        self._told[node_id] = {"images": [self._state.disk.save(png, kind, prefix) for png in pngs]}
        self._cache[self._signatures[node_id]] = self._told[node_id]
        self._executed(node_id)
        return 1.0

    def _told_step(self, node_id: str, step: int, steps: int, picture: bytes | None, mime: str) -> None:
        """A marked picture comes before its progress, an unmarked one after it."""
        self._progress(node_id, step, steps, "running")
        marked = self._sockets.marked(self._item)
        if picture is not None and marked:
            self._sockets.show(self._item, node_id, picture, mime)
        self._send("progress", {"value": step, "max": steps, "node": node_id}, everyone=True)
        if picture is not None and not marked:
            self._sockets.show(self._item, node_id, picture, mime)

    def _check_interrupt(self, node_id: str) -> None:
        if self._state.memory.interrupted:
            self._state.memory.interrupted = False
            raise Ended("execution_interrupted", self._whose(node_id) | {"executed": []})

    def failure(self, node_id: str, kind: str, message: str) -> Ended:
        """A node raised."""
        said = {"exception_message": message, "exception_type": kind, "traceback": [], "executed": []}
        return Ended("execution_error", self._whose(node_id) | said)

    def _whose(self, node_id: str) -> dict[str, Any]:
        whose = {"prompt_id": self._item.prompt_id, "node_id": node_id, "node_type": self._class(node_id)}
        return {**whose, "timestamp": 0}

    def _executed(self, node_id: str) -> None:
        self._send("executed", {"node": node_id, "display_node": node_id, "output": self._told[node_id]})

    def _progress(self, node_id: str, value: float, maximum: float, state: str) -> None:
        self._states[node_id] = {"value": value, "max": maximum, "state": state, "node_id": node_id}
        self._send("progress_state", {"nodes": dict(self._states)}, everyone=True)

    def _send(self, kind: str, data: dict[str, Any], *, everyone: bool = False) -> None:
        self._sockets.tell(self._item, kind, data | {"prompt_id": self._item.prompt_id}, everyone=everyone)
