"""A model in a single file gives the pictures of its folder; what it lacks, or is not, is said before it loads."""

from __future__ import annotations

import json
import shutil
import types
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.errors import ConfigError, MissingWeights, UserError
from dreamwindow.weights.known import known
from tests.weights.models import safetensors_of

SD1 = {
    "model.diffusion_model.input_blocks.0.0.weight": (320, 4, 3, 3),
    "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": (320, 768),
    "cond_stage_model.transformer.text_model.final_layer_norm.weight": (768,),
}
SDXL = SD1 | {"model.diffusion_model.label_emb.0.0.weight": (1280, 2816)}
FLUX = {
    "double_blocks.0.img_attn.qkv.weight": (9216, 3072),
    "text_encoders.clip_l.transformer.text_model.final_layer_norm.weight": (768,),
}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def written(path: Path, shapes: dict[str, tuple[int, ...]]) -> str:
    path.write_bytes(safetensors_of(shapes))
    return str(path)


def small(folder: Path, pipeline: str = "StableDiffusionPipeline", **config: Any) -> Path:
    """Small files, with as little in them as can be."""
    kinds = {"StableDiffusionPipeline": "sd15", "StableDiffusionXLPipeline": "sdxl", "FluxPipeline": "flux-schnell"}
    for need in known(f"{kinds[pipeline]}-parts").needs:
        (folder / need[0]).parent.mkdir(parents=True, exist_ok=True)
        (folder / need[0]).write_text(json.dumps({"_class_name": pipeline} | config))
    return folder


def refused(model: str, parts: Path | str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        EngineSettings.of(EngineOptions(model=model, extra={"parts": parts}))
    return caught.value


def fetched(name: str, cache: Path) -> Path:
    """The small files of a known model, where `models fetch` puts them."""
    shelf = cache / f"models--{known(name).repo.replace('/', '--')}"
    (shelf / "refs").mkdir(parents=True)
    (shelf / "refs" / "main").write_text("a" * 40)
    return small(shelf / "snapshots" / ("a" * 40))


@pytest.mark.parametrize(
    ("shapes", "named", "asks_for"),
    [
        (SD1, "dreams.safetensors", ["Stable Diffusion 1", "models fetch sd15-parts", "stable-diffusion-v1-5", "2 MB"]),
        (SDXL, "xl.safetensors", ["Stable Diffusion XL", "models fetch sdxl-parts", "tokenizer_2/vocab.json"]),
        (SDXL, "xl-turbo.safetensors", ["models fetch sdxl-turbo-parts", "unet/config.json"]),
        (FLUX, "f.safetensors", ["Flux schnell", "models fetch flux-schnell-parts", "transformer/config.json"]),
        (FLUX | {"guidance_in.in_layer.bias": (9,)}, "dev.safetensors", ["black-forest-labs/FLUX.1-dev"]),
        ({"double_blocks.0.x": (9,)}, "alone.safetensors", ["transformer of Flux", "models fetch flux-schnell`", "GB"]),
    ],
)
def test_with_nothing_but_the_file_it_is_said_what_else_is_needed_and_how_to_get_it(
    cache: Path, tmp_path: Path, shapes: dict[str, tuple[int, ...]], named: str, asks_for: list[str]
) -> None:
    said = refused(written(tmp_path / named, shapes))
    assert isinstance(said, MissingWeights)
    assert [words for words in asks_for if words not in str(said)] == []


@pytest.mark.parametrize(
    ("shapes", "says"),
    [
        ({"lora_unet_mid_block.lora_down.weight": (4, 4)}, "is a LoRA.*diffusers.loras"),
        ({"unet.mid_block.to_q.lora_A.weight": (4, 4)}, "is a LoRA"),
        ({"encoder.conv_in.weight": (4,), "decoder.conv_in.weight": (4,)}, "autoencoder alone.*diffusers.vae"),
        ({"down_blocks.0.resnets.0.conv1.weight": (4,)}, "one part of a model.*folder"),
        ({"model.diffusion_model.joint_blocks.0.x": (4,)}, "is Stable Diffusion 3"),
        (SD1 | {"model.diffusion_model.input_blocks.0.0.weight": (320, 9, 3, 3)}, "9 channels"),
        (FLUX | {"double_blocks.0.img_attn.qkv.scale_weight": (1,)}, "packed by a quantizer"),
        ({"weight": (4,)}, "no model that is known here"),
    ],
)
def test_a_file_that_is_something_else_is_refused_by_what_it_is(
    tmp_path: Path, shapes: dict[str, tuple[int, ...]], says: str
) -> None:
    with pytest.raises(ConfigError, match=rf"(?s){says}"):
        EngineSettings.of(EngineOptions(model=written(tmp_path / "it.safetensors", shapes)))


def test_small_files_that_were_fetched_are_found_by_themselves_and_by_name(cache: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "dreams.safetensors", SD1)
    assert "models fetch sd15-parts" in str(refused(file, "sd15"))
    folder = fetched("sd15", cache)
    for said in (None, "sd15"):
        assert EngineSettings.of(EngineOptions(model=file, extra={"parts": said})).parts == folder
    assert "models fetch sd15" in str(refused("sd15"))  # which they do not pass for


def test_small_files_that_do_not_fit_are_refused_with_those_that_do(cache: Path, tmp_path: Path) -> None:
    file = written(tmp_path / "dreams.safetensors", SD1)
    other = small(tmp_path / "xl", "StableDiffusionXLPipeline")
    assert "Stable Diffusion 1; diffusers.parts" in str(refused(file, other))
    assert "sd15-parts" in str(refused(file, other))
    wide = small(tmp_path / "sd2", cross_attention_dim=1024)
    assert "1024 wide there, 768 in the file" in str(refused(file, wide))
    dev = small(tmp_path / "dev", "FluxPipeline", guidance_embeds=True)
    assert "is of dev" in str(refused(written(tmp_path / "f.safetensors", FLUX), dev))
    (wide / "tokenizer" / "vocab.json").unlink()
    assert "tokenizer/vocab.json or tokenizer/tokenizer.json is missing" in str(refused(file, wide))
    assert "there is no /nowhere" in str(refused(file, "/nowhere"))
    (dev / "transformer" / "config.json").write_text("{")
    assert "cannot be read" in str(refused(str(tmp_path / "f.safetensors"), dev))


@pytest.mark.torch
@pytest.mark.parametrize("name", ["sd15", "turbo", "sdxl", "flux-schnell"])
def test_it_gives_the_pictures_of_its_folder(
    models: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.engines.diffusers.original import single_file, small_files

    narrow_flux(monkeypatch)
    file = single_file(models / name, tmp_path / f"{name.split('-')[0]}.safetensors")
    parts = small_files(models / name, tmp_path / "parts")
    assert np.array_equal(picture(file, parts=parts), picture(models / name))


@pytest.mark.torch
def test_a_transformer_alone_takes_the_rest_from_the_folder(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.engines.diffusers.original import single_file, small_files

    narrow_flux(monkeypatch)
    whole = models / "flux-schnell"
    file = single_file(whole, tmp_path / "it.safetensors", "transformer")
    bare = small_files(whole, tmp_path / "parts")
    assert "weights of text_encoder are missing" in str(refused(str(file), bare))
    rest = Path(shutil.copytree(whole, tmp_path / "rest"))
    for weights in (rest / "transformer").glob("*.safetensors"):
        weights.unlink()
    assert np.array_equal(picture(file, parts=rest), picture(whole))


@pytest.mark.torch
def test_a_file_without_an_autoencoder_takes_one_that_is_named(models: Path, tmp_path: Path) -> None:
    from tests.engines.diffusers.original import single_file, small_files

    file = single_file(models / "sd15", tmp_path / "it.safetensors", "unet", "text_encoder")
    parts = small_files(models / "sd15", tmp_path / "parts")
    with pytest.raises(ConfigError, match=r"(?s)AutoencoderKL.*diffusers\.vae"):
        picture(file, parts=parts)
    named = picture(file, parts=parts, vae=models / "sd15" / "vae")
    assert np.array_equal(named, picture(models / "sd15"))


@pytest.mark.torch
@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        (
            "cond_stage_model.transformer.text_model.final_layer_norm.bias",
            r"no (text_model\.)?final_layer_norm\.bias for the text_encoder",
        ),
        ("model.diffusion_model.out.2.bias", "some of its weights are missing"),
    ],
)
def test_a_file_that_lacks_a_weight_is_refused(models: Path, tmp_path: Path, lacks: str, says: str) -> None:
    from safetensors.torch import load_file, save_file

    from tests.engines.diffusers.original import single_file, small_files

    file = single_file(models / "sd15", tmp_path / "it.safetensors")
    weights = load_file(file)
    del weights[lacks]
    save_file(weights, file)
    with pytest.raises(ConfigError, match=says):
        picture(file, parts=small_files(models / "sd15", tmp_path / "parts"))


def narrow_flux(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have diffusers take Flux for as narrow as the tiny one: how wide it is it does not read, but knows by heart."""
    from diffusers.loaders.single_file_model import SINGLE_FILE_LOADABLE_CLASSES

    ways = SINGLE_FILE_LOADABLE_CLASSES["FluxTransformer2DModel"]
    known_by_heart: Any = ways["checkpoint_mapping_fn"]
    code = known_by_heart.__code__
    narrow = code.replace(co_consts=tuple(32 if value == 3072 else value for value in code.co_consts))
    monkeypatch.setitem(ways, "checkpoint_mapping_fn", types.FunctionType(narrow, known_by_heart.__globals__))


def picture(model: Path, **extra: Any) -> Any:
    """A small one of it, in its usual steps."""
    torch = pytest.importorskip("torch")
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard

    with torch.inference_mode():
        return pipeline(model, **extra).generate(recipe(), None, unheard)
