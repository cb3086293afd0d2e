"""Whether a model's files are all there, and whole, before anything is loaded from them. Reads headers alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dreamwindow.engines.diffusers.source import INDEX
from dreamwindow.errors import ConfigError
from dreamwindow.weights.wholeness import is_whole

_PIPELINES = {
    "StableDiffusionPipeline": "StableDiffusionPipeline",
    "StableDiffusionImg2ImgPipeline": "StableDiffusionPipeline",
    "LatentConsistencyModelPipeline": "StableDiffusionPipeline",
    "LatentConsistencyModelImg2ImgPipeline": "StableDiffusionPipeline",
    "StableDiffusionXLPipeline": "StableDiffusionXLPipeline",
    "FluxPipeline": "FluxPipeline",
    "FluxImg2ImgPipeline": "FluxPipeline",
}
"""What a model says that it is, and what loads it. Many begin so and are something else: inpainting, the refiner."""
_WEIGHTLESS = ("scheduler", "tokenizer", "tokenizer_2", "tokenizer_3", "image_processor")
_UNUSED = ("safety_checker", "image_encoder", "feature_extractor")
_HALF_WAY = (".incomplete", ".part", ".tmp", ".aria2", ".crdownload")
_AGAIN = "Fetch it again: `dreamwindow models check` says which files are whole."


def check_folder(folder: Path, besides: str = "") -> None:
    """Raise `ConfigError` for a model that is not for us, and one of which a part is missing, or half there.

    The part ``besides`` need have no weights: they are elsewhere.
    """
    index = read_json(folder / INDEX)
    pipeline_class(str(index.get("_class_name")))
    for name, made_by in index.items():
        if name.startswith("_") or name in _UNUSED or not isinstance(made_by, list) or made_by[:1] in ([], [None]):
            continue
        _check_part(folder / name, has_weights=name not in (*_WEIGHTLESS, besides))


def check_safetensors(path: Path) -> None:
    """Raise `ConfigError` unless the file is as long as its header says."""
    if not is_whole(path):
        size = path.stat().st_size if path.is_file() else 0
        raise ConfigError(f"{path} is no safetensors file, or only half there ({size} bytes).", _AGAIN)


def pipeline_class(said: str) -> str:
    """The class that loads what a model says it is. Raises `ConfigError` for one that this engine cannot run."""
    if said in _PIPELINES:
        return _PIPELINES[said]
    raise ConfigError(
        f"The model is a {said}, which this engine cannot run.", "It runs Stable Diffusion 1 and 2, SDXL and Flux 1."
    )


def is_half(folder: Path) -> bool:
    """Whether it has some part in half precision alone; such as are here whole only are taken so all the same."""
    return any(is_half_part(part) for part in folder.iterdir())


def is_half_part(folder: Path) -> bool:
    """Whether a part's folder has weights, and all of them in half precision."""
    weights = list(folder.glob("*.safetensors"))
    return bool(weights) and all(".fp16." in path.name for path in weights)


def _check_part(folder: Path, *, has_weights: bool) -> None:
    if not folder.is_dir() or not any(folder.iterdir()):
        raise ConfigError(f"The model's part {folder.name} is missing from {folder.parent}.", _AGAIN)
    if broken := [path.name for path in folder.iterdir() if path.suffix in _HALF_WAY]:
        raise ConfigError(f"{folder / broken[0]} is not whole: its download was broken off.", _AGAIN)
    for path in folder.glob("[!.]*.json"):
        read_json(path)
    if not has_weights:
        return
    for listing in folder.glob("*.safetensors.index.json"):
        _check_shards(listing)
    weights = list(folder.glob("*.safetensors"))
    if not weights and list(folder.glob("*.bin")):
        raise ConfigError(
            f"{folder} has its weights as .bin alone, a format that can run code.", "Fetch them as .safetensors."
        )
    if not weights:
        raise ConfigError(f"The weights of {folder.name} are missing from {folder.parent}.", _AGAIN)
    for path in weights:
        check_safetensors(path)


def _check_shards(listing: Path) -> None:
    placed = read_json(listing).get("weight_map", {})
    if not isinstance(placed, dict):
        raise ConfigError(f"{listing} does not say where each weight is.", _AGAIN)
    wanted = {str(name) for name in placed.values()}
    if missing := sorted(name for name in wanted if not (listing.parent / name).is_file()):
        raise ConfigError(f"{listing.parent / missing[0]} is missing ({len(missing)} such).", _AGAIN)


def read_json(path: Path) -> dict[str, Any]:
    """What a JSON file says. Raises `ConfigError` for one of which half is here, or that is something else."""
    try:
        said = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read, or is only half there: {error}", _AGAIN) from error
    if not isinstance(said, dict):
        raise ConfigError(f"{path} is no file of a model: it says {type(said).__name__} where names are.", _AGAIN)
    return said
