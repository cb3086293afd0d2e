"""The test server talks as the real one did: every prompt that was recorded is posted to it, and what it says of it
is compared, message by message. Only the order in which the nodes of a graph run may differ."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect

from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.pictures import as_pixels, as_png, imagined
from tests.engines.comfyui.server.recordings import SCENARIOS, recording
from tests.engines.comfyui.server.running import Pace

ENDS = ("execution_success", "execution_error")
MARK = json.dumps({"type": "feature_flags", "data": {"supports_preview_metadata": True}})
Said = tuple[Any, ...]


def recorded() -> Iterator[Any]:
    """Every prompt that was heard from its start to its end."""
    seen = set[str]()
    for scenario in SCENARIOS:
        for number, post in enumerate(recording(scenario).posts()):
            prompt_id = str((post["body_json"] or {}).get("prompt_id"))
            messages = recording(scenario).messages(prompt_id)
            kinds = [m["json"]["type"] for m in messages if "json" in m]
            if "execution_start" in kinds and any(end in kinds for end in ENDS) and prompt_id not in seen:
                seen.add(prompt_id)
                yield pytest.param(scenario, number, id=f"{scenario}-{number}")


def words(messages: list[dict[str, Any]]) -> list[Said]:
    """What matters of each message about a prompt."""
    return [_said(message) for message in messages if _said(message)[0] != "status"]


def _said(message: dict[str, Any]) -> Said:
    if "binary" in message:
        return ("picture", message["parsed"]["event"])
    kind, data = message["json"]["type"], message["json"]["data"]
    match kind:
        case "progress":
            return (kind, data["node"], data["value"], data["max"])
        case "executing":
            return (kind, data["node"])
        case "executed":
            return (kind, data["node"], len(data["output"]["images"]))
        case "execution_cached":
            return (kind, frozenset(data["nodes"]))
        case "execution_error":
            return (kind, data["node_id"], data["node_type"])
        case "progress_state":
            return (kind, "finished" if all(n["state"] == "finished" for n in data["nodes"].values()) else "running")
        case _:
            return (kind,)


def parts(said: list[Said]) -> tuple[list[Said], list[list[Said]], list[Said]]:
    """What comes before the nodes, what is said of each node (in any order), and what comes after."""
    head = [s for s in said if s[0] in ("execution_start", "execution_cached")]
    tail = [s for s in said if s[0] in ENDS or s == ("executing", None)]
    each: list[list[Said]] = []
    for word in said:
        if word in head or word in tail:
            continue
        if word == ("progress_state", "running") and (not each or each[-1][-1] == ("progress_state", "finished")):
            each.append([])
        each[-1].append(word) if each else each.append([word])
    return head, sorted(each, key=repr), tail


@pytest.mark.parametrize(("scenario", "number"), list(recorded()))
async def test_says_of_a_prompt_what_the_real_one_said(scenario: str, number: int, server: ComfyUIServer) -> None:
    post = recording(scenario).posts()[number]
    prompt = post["request_json"]["prompt"]
    heard = recording(scenario).messages(post["body_json"]["prompt_id"])
    marked = any(m["parsed"]["event"] == 4 for m in heard if "binary" in m)
    server.pace = Pace(previews=scenario == "14_previews")
    cached = next(m["json"]["data"]["nodes"] for m in heard if m.get("json", {}).get("type") == "execution_cached")
    server.state.info["CheckpointLoaderSimple"]["input"]["required"]["ckpt_name"][0].append("broken.safetensors")
    prepare(server, prompt, cached)
    told = await listen(server, prompt, marked=marked)
    assert parts(words(told)) == parts(words(heard))


def prepare(server: ComfyUIServer, prompt: nodes.Prompt, cached: list[str]) -> None:
    """The files that the prompt needs, and a cache as it was."""
    for node in prompt.values():
        if node["class_type"] == "LoadImage":
            name = node["inputs"]["image"]
            kind = next((k for k in ("output", "temp") if name.endswith(f" [{k}]")), "input")
            subfolder, _, plain = name.removesuffix(f" [{kind}]").rpartition("/")
            png = as_png(as_pixels(imagined(plain, 0, 128, 128)))
            if "missing" not in plain:
                server.state.disk.files[(kind, subfolder, plain)] = b"corrupt" if "corrupt" in plain else png
    for node_id in nodes.order(prompt, nodes.ends(prompt)):
        if node_id in cached:
            work(server, prompt, node_id)


def work(server: ComfyUIServer, prompt: nodes.Prompt, node_id: str) -> None:
    signature, class_type = nodes.signature(prompt, node_id, server.state.disk), prompt[node_id]["class_type"]
    cache, disk = server.state.memory.cache, server.state.disk
    inputs = {
        name: cache[nodes.signature(prompt, value[0], disk)][value[1]] if isinstance(value, list) else value
        for name, value in prompt[node_id]["inputs"].items()
    }
    if class_type in nodes.ENDS:
        saved = [server.state.disk.save(png, "output", "x") for png in nodes.pngs(inputs["images"])]
        cache[signature] = {"images": saved}
    else:
        cache[signature] = nodes.work(class_type, inputs, server.state.disk)


async def listen(server: ComfyUIServer, prompt: nodes.Prompt, *, marked: bool) -> list[dict[str, Any]]:
    """Post a prompt; what is heard of it, as it would have been recorded."""
    told: list[dict[str, Any]] = []
    async with (
        connect(f"{server.url.replace('http', 'ws')}/ws?clientId=me", proxy=None) as socket,
        httpx.AsyncClient(base_url=server.url) as http,
    ):
        if marked:
            await socket.send(MARK)
        await http.post("/prompt", json={"prompt": prompt, "client_id": "me"})
        while not told or told[-1].get("json", {}).get("data", {}).get("node", "") is not None:
            data = await asyncio.wait_for(socket.recv(), 10)
            if isinstance(data, bytes):
                told.append({"binary": {}, "parsed": {"event": data[3]}})
            elif json.loads(data)["type"] not in ("status", "feature_flags"):
                told.append({"json": json.loads(data)})
    return told


async def test_while_it_is_away_its_port_is_nobodys(server: ComfyUIServer) -> None:
    """Else another server is given it now and then, and a test that waits for this one meets that one."""
    port = server._wire.port
    await server.kill()
    with socket.socket() as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", port))
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)
    await server.start()
    async with httpx.AsyncClient(base_url=server.url) as http:
        assert (await http.get("/queue")).status_code == 200
