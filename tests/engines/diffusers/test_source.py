"""Models that are not there, half there, or not for us: said before anything is loaded. Needs no torch."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.diffusers import create, extras
from dreamwindow.engines.diffusers.checking import check_folder, check_safetensors
from dreamwindow.engines.diffusers.info import fingerprint
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.engines.diffusers.source import INDEX, class_name, find_model
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.errors import ConfigError, MissingExtra, MissingWeights


def weights(path: Path, size: int = 64, there: int | None = None) -> Path:
    """A safetensors file of ``size`` bytes of numbers, of which ``there`` are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = json.dumps({"x": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(size if there is None else there))
    return path


def model(folder: Path) -> Path:
    """A model whose files are all there."""
    folder.mkdir(parents=True)
    index = {
        "_class_name": "StableDiffusionPipeline",
        "unet": ["diffusers", "UNet2DConditionModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
        "safety_checker": [None, None],
    }
    (folder / INDEX).write_text(json.dumps(index))
    weights(folder / "unet" / "diffusion_pytorch_model.safetensors")
    (folder / "tokenizer").mkdir()
    (folder / "tokenizer" / "vocab.json").write_text("{}")
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def test_a_model_that_is_not_here_is_said_with_its_name_size_and_place(cache: Path) -> None:
    with pytest.raises(MissingWeights) as caught:
        find_model("sd-turbo")
    said = str(caught.value)
    assert "stabilityai/sd-turbo" in said
    assert "2.6 GB" in said
    assert "dreamwindow models fetch sd-turbo" in said
    assert INDEX in said
    with pytest.raises(MissingWeights, match="owner/other"):
        find_model("owner/other")


def test_flux_is_run_in_bfloat16_on_a_gpu(tmp_path: Path) -> None:
    for kind, half in (("FluxPipeline", "bfloat16"), ("StableDiffusionPipeline", "float16")):
        folder = model(tmp_path / kind)
        (folder / INDEX).write_text(json.dumps({"_class_name": kind}))
        assert EngineSettings.of(EngineOptions(model=str(folder))).half == half


def test_what_another_program_has_fetched_is_found(cache: Path) -> None:
    placed = model(cache / "models--owner--my-lightning" / "snapshots" / "abc")
    found = find_model("owner/my-lightning")
    assert (found.path, found.name, found.defaults.num_inference_steps) == (placed, "owner/my-lightning", 4)


def test_names_are_known_in_any_case(cache: Path) -> None:
    for wanted in ("SD-Turbo", "StabilityAI/SD-Turbo"):
        with pytest.raises(MissingWeights, match="models fetch sd-turbo"):
            find_model(wanted)


@pytest.mark.parametrize(
    ("kind", "guided", "steps", "guidance"),
    [
        ("FluxPipeline", False, 4, 1.0),
        ("FluxPipeline", True, 28, 3.5),
        ("LatentConsistencyModelPipeline", None, 4, 1.0),
        ("StableDiffusionPipeline", None, 20, 7.0),
    ],
)
def test_a_folder_whose_name_tells_nothing_is_known_by_what_is_in_it(
    tmp_path: Path, kind: str, guided: bool | None, steps: int, guidance: float
) -> None:
    folder = model(tmp_path / "m")
    (folder / INDEX).write_text(json.dumps({"_class_name": kind}))
    (folder / "transformer").mkdir()
    (folder / "transformer" / "config.json").write_text(json.dumps({"guidance_embeds": guided}))
    found = find_model(str(folder)).defaults
    assert (found.num_inference_steps, found.guidance_scale) == (steps, guidance)


def test_a_folder_is_known_by_its_name(tmp_path: Path) -> None:
    found = find_model(str(model(tmp_path / "my-lcm")))
    assert (found.name, found.defaults.num_inference_steps, found.defaults.guidance_scale) == ("my-lcm", 4, 1.0)


@pytest.mark.parametrize("wanted", ["fluks", "/nowhere/at/all", "a/b/c"])
def test_what_cannot_be_a_model_is_refused_with_the_names(wanted: str, cache: Path) -> None:
    with pytest.raises(ConfigError, match="flux-schnell"):
        find_model(wanted)


def test_a_folder_without_an_index_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=INDEX):
        find_model(str(tmp_path))


def test_a_checkpoint_that_could_run_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.ckpt").write_bytes(b"x")
    with pytest.raises(ConfigError, match="safetensors"):
        find_model(str(tmp_path / "model.ckpt"))


def test_a_whole_model_passes(tmp_path: Path) -> None:
    check_folder(model(tmp_path / "m"))


@pytest.mark.parametrize(
    "kind",
    [
        "StableDiffusion3Pipeline",
        "WanPipeline",
        "StableDiffusionInpaintPipeline",
        "StableDiffusionXLImg2ImgPipeline",  # the refiner
        "FluxFillPipeline",
    ],
)
def test_models_of_another_kind_are_refused_by_name_before_a_process_is_started(tmp_path: Path, kind: str) -> None:
    folder = model(tmp_path / "m")
    (folder / INDEX).write_text(json.dumps({"_class_name": kind}))
    with pytest.raises(ConfigError, match=kind):
        EngineSettings.of(EngineOptions(model=str(folder)))


def test_half_a_file_is_said_with_its_bytes(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    path = weights(folder / "unet" / "diffusion_pytorch_model.safetensors", 64, there=63)
    with pytest.raises(ConfigError, match="half there"):
        check_folder(folder)
    path.write_bytes(b"\x40\x00")
    with pytest.raises(ConfigError, match="half there"):
        check_safetensors(path)


def test_a_download_under_way_a_missing_part_and_a_missing_shard_are_said(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    beside = folder / "unet" / "more.incomplete"
    beside.write_bytes(b"")
    with pytest.raises(ConfigError, match="broken off"):
        check_folder(folder)
    beside.unlink()
    listing = folder / "unet" / "diffusion_pytorch_model.safetensors.index.json"
    listing.write_text(json.dumps({"weight_map": {"x": "part-2.safetensors"}}))
    with pytest.raises(ConfigError, match=r"part-2.safetensors is missing"):
        check_folder(folder)
    listing.unlink()
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(ConfigError, match="part unet is missing"):
        check_folder(folder)
    (folder / "unet" / "diffusion_pytorch_model.bin").touch()
    with pytest.raises(ConfigError, match=r"\.bin alone"):
        check_folder(folder)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (INDEX, "["),
        (INDEX, '["StableDiffusionPipeline"]'),
        ("unet/diffusion_pytorch_model.safetensors.index.json", '{"weight_map": {"a"'),
        ("unet/diffusion_pytorch_model.safetensors.index.json", '{"weight_map": ["a"]}'),
        ("unet/config.json", '{"in_channels": 4,'),
        ("unet/config.json", ""),
        ("tokenizer/vocab.json", '{"a": 1, "\u00e9'),
    ],
)
def test_half_a_listing_is_said_by_name_with_what_to_do(tmp_path: Path, file: str, content: str) -> None:
    folder = model(tmp_path / "m")
    (folder / file).write_text(content)
    with pytest.raises(ConfigError) as caught:
        check_folder(folder)
    assert str(folder / file) in caught.value.message
    assert "Fetch it again" in caught.value.remedy


def test_a_part_of_which_nothing_is_said_is_none(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    said = json.loads((folder / INDEX).read_text())
    (folder / INDEX).write_text(json.dumps(said | {"vae": []}))
    (folder / "unet" / "._config.json").write_bytes(b"\x00\x05\x16\x07")  # as macOS leaves them on foreign disks
    check_folder(folder)


@pytest.mark.parametrize("content", ["[]", '"Flux"', "{", "null"])
def test_an_index_that_is_none_names_no_pipeline_and_hides_nothing(tmp_path: Path, content: str) -> None:
    folder = model(tmp_path / "m")
    (folder / INDEX).write_text(content)
    assert class_name(folder) == ""
    with pytest.raises(ConfigError, match=INDEX):
        EngineSettings.of(EngineOptions(model=str(folder)))


def test_a_transformer_that_says_nothing_is_flux(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / INDEX).write_text(json.dumps({"_class_name": "FluxPipeline"}))
    (folder / "transformer").mkdir()
    (folder / "transformer" / "config.json").write_text("[]")
    assert find_model(str(folder)).defaults.num_inference_steps == 28


@pytest.mark.parametrize("place", [500_000, -1], ids=["middle", "end"])
def test_weights_of_the_same_name_and_size_are_told_apart(tmp_path: Path, place: int) -> None:
    """The head of Stable Diffusion 1.5 alone is longer than a sample: a fine-tune begins as it does."""
    path = tmp_path / "m" / "model.safetensors"
    head = b"a head as long as that of many tensors".ljust(80_000)
    path.parent.mkdir()
    path.write_bytes(head + bytes(1_000_000 - len(head)))
    before = {fingerprint(path), fingerprint(path.parent)}
    assert before == {fingerprint(path), fingerprint(path.parent)}
    content = bytearray(path.read_bytes())
    content[place] = 1
    path.write_bytes(content)
    assert before.isdisjoint({fingerprint(path), fingerprint(path.parent)})


@pytest.mark.parametrize(
    ("extra", "says"),
    [
        ({"sampler": "eulr"}, "Did you mean 'euler'"),
        ({"dtype": "int8"}, "float16"),
        ({"vae": "/nowhere"}, "/nowhere"),
        ({"loras": [{"file": "/nowhere.safetensors"}]}, "/nowhere"),
        ({"warp": 9}, "warp"),
    ],
)
def test_options_that_cannot_be_are_refused(tmp_path: Path, extra: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        EngineSettings.of(EngineOptions(model=str(model(tmp_path / "m")), extra=extra))


def test_without_a_compiler_it_is_said_before_every_picture_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: "there")
    monkeypatch.setattr(extras, "which", lambda name: None)
    options = EngineOptions(model=str(model(tmp_path / "m")), extra={"compile": True})
    with pytest.raises(ConfigError, match="needs a C compiler"):
        create(options)
    monkeypatch.setattr(extras, "which", {"cc": "/usr/bin/cc"}.get)
    assert isinstance(create(options), HostedEngine)


def test_a_lora_needs_one_package_more_and_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "peft" else "there")
    folder, lora = model(tmp_path / "m"), weights(tmp_path / "pytorch_lora_weights.safetensors")
    assert isinstance(create(EngineOptions(model=str(folder))), HostedEngine)
    with pytest.raises(MissingExtra, match="needs peft"):
        create(EngineOptions(model=str(folder), extra={"loras": [{"file": lora}]}))


def test_a_lora_as_the_hub_calls_it_is_known_by_its_folder(tmp_path: Path) -> None:
    lora = weights(tmp_path / "lcm-lora-sdxl" / "pytorch_lora_weights.safetensors")
    options = EngineOptions(model=str(model(tmp_path / "m")), extra={"loras": [{"file": lora}]})
    assert [lora.name for lora in EngineSettings.of(options).loras] == ["lcm-lora-sdxl"]


def test_without_torch_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dreamwindow.engines.diffusers.extras.find_spec", lambda name: None)
    with pytest.raises(MissingExtra) as caught:
        create(EngineOptions())
    assert "pip install 'dreamwindow[diffusers]'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_half_of_an_autoencoders_config_is_said(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("diffusers")
    from dreamwindow.engines.diffusers.device import find_place
    from dreamwindow.engines.diffusers.loading import load_vae

    (tmp_path / "config.json").write_text('{"_class_name": "Autoen')
    with pytest.raises(ConfigError, match="only half there"):
        load_vae(tmp_path, find_place("cpu", "auto"))
