"""A ComfyUI server for tests: it talks as the recordings do, races included, and computes tiny pictures.

That it does talk like them is held by `tests/engines/comfyui/test_server.py`, recording by recording.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import struct
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.faults import NoFaults
from tests.engines.comfyui.server.nodes import Disk, NodeFailed, Prompt
from tests.engines.comfyui.server.pictures import as_jpeg, as_pixels
from tests.engines.comfyui.server.recordings import object_info
from tests.engines.comfyui.server.wire import Broken, Channel, Request, Response, Wire

TROUBLE = Response(500, b"500 Internal Server Error\n\nServer got itself in trouble", "text/plain; charset=utf-8")


@dataclass(order=True, slots=True)
class Item:
    """A prompt in the queue."""

    number: float
    prompt_id: str = field(compare=False)
    prompt: Prompt = field(compare=False)
    client_id: str | None = field(compare=False)

    def told(self) -> list[Any]:
        ends = [n for n, node in self.prompt.items() if node["class_type"] in nodes.ENDS]
        extra = {} if self.client_id is None else {"client_id": self.client_id}
        return [self.number, self.prompt_id, self.prompt, extra, ends]


@dataclass(slots=True)
class Memory:
    """What a restart forgets. The disk it does not forget, but for its temporary folder."""

    pending: list[Item] = field(default_factory=list)
    running: Item | None = None
    history: dict[str, Any] = field(default_factory=dict)
    cache: dict[str, Any] = field(default_factory=dict)
    number: int = 0
    interrupted: bool = False
    node: str | None = None
    freeing: bool = False


class Stopped(Exception):  # noqa: N818 - what the server itself calls an interrupt
    """The prompt that runs was interrupted."""


class ComfyUIServer:
    """``async with ComfyUIServer() as server:`` listens on ``server.url``.

    ``sampled`` counts the runs of each sampler by what they were to make, over all restarts; ``forgot`` counts the
    prompts that were lost in one. ``restart_s`` is how long it is away after a ``kill`` fault.
    """

    def __init__(
        self, faults: NoFaults | None = None, *, info: dict[str, Any] | None = None, previews: bool = False,
        marks: bool = True, restart_s: float = 0.02, step_s: float = 0.0,
    ) -> None:  # fmt: skip
        self.faults = faults or NoFaults()
        self.info = object_info() if info is None else info
        self.previews = previews
        self.marks = marks
        self.restart_s = restart_s
        self.step_s = step_s
        self.disk = Disk()
        self.memory = Memory()
        self.sampled: Counter[str] = Counter()
        self.forgot = 0
        self.requests: Counter[str] = Counter()
        self.started: list[str] = []
        self.on_sent: Callable[[str, str], None] = lambda kind, prompt_id: None
        self._sockets: dict[str, Channel] = {}
        self._flags: set[str] = set()
        self._work: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._wire = Wire(self._answer, self._admit, self._opened)
        self._tasks = asyncio.TaskGroup()

    async def __aenter__(self) -> ComfyUIServer:
        await self._tasks.__aenter__()
        await self._wire.listen()
        self._work = self._tasks.create_task(self._worker(), name="comfyui worker")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()
        for task in self._tasks._tasks:  # type: ignore[attr-defined]  # restarts that are still to come
            task.cancel()
        await self._tasks.__aexit__(None, None, None)

    @property
    def url(self) -> str:
        return self._wire.url

    @property
    def connections(self) -> int:
        """Open TCP connections."""
        return self._wire.connections

    @property
    def listeners(self) -> int:
        """Registered sockets."""
        return len(self._sockets)

    async def kill(self) -> None:
        """As SIGKILL: TCP breaks with no close frame, queue and history are gone."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        lost = [*self.memory.pending, *([self.memory.running] if self.memory.running else [])]
        self.forgot += len(lost)
        self.memory = Memory()
        self._sockets.clear()
        self._flags.clear()
        self.disk.files = {place: data for place, data in self.disk.files.items() if place[0] != "temp"}
        await self._wire.kill()

    async def start(self) -> None:
        """Again, on the same port."""
        await self._wire.listen()
        self._work = self._tasks.create_task(self._worker(), name="comfyui worker")

    async def _killed(self) -> None:
        await self.kill()
        await asyncio.sleep(self.restart_s)
        await self.start()

    # -- HTTP ---------------------------------------------------------------------------------------------------------

    async def _answer(self, request: Request) -> Response:
        self.requests[f"{request.method} /{request.path.split('/')[1]}"] += 1
        match self.faults.http(request.method, request.path):
            case "drop before":
                raise Broken
            case "hang before":
                await asyncio.Event().wait()
            case "drop after":
                await self._routed(request)
                raise Broken
            case "hang after":
                await self._routed(request)
                await asyncio.Event().wait()
            case ("500" | "502" | "503" | "429") as status:
                return Response(int(status), b"<html><h1>Bad Gateway</h1></html>", "text/html")
        return await self._routed(request)

    async def _routed(self, request: Request) -> Response:
        path = request.path.removeprefix("/api")
        first, _, rest = path.strip("/").partition("/")
        routes: dict[str, Callable[[Request, str], Response]] = {
            "GET system_stats": self._stats,
            "GET object_info": self._object_info,
            "GET queue": self._queue,
            "POST queue": self._change_queue,
            "GET history": self._history,
            "GET view": self._view,
            "POST upload": self._upload,
            "POST interrupt": self._interrupt,
            "POST free": self._free,
            "POST prompt": self._prompt,
        }
        route = routes.get(f"{request.method} {first}")
        if route is None:
            return Response(404, b"", "application/octet-stream")
        try:
            response = route(request, rest)
        except (ValueError, KeyError, TypeError, AttributeError):
            return TROUBLE
        if first == "prompt" and response.status == 200:
            for _ in range(self.faults.answer_lag()):
                await asyncio.sleep(0)
        return response

    def _stats(self, request: Request, rest: str) -> Response:
        device = {"name": "cpu", "type": "cpu", "index": None, "vram_total": 25276502016, "vram_free": 23892176896}
        system = {"os": "posix", "comfyui_version": "0.3.64", "python_version": "3.11.7 (main)", "argv": ["main.py"]}
        return Response.of({"system": {**system, "pytorch_version": "2.13.0+cpu"}, "devices": [device]})

    def _object_info(self, request: Request, rest: str) -> Response:
        return Response.of({rest: self.info[rest]} if rest in self.info else {} if rest else self.info)

    def _queue(self, request: Request, rest: str) -> Response:
        running = [self.memory.running.told()] if self.memory.running else []
        return Response.of({"queue_running": running, "queue_pending": [i.told() for i in self.memory.pending]})

    def _change_queue(self, request: Request, rest: str) -> Response:
        wanted: Any = request.json
        if wanted.get("clear"):
            self.memory.pending.clear()
        for prompt_id in wanted.get("delete", ()):
            self.memory.pending = [item for item in self.memory.pending if item.prompt_id != prompt_id]
            heapq.heapify(self.memory.pending)
        return Response(200)

    def _history(self, request: Request, rest: str) -> Response:
        known = self.memory.history
        return Response.of({rest: known[rest]} if rest in known else {} if rest else known)

    def _view(self, request: Request, rest: str) -> Response:
        query = request.query
        place = (query.get("type", "output"), query.get("subfolder", ""), query.get("filename", ""))
        data = self.disk.files.get(place)
        return Response(404, b"") if data is None else Response(200, data, "image/png")

    def _upload(self, request: Request, rest: str) -> Response:
        parts = _multipart(request)
        if "image" not in parts:
            return Response(400, b"")
        name, data = parts["image"]
        kind = parts.get("type", ("", b"input"))[1].decode()
        subfolder = parts.get("subfolder", ("", b""))[1].decode()
        if parts.get("overwrite", ("", b""))[1] not in (b"true", b"1"):
            stem, n = name.rpartition(".")[0], 0
            while self.disk.files.get((kind, subfolder, name), data) != data:
                n += 1
                name = f"{stem} ({n}).png"
        self.disk.files[(kind, subfolder, name)] = data
        return Response.of({"name": name, "subfolder": subfolder, "type": kind})

    def _interrupt(self, request: Request, rest: str) -> Response:
        wanted: Any = request.json if request.body else {}
        running = self.memory.running
        if running is not None and wanted.get("prompt_id") in (None, running.prompt_id):
            self.memory.interrupted = True
        return Response(200)

    def _free(self, request: Request, rest: str) -> Response:
        wanted: Any = request.json
        self.memory.freeing = self.memory.freeing or bool(wanted.get("free_memory"))
        self._wake.set()
        return Response(200)

    def _prompt(self, request: Request, rest: str) -> Response:
        asked: Any = request.json
        if "prompt" not in asked:
            return _error("no_prompt", "No prompt provided", "No prompt provided")
        refused = self._refusal(asked["prompt"])
        if refused is not None:
            return refused
        number = -self.memory.number if asked.get("front") else self.memory.number
        self.memory.number += 1
        prompt_id = str(asked.get("prompt_id", uuid.uuid4()))
        heapq.heappush(self.memory.pending, Item(number, prompt_id, asked["prompt"], asked.get("client_id")))
        self._tell_queue()
        self._wake.set()
        return Response.of({"prompt_id": prompt_id, "number": number, "node_errors": {}})

    def _refusal(self, prompt: Any) -> Response | None:
        for node_id, node in prompt.items():
            if not isinstance(node, dict) or "class_type" not in node:
                message = "Cannot execute because a node is missing the class_type property."
                return _error("invalid_prompt", message, f"Node ID '#{node_id}'")
            if node["class_type"] not in self.info:
                message = f"Cannot execute because node {node['class_type']} does not exist."
                return _error("invalid_prompt", message, f"Node ID '#{node_id}'")
        if not nodes.order(prompt):
            return _error("prompt_no_outputs", "Prompt has no outputs", "")
        wrong = {n: e for n, node in prompt.items() if (e := self._node_errors(node))}
        return (
            _error("prompt_outputs_failed_validation", "Prompt outputs failed validation", "", wrong) if wrong else None
        )

    def _node_errors(self, node: dict[str, Any]) -> dict[str, Any] | None:
        said = self.info[node["class_type"]]["input"]["required"]
        errors = []
        for name, config in said.items():
            value = node["inputs"].get(name)
            extra = {"input_name": name, "input_config": config, "received_value": value}
            if name not in node["inputs"]:
                errors.append({"type": "required_input_missing", "details": name, "extra_info": {"input_name": name}})
            elif node["class_type"] == "LoadImage":
                if self.disk.find(value) is None:
                    details = f"image - Invalid image file: {value}"
                    message = "Custom validation failed for node"
                    errors.append({"type": "custom_validation_failed", "message": message, "details": details})
            elif isinstance(config[0], list) and value not in config[0]:
                errors.append({"type": "value_not_in_list", "details": f"{name}: {value!r}", "extra_info": extra})
            elif len(config) > 1 and "min" in config[1] and value < config[1]["min"]:
                errors.append({"type": "value_smaller_than_min", "details": name, "extra_info": extra})
        return {"errors": errors, "dependent_outputs": [], "class_type": node["class_type"]} if errors else None

    # -- WebSocket ----------------------------------------------------------------------------------------------------

    def _admit(self, request: Request) -> int:
        match self.faults.http("GET", "/ws"):
            case "":
                return 101 if request.path in ("/ws", "/api/ws") else 404
            case ("500" | "502" | "503" | "429") as status:
                return int(status)
            case _:
                raise Broken

    def _opened(self, request: Request, channel: Channel) -> Callable[[], None]:
        sid = request.query.get("clientId") or uuid.uuid4().hex
        self._sockets[sid] = channel
        self._say(channel, "status", {**self._queue_status(), "sid": sid})
        running = self.memory.running
        if running is not None and running.client_id == sid and self.memory.node is not None:
            self._say(channel, "executing", {"node": self.memory.node})
        first = True

        def heard(text: str) -> None:
            nonlocal first
            said = json.loads(text)
            if first and self.marks and said.get("type") == "feature_flags":
                if said["data"].get("supports_preview_metadata"):
                    self._flags.add(sid)
                self._say(channel, "feature_flags", {"supports_preview_metadata": True, "max_upload_size": 104857600})
            first = False

        def closed() -> None:
            self._sockets.pop(sid, None)  # whoever has that id by now
            self._flags.discard(sid)

        channel.on_message = heard
        return closed

    def _queue_status(self) -> dict[str, Any]:
        remaining = len(self.memory.pending) + (self.memory.running is not None)
        return {"status": {"exec_info": {"queue_remaining": remaining}}}

    def _tell_queue(self) -> None:
        for channel in list(self._sockets.values()):
            self._say(channel, "status", self._queue_status())

    def _say(self, channel: Channel, kind: str, data: dict[str, Any]) -> None:
        for noise in self.faults.noise():
            channel.send(noise)
        channel.send(json.dumps({"type": kind, "data": data}))

    def _send(self, item: Item, kind: str, data: dict[str, Any], *, everyone: bool = False) -> None:
        """To the client whose prompt it is; where there is none, to everyone or to nobody."""
        for sid, channel in list(self._sockets.items()):
            if sid == item.client_id or (item.client_id is None and everyone):
                self._say(channel, kind, data)
        self.on_sent(kind, item.prompt_id)

    def _send_picture(self, item: Item, node: str, data: bytes, mime: str) -> None:
        said = {"node_id": node, "prompt_id": item.prompt_id, "display_node_id": node, "image_type": mime}
        metadata = json.dumps(said).encode()
        marked = struct.pack(">II", 4, len(metadata)) + metadata + data
        plain = struct.pack(">II", 1, 1 if mime == "image/jpeg" else 2) + data
        for sid, channel in list(self._sockets.items()):
            if sid == item.client_id:
                channel.send(marked if sid in self._flags else plain)
            elif item.client_id is None:
                channel.send(plain)
        self.on_sent("picture", item.prompt_id)

    # -- the worker ---------------------------------------------------------------------------------------------------

    async def _worker(self) -> None:
        while True:
            self._wake.clear()
            if self.memory.freeing and not self.memory.pending:
                self.memory.cache, self.memory.freeing = {}, False
            if not self.memory.pending:
                await self._wake.wait()
                continue
            await self._run(heapq.heappop(self.memory.pending))

    async def _run(self, item: Item) -> None:
        memory = self.memory
        memory.running, memory.interrupted = item, False
        self._tell_queue()
        self.started.append(item.prompt_id)
        self._send(item, "execution_start", {"prompt_id": item.prompt_id, "timestamp": 0})
        try:
            outputs = await self._execute(item)
            end, succeeded = {"prompt_id": item.prompt_id, "timestamp": 0}, True
            self._send(item, "execution_success", end)
            messages: list[Any] = [["execution_success", end]]
        except _Ended as ended:
            outputs, succeeded, messages = {}, False, [[ended.kind, ended.data]]
            self._send(item, ended.kind, ended.data)
        for _ in range(self.faults.history_lag()):
            await asyncio.sleep(0)
        status = {"status_str": "success" if succeeded else "error", "completed": succeeded, "messages": messages}
        memory.history[item.prompt_id] = {"prompt": item.told(), "outputs": outputs, "status": status, "meta": {}}
        memory.running, memory.node = None, None
        self._tell_queue()
        self._send(item, "executing", {"node": None, "prompt_id": item.prompt_id})

    async def _execute(self, item: Item) -> dict[str, Any]:
        run = _Run(self, item)
        self._send(item, "execution_cached", {"nodes": run.cached, "prompt_id": item.prompt_id, "timestamp": 0})
        for node_id in run.order:
            await asyncio.sleep(0)
            await run.node(node_id)
        self.memory.cache = run.cache  # what this prompt did not use is dropped
        return run.told


class _Ended(Exception):  # noqa: N818 - not always an error
    def __init__(self, kind: str, data: dict[str, Any]) -> None:
        super().__init__(kind)
        self.kind = kind
        self.data = data


class _Run:
    """One prompt as it runs."""

    def __init__(self, server: ComfyUIServer, item: Item) -> None:
        self.server = server
        self.item = item
        self.signatures = {n: nodes.signature(item.prompt, n, server.disk) for n in nodes.order(item.prompt)}
        known = server.memory.cache
        self.cache = {s: known[s] for s in self.signatures.values() if s in known}
        self.cached = [n for n, s in self.signatures.items() if s in self.cache]
        self.order = [n for n in self.signatures if n not in self.cached or self._class(n) in nodes.ENDS]
        self.told: dict[str, Any] = {}
        self.states: dict[str, dict[str, Any]] = {}

    def _class(self, node_id: str) -> str:
        return str(self.item.prompt[node_id]["class_type"])

    async def node(self, node_id: str) -> None:
        class_type = self._class(node_id)
        if node_id in self.cached:
            self.told[node_id] = self.cache[self.signatures[node_id]]
            self._executed(node_id)
            self._state(node_id, 1, 1, "finished")
            return
        self._state(node_id, 0.0, 1.0, "running")
        self.server.memory.node = node_id
        self._send("executing", {"node": node_id, "display_node": node_id})
        await self._fault(node_id, class_type)
        inputs = {
            name: self.cache[self.signatures[value[0]]][value[1]] if isinstance(value, list) else value
            for name, value in self.item.prompt[node_id]["inputs"].items()
        }
        if class_type in nodes.ENDS:
            last = await self._end(node_id, class_type, inputs)
        else:
            last = await self._work(node_id, class_type, inputs)
        self._state(node_id, last, last, "finished")

    async def _work(self, node_id: str, class_type: str, inputs: dict[str, Any]) -> float:
        steps = nodes.steps(class_type, inputs)
        if steps:
            self.server.sampled[self.signatures[node_id]] += 1
        outputs = self._computed(node_id, class_type, inputs)
        for step in range(1, steps + 1):
            await asyncio.sleep(self.server.step_s)
            self._check_interrupt(node_id)
            picture = as_jpeg(as_pixels(outputs[0][0])) if self.server.previews else None
            self._step(node_id, step, steps, picture)
        self.cache[self.signatures[node_id]] = outputs
        return float(steps or 1)

    def _step(self, node_id: str, step: int, steps: int, picture: bytes | None) -> None:
        self._state(node_id, step, steps, "running")
        marked = self.item.client_id in self.server._flags
        if picture is not None and marked:
            self.server._send_picture(self.item, node_id, picture, "image/jpeg")
        self._send("progress", {"value": step, "max": steps, "node": node_id}, everyone=True)
        if picture is not None and not marked:
            self.server._send_picture(self.item, node_id, picture, "image/jpeg")

    def _computed(self, node_id: str, class_type: str, inputs: dict[str, Any]) -> tuple[Any, ...]:
        try:
            return nodes.work(class_type, inputs, self.server.disk)
        except NodeFailed as failed:
            raise self._failure(node_id, failed.kind, str(failed)) from failed

    async def _end(self, node_id: str, class_type: str, inputs: dict[str, Any]) -> float:
        pngs = nodes.pngs(inputs["images"])
        if class_type == "SaveImageWebsocket":
            for n, png in enumerate(pngs):
                await asyncio.sleep(0)
                self._state(node_id, n, len(pngs), "running")
                marked = self.item.client_id in self.server._flags
                if marked:
                    self.server._send_picture(self.item, node_id, png, "image/png")
                self._send("progress", {"value": n, "max": len(pngs), "node": node_id}, everyone=True)
                if not marked:
                    self.server._send_picture(self.item, node_id, png, "image/png")
            return float(len(pngs))
        kind = "temp" if class_type == "PreviewImage" else "output"
        prefix = "ComfyUI_temp" if kind == "temp" else inputs["filename_prefix"]
        self.told[node_id] = {"images": [self.server.disk.save(png, kind, prefix) for png in pngs]}
        self.cache[self.signatures[node_id]] = self.told[node_id]
        self._executed(node_id)
        return 1.0

    async def _fault(self, node_id: str, class_type: str) -> None:
        server, prompt_id = self.server, self.item.prompt_id
        match server.faults.running(class_type):
            case "error":
                raise self._failure(node_id, "RuntimeError", "a fault put in on purpose\n")
            case "memory":
                raise self._failure(node_id, "torch.OutOfMemoryError", "Allocation on device 0 failed.\n")
            case "stranger interrupts":
                server.memory.interrupted = True
            case "drop socket":
                for channel in list(server._sockets.values()):
                    channel.abort()
            case "forget":
                server.memory.cache.clear()
            case "kill":
                server._tasks.create_task(server._killed(), name="comfyui restart")
                await asyncio.Event().wait()
        self._check_interrupt(node_id)
        del prompt_id

    def _check_interrupt(self, node_id: str) -> None:
        if self.server.memory.interrupted:
            self.server.memory.interrupted = False
            raise _Ended("execution_interrupted", self._whose(node_id) | {"executed": []})

    def _failure(self, node_id: str, kind: str, message: str) -> _Ended:
        said = {"exception_message": message, "exception_type": kind, "traceback": [], "executed": []}
        return _Ended("execution_error", self._whose(node_id) | said)

    def _whose(self, node_id: str) -> dict[str, Any]:
        return {
            "prompt_id": self.item.prompt_id, "node_id": node_id, "node_type": self._class(node_id), "timestamp": 0,
        }  # fmt: skip

    def _executed(self, node_id: str) -> None:
        self._send("executed", {"node": node_id, "display_node": node_id, "output": self.told[node_id]})

    def _state(self, node_id: str, value: float, maximum: float, state: str) -> None:
        self.states[node_id] = {"value": value, "max": maximum, "state": state, "node_id": node_id}
        self._send("progress_state", {"nodes": dict(self.states)}, everyone=True)

    def _send(self, kind: str, data: dict[str, Any], *, everyone: bool = False) -> None:
        self.server._send(self.item, kind, data | {"prompt_id": self.item.prompt_id}, everyone=everyone)


def _error(kind: str, message: str, details: str, node_errors: dict[str, Any] | None = None) -> Response:
    error = {"type": kind, "message": message, "details": details, "extra_info": {}}
    return Response.of({"error": error, "node_errors": node_errors or {}}, 400)


def _multipart(request: Request) -> dict[str, tuple[str, bytes]]:
    """Field name to file name and content."""
    boundary = request.headers["content-type"].partition("boundary=")[2].encode()
    found: dict[str, tuple[str, bytes]] = {}
    for part in request.body.split(b"--" + boundary)[1:-1]:
        head, _, body = part.partition(b"\r\n\r\n")
        words = head.decode().replace("\r\n", ";").split(";")
        said = dict(word.strip().replace('"', "").split("=", 1) for word in words if "=" in word)
        found[said["name"]] = (said.get("filename", ""), body.removesuffix(b"\r\n"))
    return found
