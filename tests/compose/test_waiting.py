"""A dream whose server is not there yet: the window opens, says what it waits for, and dreams when it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import Loaded, load
from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import ConfigError, DiskTooFull, UnknownName
from dreamwindow.server.app import create_app
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.server.conftest import client_of


def config(url: str, folder: Path, **generation: Any) -> Loaded:
    values: dict[tuple[str, ...], Any] = {
        ("system", "comfyui_url"): url,
        ("generation", "engine"): "comfyui",
        ("generation", "model"): "sd15",
        ("generation", "width"): 64,
        ("generation", "height"): 64,
        ("recording", "min_free_gb"): 0,
        ("game_detection", "enabled"): False,
    }
    values |= {("generation", name): value for name, value in generation.items()}
    return load(None, {path: ("test", value) for path, value in values.items()}, environ={}, cwd=folder)


async def until(act: DreamAct, true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        with act.changed.subscribe() as changed:
            while not true():
                await changed.get()


@pytest.fixture
async def server() -> AsyncIterator[ComfyUIServer]:
    async with ComfyUIServer() as server:
        yield server


def sessions(folder: Path) -> list[Path]:
    return list(folder.glob("sessions/*/session.json"))


async def killed(server: ComfyUIServer) -> str:
    """Where a server was that is away now; its port stays its own."""
    await server.kill()
    return server.url


async def test_it_says_what_it_waits_for_and_dreams_when_it_comes(server: ComfyUIServer, tmp_path: Path) -> None:
    url = await killed(server)
    async with DreamAct(config(url, tmp_path), DreamOptions(frames=3)) as act:
        await act.start()
        await act.start()  # as somebody who is impatient
        await until(act, lambda: act.status().error is not None)
        status = act.status()
        assert (status.status, act.engine_info, act.session_folder) == ("starting", None, None)
        assert status.error == f"Waiting: ComfyUI at {url} cannot be reached: nobody listens there. " + (
            "Start ComfyUI, or set system.comfyui_url to where it listens."
        )
        assert act.ready() == status.error
        await server.start()
        finished = await act.finished()
        assert (finished.reason, finished.error) == ("completed", None)
        assert (act.status().engine, act.status().error, act.ready()) == ("comfyui", None, None)
        assert act.session_folder is not None
        assert len(sessions(tmp_path)) == 1


async def test_the_window_is_there_and_can_be_asked(server: ComfyUIServer, tmp_path: Path) -> None:
    act = DreamAct(config(await killed(server), tmp_path), DreamOptions())
    async with act, client_of(create_app(act, ServerConfig())) as http:
        await act.start()
        await until(act, lambda: act.status().error is not None)
        assert (await _json(http, "/api/status"))["error"].startswith("Waiting: ComfyUI")
        assert (await http.get("/readyz")).status_code == 503
        assert (await _json(http, "/api/health"))["model_loaded"] is False
        for button in ("pause", "resume", "skip", "stop"):
            assert (await http.post(f"/api/dream/{button}")).status_code == 200
        assert (await http.patch("/api/settings", json={"prompt": "a lake"})).status_code == 200
        assert (await _json(http, "/api/status"))["status"] == "stopped"


async def _json(http: httpx.AsyncClient, path: str) -> Any:
    return (await http.get(path)).json()


async def test_a_dream_that_is_called_off_while_it_waits_has_ended(server: ComfyUIServer, tmp_path: Path) -> None:
    async with DreamAct(config(await killed(server), tmp_path), DreamOptions(frames=3)) as act:
        await act.start()
        await act.stop("enough")
        assert (await act.finished()).reason == "enough"
        await server.start()
        await until(act, lambda: act.engine_info is not None)
        assert (act.status().status, act.session_folder) == ("stopped", None)
    assert not sessions(tmp_path)


async def test_leaving_while_it_waits_leaves_nothing(server: ComfyUIServer, tmp_path: Path) -> None:
    async with DreamAct(config(await killed(server), tmp_path), DreamOptions()) as act:
        await act.start()
        await until(act, lambda: act.status().error is not None)
    assert server.connections == 0


async def test_what_comes_and_refuses_is_told_and_asked_again(server: ComfyUIServer, tmp_path: Path) -> None:
    files = server.state.info["CheckpointLoaderSimple"]["input"]["required"]["ckpt_name"]
    had, files[0] = files[0], ["other.safetensors"]
    async with DreamAct(config(await killed(server), tmp_path), DreamOptions(frames=2)) as act:
        await act.start()
        await server.start()
        await until(act, lambda: "ComfyUI has no checkpoint" in (act.status().error or ""))
        assert "other.safetensors" in (act.status().error or "")
        files[0] = had
        assert (await act.finished()).reason == "completed"


async def test_another_engine_may_be_taken_instead(server: ComfyUIServer, tmp_path: Path) -> None:
    async with DreamAct(config(await killed(server), tmp_path), DreamOptions(frames=2)) as act:
        await act.start()
        await until(act, lambda: act.status().error is not None)
        await act.select_engine("procedural")
        assert (await act.finished()).reason == "completed"
        await until(act, lambda: act.status().error is None)
        assert act.status().engine == "procedural"


async def test_a_disk_that_filled_meanwhile_is_said(server: ComfyUIServer, tmp_path: Path) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskTooFull("Only 0.1 GB are left.", "Make room.")

    async with DreamAct(config(await killed(server), tmp_path), DreamOptions(frames=2)) as act:
        await act.start()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("dreamwindow.compose.runs.begin_run", full)
            await server.start()
            with pytest.raises(DiskTooFull):
                await act.finished()
        await until(act, lambda: act.status().status == "stopped")
        assert act.status().error == "Only 0.1 GB are left."


@pytest.mark.parametrize(("model", "error"), [("sdxl:missing.safetensors", UnknownName), ("sd16", UnknownName)])
async def test_what_is_wrong_with_a_server_that_is_there_ends_it_at_once(
    server: ComfyUIServer, tmp_path: Path, model: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        async with DreamAct(config(server.url, tmp_path, model=model), DreamOptions()):
            pass


async def test_an_address_that_is_none_ends_it_at_once(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        async with DreamAct(config("ftp://here", tmp_path), DreamOptions()):
            pass
