"""The engine on the test server: what the contract suite does not ask."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dreamwindow import plugins
from dreamwindow.contracts.engine import Progress
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.latents import MixedLatent
from dreamwindow.engines.comfyui.settings import WORKFLOWS
from dreamwindow.engines.comfyui.workflows.base import BuilderOptions
from dreamwindow.errors import EngineUnavailable, InvalidRecipe
from dreamwindow.model.frame import Pixels
from tests.contract.engine_suite import difference, foreign_picture
from tests.engines.comfyui.recipes import engine, expected, img2img, txt2img
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.faults import Planned
from tests.engines.comfyui.server.recordings import object_info
from tests.engines.comfyui.server.running import Pace

SIZE = (96, 64)
MODELS = ["flux", "sd15"]


@pytest.mark.parametrize("model", MODELS)
async def test_makes_what_the_recipe_says(server: ComfyUIServer, model: str) -> None:
    init = foreign_picture(SIZE)
    async with engine(server.url, model) as comfy:
        words, grown = txt2img(seed=7.9), img2img(strength=0.75, num_inference_steps=8)
        assert np.array_equal(await comfy.generate(words), expected(words))
        assert np.array_equal(await comfy.generate(grown, init), expected(grown, init))


async def test_says_what_it_is(server: ComfyUIServer) -> None:
    async with engine(server.url) as comfy:
        info = comfy.info
    assert (info.name, info.model) == ("comfyui", "flux:flux1-schnell-tiny.safetensors")
    assert (info.size_multiple, info.deterministic, info.device) == (16, False, "cpu")
    assert info.unused == ("negative_prompt",)
    assert info.versions["comfyui"] == "0.3.64"


async def test_the_name_of_a_model_finds_it_again(server: ComfyUIServer) -> None:
    """A session remembers ``engine.info.model``; a replay asks for it."""
    async with engine(server.url, "sd15:sd15_tiny.safetensors") as comfy:
        assert comfy.info.model == "sd15:sd15_tiny.safetensors"


async def test_strength_zero_gives_the_parent_back_and_asks_nobody(server: ComfyUIServer) -> None:
    init = foreign_picture(SIZE)
    async with engine(server.url) as comfy:
        assert np.array_equal(await comfy.generate(img2img(strength=0.0), init), init)
    assert server.tally.started == []


async def test_previews_are_told_as_pixels(server: ComfyUIServer) -> None:
    server.pace = Pace(step_s=0.01, previews=True)
    told: list[Progress] = []
    recipe = txt2img(num_inference_steps=4)
    async with engine(server.url) as comfy:
        await comfy.generate(recipe, on_event=told.append)
    previews = [progress.preview for progress in told if progress.preview is not None]
    assert previews
    assert all(difference(preview, expected(recipe)) < 8 for preview in previews)


async def test_a_picture_that_the_server_has_is_not_sent_again(server: ComfyUIServer) -> None:
    a, b = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    async with engine(server.url) as comfy:
        from_a, to_b = await comfy.encode(a), await comfy.encode(b)
        for t in (0.25, 0.5, 0.75):
            (pixels,) = await comfy.decode([await comfy.interpolate(from_a, to_b, t)])
            assert difference(pixels, _mixed(a, b, t)) < 1
        await comfy.generate(img2img(), b)
    assert server.tally.requests["POST /upload"] == 2


def _mixed(a: Pixels, b: Pixels, t: float) -> Pixels:
    return np.asarray(np.rint(a * (1 - t) + b.astype(float) * t), np.uint8)


async def test_few_names_are_used_again_and_again(server: ComfyUIServer) -> None:
    async with engine(server.url) as comfy:
        for turn in range(40):
            await comfy.generate(img2img(seed=turn), foreign_picture(SIZE, turn))
    assert len(server.state.disk.files) == 24
    assert {kind for kind, _, _ in server.state.disk.files} == {"temp"}


async def test_after_a_restart_pictures_are_sent_again(server: ComfyUIServer) -> None:
    a, b = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    async with engine(server.url) as comfy:
        latent = await comfy.interpolate(await comfy.encode(a), await comfy.encode(b), 0.5)
        await comfy.generate(img2img(), a)
        await server.restart()
        (pixels,) = await comfy.decode([latent])
    assert difference(pixels, _mixed(a, b, 0.5)) < 1


async def test_a_restart_between_sending_and_posting_is_worth_another_try(server: ComfyUIServer) -> None:
    init = foreign_picture(SIZE)
    async with engine(server.url) as comfy:
        name = comfy._uploads.name

        async def then_restart(pixels: Pixels) -> str:
            sent = await name(pixels)
            await server.restart()
            return sent

        comfy._uploads.name = then_restart  # type: ignore[method-assign]
        with pytest.raises(EngineUnavailable, match="restarted"):
            await comfy.generate(img2img(), init)
        comfy._uploads.name = name  # type: ignore[method-assign]
        assert np.array_equal(await comfy.generate(img2img(), init), expected(img2img(), init))


@pytest.mark.parametrize("place", [("/upload", 1), ("/prompt", 1), ("/queue", 1), ("/ws", 2)])
async def test_a_proxy_that_lets_nobody_in_for_a_while_costs_no_picture(place: tuple[str, int]) -> None:
    faults = Planned(requests={place: "403"}, nodes={("KSampler", 1): "drop socket"})
    init, recipe = foreign_picture(SIZE), img2img(num_inference_steps=4)
    async with ComfyUIServer(faults) as server, engine(server.url, "sd15") as comfy:
        with pytest.raises(EngineUnavailable, match="does not let us in"):
            await comfy.generate(recipe, init)
        assert np.array_equal(await comfy.generate(recipe, init), expected(recipe, init))
        assert server.tally.sampled.total() == 1


async def test_in_betweens_are_made_eight_at_a_time_and_come_in_order(server: ComfyUIServer) -> None:
    a, b = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    ts = [n / 12 for n in range(13)]
    async with engine(server.url) as comfy:
        from_a, to_b = await comfy.encode(a), await comfy.encode(b)
        made = await comfy.decode([await comfy.interpolate(from_a, to_b, t) for t in ts])
    assert len(server.tally.started) == 2
    assert all(difference(pixels, _mixed(a, b, t)) < 1 for pixels, t in zip(made, ts, strict=True))
    assert np.array_equal(made[0], a)
    assert np.array_equal(made[-1], b)


async def test_a_walk_from_walk_to_walk_does_not_grow(server: ComfyUIServer) -> None:
    pictures = [foreign_picture(SIZE, turn) for turn in range(6)]
    async with engine(server.url) as comfy:
        latent: Any = await comfy.encode(pictures[0])
        for picture in pictures[1:]:
            latent = await comfy.interpolate(latent, await comfy.encode(picture), 0.5)
            await comfy.decode([latent])
            assert isinstance(latent, MixedLatent)
            assert not isinstance(latent.a, MixedLatent)


async def test_pictures_of_several_sizes_are_one_engines(server: ComfyUIServer) -> None:
    async with engine(server.url) as comfy:
        for width, height in ((64, 64), (128, 96), (64, 160)):
            recipe = txt2img(width=width, height=height)
            assert np.array_equal(await comfy.generate(recipe), expected(recipe))


async def test_released_memory_is_asked_back_and_a_server_that_is_away_is_no_trouble(server: ComfyUIServer) -> None:
    async with engine(server.url) as comfy:
        await comfy.generate(txt2img())
        await comfy.release()
        await server.until(lambda: not server.state.memory.freeing)
        assert server.state.memory.cache == {}
        await server.kill()
        await comfy.release()


async def test_without_the_socket_node_nothing_stays_in_the_output_folder(server: ComfyUIServer) -> None:
    del server.state.info["SaveImageWebsocket"]
    async with engine(server.url) as comfy:
        assert np.array_equal(await comfy.generate(txt2img()), expected(txt2img()))
    assert {kind for kind, _, _ in server.state.disk.files} == {"temp"}


async def test_a_dream_that_is_skipped_interrupts_the_server() -> None:
    async with ComfyUIServer(Planned(), pace=Pace(step_s=0.02)) as server, engine(server.url) as comfy:
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(comfy.generate(txt2img(num_inference_steps=5_000)))
            await server.until(lambda: server.tally.sampled.total() == 1)
            task.cancel()
        await server.until(lambda: server.state.memory.remaining == 0)
        recipe = txt2img(seed=8, num_inference_steps=1)
        assert np.array_equal(await comfy.generate(recipe), expected(recipe))


def own(folder: Path, kind: str, *, vae: bool = True) -> dict[str, Any]:
    """A workflow as ComfyUI exports it, with titles, two ends, and fixed words; and where our words go in it."""
    builder = plugins.load(WORKFLOWS, "sd15")(Catalogue.read(object_info()), BuilderOptions())
    fixed = txt2img("words of the file", width=64, height=64, num_inference_steps=2)
    grown = img2img("words of the file", width=64, height=64, num_inference_steps=2)
    built = builder.build_txt2img(fixed) if kind == "txt2img" else builder.build_img2img(grown, "old.png")
    prompt: dict[str, Any] = built.graph.to_api()
    by_class: dict[str, str] = {}
    for node_id, node in prompt.items():
        by_class.setdefault(node["class_type"], node_id)
    prompt[built.output] = {**prompt[built.output], "class_type": "SaveImage"}
    prompt[built.output]["inputs"]["filename_prefix"] = "mine"
    prompt["extra"] = {"class_type": "PreviewImage", "inputs": {"images": prompt[built.output]["inputs"]["images"]}}
    prompt[by_class["CLIPTextEncode"]]["_meta"] = {"title": "Positive"}
    path = folder / f"{kind}.json"
    path.write_text(json.dumps(prompt))
    sampler, latent = by_class["KSampler"], by_class.get("EmptyLatentImage")
    slots = {"prompt": "Positive.text", "seed": f"{sampler}.seed", "output": built.output}
    slots |= {"num_inference_steps": f"{sampler}.steps", "guidance_scale": f"{sampler}.cfg"}
    if kind == "txt2img":
        return {"file": path, "slots": {**slots, "width": f"{latent}.width", "height": f"{latent}.height"}}
    slots |= {"strength": f"{sampler}.denoise", "image": f"{by_class['LoadImage']}.image"}
    return {"file": path, "slots": slots}


async def test_a_persons_own_workflows_are_filled_and_leave_no_files(server: ComfyUIServer, tmp_path: Path) -> None:
    init = foreign_picture(SIZE)
    settings: dict[str, Any] = {kind: own(tmp_path, kind) for kind in ("txt2img", "img2img")}
    async with engine(server.url, "workflow", **settings) as comfy:
        assert comfy.info.model == "workflow:txt2img.json"
        words, grown = txt2img(num_inference_steps=3), img2img(num_inference_steps=8, strength=0.25)
        assert np.array_equal(await comfy.generate(words), expected(words))
        assert np.array_equal(await comfy.generate(grown, init), expected(grown, init))
        latent = await comfy.interpolate(await comfy.encode(init), await comfy.encode(expected(words)), 0.5)
        (pixels,) = await comfy.decode([latent])
        assert difference(pixels, _mixed(init, expected(words), 0.5)) < 1
    assert {kind for kind, _, _ in server.state.disk.files} == {"temp"}


async def test_without_slots_for_its_size_a_picture_is_scaled(server: ComfyUIServer, tmp_path: Path) -> None:
    setting = own(tmp_path, "txt2img")
    setting["slots"] = {"prompt": "Positive.text", "output": setting["slots"]["output"]}
    async with engine(server.url, "workflow", txt2img=setting) as comfy:
        assert (await comfy.generate(txt2img())).shape == (64, 96, 3)


async def test_without_a_workflow_for_it_nothing_grows_from_a_picture(server: ComfyUIServer, tmp_path: Path) -> None:
    async with engine(server.url, "workflow", txt2img=own(tmp_path, "txt2img")) as comfy:
        with pytest.raises(InvalidRecipe, match="from words only") as refused:
            await comfy.generate(img2img(), foreign_picture(SIZE))
    assert "comfyui.img2img.file" in refused.value.remedy


async def test_without_a_vae_in_it_pictures_are_faded(server: ComfyUIServer, tmp_path: Path) -> None:
    a, b = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    path = tmp_path / "plain.json"
    nodes = {
        "1": {"class_type": "LoadImage", "inputs": {"image": "x.png"}},
        "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}},
    }
    path.write_text(json.dumps(nodes))
    setting = {"file": path, "slots": {"prompt": "2.filename_prefix"}}
    async with engine(server.url, "workflow", txt2img=setting) as comfy:
        latent = await comfy.interpolate(await comfy.encode(a), await comfy.encode(b), 0.5)
        (pixels,) = await comfy.decode([latent])
    assert difference(pixels, _mixed(a, b, 0.5)) < 1
    assert server.tally.started == []


async def test_eight_pictures_may_take_eight_times_as_long_as_one(server: ComfyUIServer) -> None:
    a, b = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    limits: list[float | None] = []
    async with engine(server.url, generation_timeout_s=5) as comfy:
        generate = comfy._client.generate

        async def noted(workflow: Any, *, timeout_s: float | None, listener: Any) -> list[bytes]:
            limits.append(timeout_s)
            return await generate(workflow, timeout_s=timeout_s, listener=listener)

        comfy._client.generate = noted  # type: ignore[method-assign, assignment]
        await comfy.generate(txt2img())
        from_a, to_b = await comfy.encode(a), await comfy.encode(b)
        await comfy.decode([await comfy.interpolate(from_a, to_b, n / 9) for n in range(1, 9)])
    assert limits == [5, 40]
