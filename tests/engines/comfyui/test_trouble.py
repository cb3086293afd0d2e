"""What a person can mend is said with what to do, before anything is made: addresses, servers, files, workflows."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from dreamwindow.engines.comfyui.address import Address, parse_address
from dreamwindow.errors import ConfigError, DreamWindowError, EngineUnavailable, UnknownName
from tests.engines.comfyui.recipes import engine, txt2img, workflow
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.faults import NoFaults
from tests.engines.comfyui.server.recordings import recording
from tests.engines.comfyui.server.wire import Channel, Request, Response, Wire


async def trouble(url: str, model: str = "flux", **extra: Any) -> DreamWindowError:
    """What loading an engine on this server raises."""
    with pytest.raises(DreamWindowError) as raised:
        async with engine(url, model, **extra):
            pass
    assert raised.value.remedy
    assert len(str(raised.value).splitlines()) == 2
    return raised.value


@pytest.mark.parametrize(
    ("written", "http", "ws"),
    [
        ("127.0.0.1:8188", "http://127.0.0.1:8188", "ws://127.0.0.1:8188"),
        (" http://gpu.local/ ", "http://gpu.local", "ws://gpu.local"),
        ("https://host/comfy/", "https://host/comfy", "wss://host/comfy"),
        ("http://[::1]:8188", "http://[::1]:8188", "ws://[::1]:8188"),
    ],
)
def test_an_address_is_read_as_people_write_it(written: str, http: str, ws: str) -> None:
    address = parse_address(written)
    assert (address.http, address.ws) == (http, ws)
    assert str(address) == http


NO_ADDRESSES = ["", "http://", "ftp://host", "ws://host:8188", "host:port", "http://host:99999", "a b", "host?x=1"]


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_address(url)
    assert "http://127.0.0.1:8188" in refused.value.remedy


def test_only_this_machine_is_local() -> None:
    assert parse_address("localhost:8188").local
    assert parse_address("http://127.0.0.1").local
    assert not parse_address("http://192.168.1.7:8188").local
    assert Address("http://x", "ws://x").local is False


async def test_nobody_listens() -> None:
    error = await trouble("http://127.0.0.1:9")
    assert isinstance(error, EngineUnavailable)
    assert error.message == "ComfyUI at http://127.0.0.1:9 cannot be reached: nobody listens there."
    assert error.remedy == "Start ComfyUI, or set system.comfyui_url to where it listens."


def unresolved(errno: int) -> Any:
    """As a resolver that knows no name."""
    return patch("socket.getaddrinfo", side_effect=socket.gaierror(errno, "Name or service not known"))


async def test_a_name_that_no_machine_has_is_a_slip_of_the_pen() -> None:
    with unresolved(socket.EAI_NONAME):
        error = await trouble("http://gpu-boxx:8188")
    assert isinstance(error, ConfigError)
    assert error.message == "No machine has the name in http://gpu-boxx:8188."
    assert "system.comfyui_url" in error.remedy


async def test_a_resolver_that_is_away_is_worth_another_try() -> None:
    with unresolved(socket.EAI_AGAIN):
        assert isinstance(await trouble("http://gpu-box:8188"), EngineUnavailable)


async def test_a_name_that_is_lost_later_on_is_worth_another_try(server: ComfyUIServer) -> None:
    async with engine(server.url.replace("127.0.0.1", "localhost")) as comfy:
        await server.kill()
        with unresolved(socket.EAI_NONAME), pytest.raises(EngineUnavailable):
            await comfy.generate(txt2img())


async def test_https_where_there_is_none(server: ComfyUIServer) -> None:
    error = await trouble(server.url.replace("http:", "https:"))
    assert isinstance(error, ConfigError)
    assert "does not speak https" in error.message
    assert "Write http://" in error.remedy


class _Always(NoFaults):
    """Every request has this answer."""

    def __init__(self, fault: Any) -> None:
        self._fault = fault

    def http(self, method: str, path: str) -> Any:
        return self._fault


@pytest.mark.parametrize("status", ["502", "503"])
async def test_a_proxy_without_comfyui_behind_it(status: Any) -> None:
    async with ComfyUIServer(_Always(status)) as server:
        error = await trouble(server.url)
    assert isinstance(error, EngineUnavailable)
    assert error.message.startswith(f"A proxy answers at {server.url} ({status}")
    assert error.remedy.startswith("Start ComfyUI")


@asynccontextmanager
async def stranger(response: Response) -> AsyncIterator[str]:
    """Another service, which answers everything alike."""

    async def answer(request: Request) -> Response:
        return response

    def opened(request: Request, channel: Channel) -> Any:
        raise AssertionError("nobody asks a stranger for a WebSocket")

    async with Wire(answer, lambda request: 404, opened) as wire:
        yield wire.url


@pytest.mark.parametrize(
    "response",
    [
        Response(200, b"<html>hello</html>", "text/html"),
        Response(404, b"not found", "text/plain"),
        Response.of({"status": "ok"}),
        Response.of([1, 2]),
        Response(200, b""),
    ],
)
async def test_another_service_on_that_port(response: Response) -> None:
    async with stranger(response) as url:
        error = await trouble(url)
    assert isinstance(error, ConfigError)
    assert error.message == f"What listens at {url} is not ComfyUI."
    assert "8188" in error.remedy


@pytest.mark.parametrize("status", [401, 403])
async def test_a_server_that_does_not_let_us_in(status: int) -> None:
    async with stranger(Response(status, b"")) as url:
        error = await trouble(url)
    assert isinstance(error, ConfigError)
    assert f"does not let us in ({status}" in error.message


async def test_something_that_speaks_no_http() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"-ERR unknown command GET\r\n\r\n")
        await reader.read()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as listening:
        error = await trouble(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    assert isinstance(error, ConfigError)
    assert "does not speak HTTP" in error.message


async def test_a_proxy_that_passes_no_websockets(server: ComfyUIServer) -> None:
    server._wire._admit = lambda request: 404
    error = await trouble(server.url)
    assert isinstance(error, ConfigError)
    assert "WebSockets" in error.remedy


async def test_a_checkpoint_that_is_not_there(server: ComfyUIServer) -> None:
    error = await trouble(server.url, "sd15", checkpoint="nope.safetensors")
    assert isinstance(error, UnknownName)
    assert error.message == "ComfyUI has no checkpoint 'nope.safetensors'."
    assert error.remedy == (
        "There is sd15_random_fp16.safetensors, sd15_tiny.safetensors. Set comfyui.checkpoint, "
        "or put the file into the server's models/checkpoints."
    )


async def test_a_model_of_which_there_is_no_file(server: ComfyUIServer) -> None:
    error = await trouble(server.url, "sdxl")
    assert error.message == "ComfyUI has no checkpoint 'sd_xl_base_1.0.safetensors' or the like."


@pytest.mark.parametrize(
    ("setting", "value", "noun"),
    [
        ("sampler", "nope", "sampler"),
        ("sigma_schedule", "nope", "sigma schedule"),
        ("vae", "nope", "VAE"),
        ("text_encoders", ["nope"], "text encoder"),
        ("checkpoint", "nope", "diffusion model"),
    ],
)
async def test_a_name_that_the_server_does_not_know(server: ComfyUIServer, setting: str, value: Any, noun: str) -> None:
    error = await trouble(server.url, **{setting: value})
    assert error.message == f"ComfyUI has no {noun} 'nope'."
    assert f"Set comfyui.{setting}" in error.remedy


async def test_a_model_that_nobody_builds() -> None:
    with pytest.raises(UnknownName, match="There is no model 'fluks'") as refused:
        engine("http://127.0.0.1:9", "fluks")
    assert "flux, sd15, sdxl, workflow" in refused.value.remedy


async def test_a_server_without_a_node_that_is_needed(server: ComfyUIServer) -> None:
    del server.state.info["FluxGuidance"]
    error = await trouble(server.url)
    assert isinstance(error, ConfigError)
    assert "FluxGuidance" in error.message
    assert "Update ComfyUI" in error.remedy


def saved(folder: Path, content: object) -> Path:
    path = folder / "own.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


OWN = workflow(txt2img(), end="SaveImageWebsocket").graph.to_api()
PROMPT = next(n for n, node in OWN.items() if node["class_type"] == "CLIPTextEncode")  # type: ignore[index]


def refused_own(path: Path, **slots: str) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        engine("http://127.0.0.1:9", "workflow", txt2img={"file": path, "slots": slots})
    return refused.value


def test_a_workflow_in_the_format_of_the_editor(tmp_path: Path) -> None:
    error = refused_own(saved(tmp_path, {"nodes": [], "links": [], "version": 0.4}))
    assert "format of ComfyUI's editor" in error.message
    assert "Export (API)" in error.remedy


@pytest.mark.parametrize("content", ["not JSON", [1], {}, {"1": 3}, {"1": {"inputs": {}}}])
def test_a_file_that_is_no_workflow(tmp_path: Path, content: object) -> None:
    assert "Export (API)" in refused_own(saved(tmp_path, content)).remedy


def test_a_workflow_that_is_not_there(tmp_path: Path) -> None:
    assert "cannot be read" in refused_own(tmp_path / "missing.json").message


def test_a_slot_on_a_node_that_does_not_exist(tmp_path: Path) -> None:
    error = refused_own(saved(tmp_path, OWN), prompt="99.text")
    assert error.message == "comfyui.txt2img.slots.prompt: '99.text': there is no node '99'."
    assert "1 (CheckpointLoaderSimple)" in error.remedy


def test_a_slot_that_does_not_exist(tmp_path: Path) -> None:
    error = refused_own(saved(tmp_path, OWN), prompt=f"{PROMPT}.txet")
    assert error.message == f"comfyui.txt2img.slots.prompt: node {PROMPT} has no input 'txet'."
    assert error.remedy == "It has text, clip."


async def test_a_prompt_that_would_never_be_heard(server: ComfyUIServer, tmp_path: Path) -> None:
    error = await trouble(server.url, "workflow", txt2img={"file": saved(tmp_path, OWN), "slots": {}})
    assert "comfyui.txt2img.slots.prompt is not set" in error.message


def test_every_workflow_that_was_recorded_can_be_read(tmp_path: Path) -> None:
    for name in ("02_txt2img", "16_flux_tiny"):
        for post in recording(name).posts():
            path = saved(tmp_path, post["request_json"]["prompt"])
            engine("http://127.0.0.1:9", "workflow", txt2img={"file": path, "slots": {}})
