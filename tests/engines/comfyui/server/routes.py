"""The test server's HTTP, a function a route."""

from __future__ import annotations

import heapq
import uuid
from collections.abc import Callable
from typing import Any

from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.state import Item, State
from tests.engines.comfyui.server.validation import broken, error, node_errors
from tests.engines.comfyui.server.wire import Request, Response

TROUBLE = Response(500, b"500 Internal Server Error\n\nServer got itself in trouble", "text/plain; charset=utf-8")


def answer(state: State, request: Request) -> Response:
    """What the server answers; whoever calls wakes the worker and tells the queue."""
    first, _, rest = request.path.removeprefix("/api").strip("/").partition("/")
    state.tally.requests[f"{request.method} /{first}"] += 1
    route = _ROUTES.get(f"{request.method} {first}")
    if route is None:
        return Response(404, b"", "application/octet-stream")
    try:
        return route(state, request, rest)
    except (ValueError, KeyError, TypeError, AttributeError):
        return TROUBLE


def _stats(state: State, request: Request, rest: str) -> Response:
    device = {"name": "cpu", "type": "cpu", "index": None, "vram_total": 25276502016, "vram_free": 23892176896}
    system = {"os": "posix", "comfyui_version": "0.3.64", "python_version": "3.11.7", "pytorch_version": "2.13.0+cpu"}
    return Response.of({"system": system, "devices": [device]})


def _object_info(state: State, request: Request, rest: str) -> Response:
    if not rest:
        return Response.of(state.info)
    return Response.of({rest: state.info[rest]} if rest in state.info else {})


def _queue(state: State, request: Request, rest: str) -> Response:
    running = [state.memory.running.told()] if state.memory.running else []
    return Response.of({"queue_running": running, "queue_pending": [i.told() for i in state.memory.pending]})


def _change_queue(state: State, request: Request, rest: str) -> Response:
    wanted: Any = request.json
    if wanted.get("clear"):
        state.memory.pending.clear()
    state.memory.delete(wanted.get("delete", []))
    return Response(200)


def _history(state: State, request: Request, rest: str) -> Response:
    known = state.memory.history
    if not rest:
        return Response.of(known)
    return Response.of({rest: known[rest]} if rest in known else {})


def _view(state: State, request: Request, rest: str) -> Response:
    place = tuple(request.query.get(name, usual) for name, usual in _PLACE)
    data = state.disk.files.get((place[0], place[1], place[2]))
    return Response(404, b"") if data is None else Response(200, data, "image/png")


_PLACE = (("type", "output"), ("subfolder", ""), ("filename", ""))


def _upload(state: State, request: Request, rest: str) -> Response:
    parts = _multipart(request)
    if "image" not in parts:
        return Response(400, b"")
    if len(request.body) > 104857600:
        return Response(413, b"")
    name, data = parts["image"]
    fields = {name: value.decode() for name, (file, value) in parts.items() if not file}
    kind, subfolder, overwrite = fields.get("type", "input"), fields.get("subfolder", ""), fields.get("overwrite")
    stem, taken = name.rpartition(".")[0], 0
    while overwrite not in ("true", "1") and state.disk.files.get((kind, subfolder, name), data) != data:
        taken += 1
        name = f"{stem} ({taken}).png"
    state.disk.files[(kind, subfolder, name)] = data
    return Response.of({"name": name, "subfolder": subfolder, "type": kind})


def _interrupt(state: State, request: Request, rest: str) -> Response:
    wanted: Any = request.json if request.body else {}
    running = state.memory.running
    if running is not None and wanted.get("prompt_id") in (None, running.prompt_id):
        state.memory.interrupted = True
    return Response(200)


def _free(state: State, request: Request, rest: str) -> Response:
    wanted: Any = request.json
    state.memory.freeing = state.memory.freeing or bool(wanted.get("free_memory"))
    return Response(200)


def _prompt(state: State, request: Request, rest: str) -> Response:
    asked: Any = request.json
    if "prompt" not in asked:
        return error("no_prompt", "No prompt provided", "No prompt provided")
    prompt = asked["prompt"]
    refused = broken(prompt, state.info)
    if refused is not None:
        return refused
    wrong = node_errors(prompt, state.info, state.disk)
    spoilt = {end for said in wrong.values() for end in said["dependent_outputs"]}
    ends = tuple(end for end in nodes.ends(prompt) if end not in spoilt)
    if not ends:
        return error("prompt_outputs_failed_validation", "Prompt outputs failed validation", "", wrong)
    number = -state.memory.number if asked.get("front") else state.memory.number
    state.memory.number += 1
    prompt_id = str(uuid.uuid4()) if state.own_ids else str(asked.get("prompt_id", uuid.uuid4()))
    heapq.heappush(state.memory.pending, Item(number, prompt_id, prompt, asked.get("client_id"), ends))
    return Response.of({"prompt_id": prompt_id, "number": number, "node_errors": wrong})


_ROUTES: dict[str, Callable[[State, Request, str], Response]] = {
    "GET system_stats": _stats,
    "GET object_info": _object_info,
    "GET queue": _queue,
    "POST queue": _change_queue,
    "GET history": _history,
    "GET view": _view,
    "POST upload": _upload,
    "POST interrupt": _interrupt,
    "POST free": _free,
    "POST prompt": _prompt,
}


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
