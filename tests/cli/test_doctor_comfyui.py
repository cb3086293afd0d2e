"""``dreamwindow doctor --comfyui URL``, on a server that is well and on some that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow import plugins
from dreamwindow.cli.diagnosis_comfyui import diagnose_comfyui
from tests.engines.comfyui.server.comfyui import ComfyUIServer


@pytest.fixture(autouse=True)
def _nobodys_settings(workspace: Path) -> None:
    """Only the defaults."""


async def test_a_server_that_is_well() -> None:
    async with ComfyUIServer() as server:
        found = await diagnose_comfyui(server.url, None)
    assert all(finding.well for finding in found)
    said = {finding.what: finding.says for finding in found}
    assert said[f"ComfyUI at {server.url}"].startswith("version 0.3.64")
    assert said["its device"].startswith("cpu, 23.9 of 25.3 GB free")
    assert "flux: flux1-schnell-tiny.safetensors" in said["its models"]
    assert "sdxl: no: ComfyUI has no checkpoint" in said["its models"]
    assert said["a picture by flux"].startswith("512x512 in ")
    assert server.tally.sampled.total() == 2


async def test_a_server_without_flux_is_tried_with_what_it_has() -> None:
    async with ComfyUIServer() as server:
        server.state.info["UNETLoader"]["input"]["required"]["unet_name"][0].clear()
        found = await diagnose_comfyui(server.url, None)
    assert found[-1].what == "a picture by sd15"
    assert all(finding.well for finding in found)


async def test_nodes_that_are_missing_are_named() -> None:
    async with ComfyUIServer() as server:
        del server.state.info["FluxGuidance"]
        found = await diagnose_comfyui(server.url, None)
    (missing,) = [finding for finding in found if finding.what == "nodes for flux"]
    assert (missing.well, missing.says, missing.remedy) == (False, "without FluxGuidance", "Update ComfyUI.")


async def test_a_server_that_gives_pictures_another_way_is_well() -> None:
    async with ComfyUIServer() as server:
        del server.state.info["SaveImageWebsocket"]
        found = await diagnose_comfyui(server.url, None)
    assert all(finding.well for finding in found)


async def test_a_kind_of_model_that_cannot_be_loaded_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    names = plugins.names
    monkeypatch.setattr(plugins, "names", lambda group: [*names(group), "broken"])
    async with ComfyUIServer() as server:
        found = await diagnose_comfyui(server.url, None)
    said = {finding.what: finding.says for finding in found}
    assert "broken: no: There is no workflow 'broken'." in said["its models"]
    assert all(finding.well for finding in found)


async def test_a_server_without_any_model() -> None:
    async with ComfyUIServer() as server:
        for node, name in (("UNETLoader", "unet_name"), ("CheckpointLoaderSimple", "ckpt_name")):
            server.state.info[node]["input"]["required"][name][0].clear()
        found = await diagnose_comfyui(server.url, None)
    models, picture = found[-2:]
    assert not models.well
    assert "the guide says which" in models.remedy
    assert not picture.well


@pytest.mark.parametrize(("url", "says"), [("http://127.0.0.1:9", "cannot be reached"), ("ftp://x", "ftp://")])
async def test_a_server_that_is_not_there(url: str, says: str) -> None:
    (finding,) = await diagnose_comfyui(url, None)
    assert not finding.well
    assert says in finding.says
    assert finding.remedy
