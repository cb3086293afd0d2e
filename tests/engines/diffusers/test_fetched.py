"""What `models fetch` brings is what the engine finds and loads: one finder, one place for weights."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.engines.diffusers.source import INDEX
from dreamwindow.errors import MissingWeights
from dreamwindow.weights.checking import check
from dreamwindow.weights.fetching import Fetching
from dreamwindow.weights.hub import Hub, HubOptions
from dreamwindow.weights.known import known
from dreamwindow.weights.places import find
from tests.contract.engine_suite import is_picture
from tests.weights.hub_server import HubServer, serving
from tests.weights.models import safetensors

PARTS = ("unet", "text_encoder", "vae")
TINY_VAE, LORA = "diffusion_pytorch_model.safetensors", "pytorch_lora_weights.safetensors"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def fetch(name: str, files: dict[str, bytes], cache: Path) -> Path:
    """As `models fetch` does it, from a hub that has these files."""
    large = frozenset(path for path in files if path.endswith(".safetensors"))
    with (
        serving(HubServer(known(name).repo, files, large)) as server,
        Hub(HubOptions(endpoint=server.url)) as hub,
    ):
        return Fetching(hub=hub, shared=cache, wait=lambda seconds: None).fetch(known(name))


def repository() -> dict[str, bytes]:
    """Of a model, in both precisions as the hub has them; its weights are none."""
    index = {"_class_name": "StableDiffusionPipeline"} | {part: ["diffusers", "Part"] for part in PARTS}
    files = {INDEX: json.dumps(index).encode()}
    for part in PARTS:
        files[f"{part}/config.json"] = b"{}"
        files |= {f"{part}/model.safetensors": safetensors(64), f"{part}/model.fp16.safetensors": safetensors(32)}
    return files


def test_small_files_fetched_alone_are_no_model_and_lie_beside_it_when_it_comes(cache: Path) -> None:
    small, whole = known("sd-turbo-parts"), known("sd-turbo")
    files = repository() | {"scheduler/scheduler_config.json": b"{}", "tokenizer/vocab.json": b"{}"}
    folder = fetch("sd-turbo-parts", files, cache)
    assert not list(folder.rglob("*.safetensors"))
    assert check(whole, cache) == []
    assert fetch("sd-turbo", files, cache) == fetch("sd-turbo-parts", files, cache) == folder
    assert find(whole, cache) == find(small, cache) == folder
    for model in (small, whole):
        assert {one.state for one in check(model, cache)} == {"intact"}


@pytest.mark.parametrize("asked", ["sd-turbo", "stabilityai/sd-turbo"])
def test_a_model_that_was_fetched_is_the_one_that_runs(cache: Path, asked: str) -> None:
    with pytest.raises(MissingWeights, match="models fetch sd-turbo"):
        EngineSettings.of(EngineOptions(model=asked))
    folder = fetch("sd-turbo", repository(), cache)
    found = EngineSettings.of(EngineOptions(model=asked)).model
    assert (found.path, found.defaults.num_inference_steps) == (folder, 1)
    assert {path.name for path in folder.rglob("*.safetensors")} == {"model.fp16.safetensors"}


def test_a_tiny_autoencoder_and_a_lora_that_were_fetched_are_found_by_name(cache: Path) -> None:
    fetch("sd-turbo", repository(), cache)
    options = EngineOptions(extra={"vae": "taesd", "loras": [{"file": "lcm-lora-sd15"}]})
    with pytest.raises(MissingWeights, match="models fetch taesd"):
        EngineSettings.of(options)
    vae = fetch("taesd", {"config.json": b"{}", TINY_VAE: safetensors(64)}, cache)
    with pytest.raises(MissingWeights, match="models fetch lcm-lora-sd15"):
        EngineSettings.of(options)
    lora = fetch("lcm-lora-sd15", {LORA: safetensors(64)}, cache)
    settings = EngineSettings.of(options)
    assert settings.vae == vae
    assert [(one.name, one.file) for one in settings.loras] == [("lcm-lora-sd15", lora / LORA)]


@pytest.mark.torch
def test_half_precision_alone_is_loaded_and_gives_a_picture(models: Path, cache: Path) -> None:
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard

    torch = pytest.importorskip("torch")
    files = {path.relative_to(models / "turbo").as_posix(): path for path in (models / "turbo").rglob("*.*")}
    served = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
    served |= {half(name): data for name, data in served.items() if name.endswith(".safetensors")}
    folder = fetch("sd-turbo", served, cache)
    assert all(".fp16." in path.name for path in folder.rglob("*.safetensors"))
    with torch.inference_mode():
        assert is_picture(pipeline(Path("sd-turbo")).generate(recipe(), None, unheard), (64, 64))


@pytest.mark.torch
@pytest.mark.parametrize("alone", PARTS)
def test_one_part_in_half_precision_alone_is_loaded_beside_whole_ones(models: Path, tmp_path: Path, alone: str) -> None:
    from tests.engines.diffusers.loaded import pipeline

    folder = shutil.copytree(models / "turbo", tmp_path / "mixed")
    (whole,) = (folder / alone).glob("*.safetensors")
    whole.rename(folder / half(f"{alone}/{whole.name}"))
    assert pipeline(folder, vae=folder / "vae").encoder.channels == 4


def half(name: str) -> str:
    """What a file of weights is called in half precision."""
    return f"{name.removesuffix('.safetensors')}.fp16.safetensors"
