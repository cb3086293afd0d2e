"""A ComfyUI server for tests: it talks as the recordings do, races included, and computes tiny pictures.

That it does talk like them is held by `tests/engines/comfyui/test_server.py`, prompt by prompt.
"""

from __future__ import annotations

import asyncio
import heapq
import json
from collections.abc import Callable
from typing import Any, Self

from tests.engines.comfyui.server.faults import NoFaults
from tests.engines.comfyui.server.recordings import object_info
from tests.engines.comfyui.server.routes import answer
from tests.engines.comfyui.server.running import Ended, Pace, Running
from tests.engines.comfyui.server.sockets import Sockets
from tests.engines.comfyui.server.state import Item, State, Tally
from tests.engines.comfyui.server.wire import Broken, Channel, Request, Response, Silence, Wire

_PROXY = b"<html><h1>Bad Gateway</h1></html>"


class ComfyUIServer:
    """``async with ComfyUIServer() as server:`` listens on ``server.url``.

    ``marks``: it can say whose a picture is. ``restart_s`` is how long it is away after a ``kill`` fault.
    """

    def __init__(
        self, faults: NoFaults | None = None, *, pace: Pace | None = None, marks: bool = True, restart_s: float = 0.02
    ) -> None:
        self.faults = faults or NoFaults()
        self.pace = pace or Pace()
        self.restart_s = restart_s
        self.state = State(object_info())
        self.sockets = Sockets(self.faults, marks=marks)
        self.heard: Callable[[Request], None] = lambda request: None
        self._wake = asyncio.Event()
        self._moved = asyncio.Event()
        self._wire = Wire(self._answer, self._admit, self._opened)
        self._wire.on_closed = self._moved.set
        self._work: asyncio.Task[None] | None = None
        self._restarts: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._tasks = await asyncio.TaskGroup().__aenter__()
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        for restart in self._restarts:
            restart.cancel()
        await self.kill()
        await self._wire.close()
        await self._tasks.__aexit__(None, None, None)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._wire.url

    @property
    def connections(self) -> int:
        """Open TCP connections."""
        return self._wire.connections

    @property
    def tally(self) -> Tally:
        """What happened so far."""
        return self.state.tally

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait until it is so: looked at whenever something was asked, told or run, or a connection closed."""
        async with asyncio.timeout(10):
            while not true():
                self._moved.clear()
                await self._moved.wait()

    async def start(self) -> None:
        """Listen, on the same port as before."""
        await self._wire.listen()
        self._work = self._tasks.create_task(self._worker(), name="comfyui worker")

    async def kill(self) -> None:
        """As SIGKILL: TCP breaks with no close frame; queue and history are gone."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        self.state.forget()
        self.sockets.forget()
        await self._wire.kill()

    async def restart(self) -> None:
        """Killed, away for a moment, and back."""
        await self.kill()
        await asyncio.sleep(self.restart_s)
        await self.start()

    async def _answer(self, request: Request) -> Response:
        self.heard(request)
        match self.faults.http(request.method, request.path):
            case "drop before":
                raise Broken
            case "hang before":
                raise Silence
            case "drop after":
                await self._take(request)
                raise Broken
            case "hang after":
                await self._take(request)
                raise Silence
            case ("500" | "502" | "503" | "429" | "403") as status:
                return Response(int(status), _PROXY, "text/html")
        return await self._take(request)

    async def _take(self, request: Request) -> Response:
        response = answer(self.state, request)
        self._wake.set()
        self._moved.set()
        if request.path.endswith("/prompt") and request.method == "POST" and response.status == 200:
            self.sockets.tell_queue(self.state.memory)
            for _ in range(self.faults.answer_lag()):
                await asyncio.sleep(0)
        return response

    def _admit(self, request: Request) -> int:
        self.heard(request)
        match self.faults.http("GET", "/ws"):
            case "":
                return 101 if request.path in ("/ws", "/api/ws") else 404
            case ("500" | "502" | "503" | "429" | "403") as status:
                return int(status)
            case _:
                raise Broken

    def _opened(self, request: Request, channel: Channel) -> Callable[[], None]:
        return self.sockets.open(request, channel, self.state.memory)

    async def _worker(self) -> None:
        while True:
            self._wake.clear()
            memory = self.state.memory
            if memory.pending:
                await self._run(heapq.heappop(memory.pending))
                continue
            if memory.freeing:
                memory.cache, memory.freeing = {}, False
            await self._wake.wait()

    async def _run(self, item: Item) -> None:
        memory = self.state.memory
        memory.running, memory.interrupted = item, False
        self.sockets.tell_queue(memory)
        self.tally.started.append(item.prompt_id)
        self._tell(item, "execution_start", {"timestamp": 0})
        outputs, end = await self._outputs(item)
        for _ in range(self.faults.history_lag()):
            await asyncio.sleep(0)
        succeeded = end[0] == "execution_success"
        status = {"status_str": "success" if succeeded else "error", "completed": succeeded, "messages": [end]}
        memory.history[item.prompt_id] = {"prompt": item.told(), "outputs": outputs, "status": status, "meta": {}}
        memory.running, memory.node = None, None
        self._moved.set()
        self.sockets.tell_queue(memory)
        self._tell(item, "executing", {"node": None})

    async def _outputs(self, item: Item) -> tuple[dict[str, Any], list[Any]]:
        """What it made, and the message that it ended with."""
        running = Running(self.state, self.sockets, item, self.pace, self._on_node)
        try:
            outputs = await running.run()
        except Ended as ended:
            self._tell(item, ended.kind, ended.data)
            return {}, [ended.kind, ended.data]
        self._tell(item, "execution_success", {"timestamp": 0})
        self.tally.delivered[json.dumps(item.prompt, sort_keys=True)] += item.client_id in self.sockets
        return outputs, ["execution_success", {"prompt_id": item.prompt_id}]

    def _tell(self, item: Item, kind: str, data: dict[str, Any]) -> None:
        self.sockets.tell(item, kind, data | {"prompt_id": item.prompt_id})

    async def _on_node(self, node_id: str, node_class: str) -> None:
        whose: dict[str, Any] = {"node_id": node_id, "node_type": node_class, "timestamp": 0, "traceback": []}
        self._moved.set()
        match self.faults.running(node_class):
            case "error":
                said = {"exception_type": "RuntimeError", "exception_message": "a fault put in on purpose\n"}
                raise Ended("execution_error", whose | said)
            case "memory":
                said = {"exception_type": "torch.OutOfMemoryError", "exception_message": "Allocation failed.\n"}
                raise Ended("execution_error", whose | said)
            case "stranger interrupts":
                self.state.memory.interrupted = True
            case "drop socket":
                self.sockets.abort()
                self.tally.drops += 1
            case "forget":
                self.state.memory.cache = {}  # what runs goes on with its own
                self.tally.evictions += 1
            case "kill":
                restart = self._tasks.create_task(self.restart(), name="comfyui restart")
                self._restarts.add(restart)
                restart.add_done_callback(self._restarts.discard)
                await asyncio.Event().wait()
