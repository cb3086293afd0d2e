"""From files to a pipeline of diffusers on its device. What is wrong with the files is said."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import diffusers
import torch
import transformers
from diffusers.loaders.single_file_utils import SingleFileComponentError
from safetensors.torch import load_file

from dreamwindow.engines.diffusers.checking import check_safetensors, is_half, is_half_part, pipeline_class, read_json
from dreamwindow.engines.diffusers.device import Place
from dreamwindow.engines.diffusers.memory import out_of_memory
from dreamwindow.engines.diffusers.samplers import sampler_class
from dreamwindow.engines.diffusers.settings import EngineSettings, Lora
from dreamwindow.engines.diffusers.single import SingleFile, look
from dreamwindow.engines.diffusers.source import class_name
from dreamwindow.errors import ConfigError

_UNFIT = (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError, SingleFileComponentError)


def load_pipeline(settings: EngineSettings, place: Place) -> Any:
    """The model, its LoRAs and its autoencoder, ready on the device. Raises `ConfigError`, `torch.OutOfMemoryError`."""
    _be_quiet()
    ours = {} if settings.vae is None else {"vae": load_vae(settings.vae, place)}
    load = _from_folder if settings.parts is None else partial(_from_file, settings.parts)
    pipe = load(settings.model.path, place, ours)
    for lora in settings.loras:
        _add_lora(pipe, lora)
    pipe.to(place.device)
    _arrange(pipe, settings, place)
    return pipe


def load_vae(path: Path, place: Place) -> Any:
    """An autoencoder of its own, a folder or a safetensors file. Raises `ConfigError`."""
    if path.is_file():
        check_safetensors(path)
    with _saying(path):
        folder = path.parent if path.is_file() else path
        kind = _vae_class(folder / "config.json")
        if not path.is_file():
            variant = "fp16" if is_half_part(path) else None
            vae = kind.from_pretrained(str(path), torch_dtype=place.dtype, variant=variant, local_files_only=True)
        elif kind is diffusers.AutoencoderTiny:
            vae = kind.from_config(kind.load_config(str(folder)))
            vae.load_state_dict(load_file(path))
        else:
            vae = kind.from_single_file(str(path), config=str(folder), local_files_only=True)
        return vae.to(place.device, place.dtype).eval()


def _vae_class(config: Path) -> Any:
    if not config.is_file():
        raise ConfigError(f"There is no {config}.", "Place the config.json of the autoencoder's repository there.")
    kind = read_json(config).get("_class_name")
    if kind not in ("AutoencoderKL", "AutoencoderTiny"):
        raise ConfigError(f"{config} is of {kind}.", "An AutoencoderKL or AutoencoderTiny can be used.")
    return getattr(diffusers, kind)


def make_scheduler(pipe: Any, wanted: str | None) -> Any:
    """The scheduler of diffusers that steps as ``wanted``, with the model's own numbers."""
    name = sampler_class(wanted, type(pipe.scheduler).__name__)
    return getattr(diffusers, name).from_config(pipe.scheduler.config)


def _from_folder(folder: Path, place: Place, ours: dict[str, Any]) -> Any:
    """``ours`` are parts that are loaded already, by name."""
    name = pipeline_class(class_name(folder))
    told = _told(name, place) | ours
    if is_half(folder):
        told["variant"] = "fp16"
    with _saying(folder):
        return getattr(diffusers, name).from_pretrained(str(folder), **told)


def _from_file(parts: Path, file: Path, place: Place, ours: dict[str, Any]) -> Any:
    single = look(file)
    if single.is_alone:
        return _from_folder(parts, place, {single.kind.model: _alone(single, parts, place), **ours})
    told = _told(single.kind.pipeline, place) | ours | {"config": str(parts)}
    with _saying(file, "If it has no autoencoder, name one in diffusers.vae; else fetch it again."):
        pipe = getattr(diffusers, single.kind.pipeline).from_single_file(str(file), **told)
        for name in single.kind.words:  # diffusers leaves T5 dropping out, and without what a file has but once
            getattr(pipe, name).eval().tie_weights()
        _check_complete(pipe)
        return pipe


def _alone(single: SingleFile, parts: Path, place: Place) -> Any:
    """What dreams, from a file that has nothing else."""
    kind = diffusers.FluxTransformer2DModel if single.kind.model == "transformer" else diffusers.UNet2DConditionModel
    told: dict[str, Any] = {"config": str(parts), "subfolder": single.kind.model, "torch_dtype": place.dtype}
    with _saying(single.path):
        return kind.from_single_file(str(single.path), **told, local_files_only=True)


def _told(pipeline: str, place: Place) -> dict[str, Any]:
    told: dict[str, Any] = {"torch_dtype": place.dtype, "local_files_only": True}
    if pipeline == "StableDiffusionPipeline":
        told |= {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
    return told


def _check_complete(pipe: Any) -> None:
    """Raise `ValueError` where the file had no numbers for some weight."""
    for name, part in pipe.components.items():
        if isinstance(part, torch.nn.Module):
            for weight, tensor in part.state_dict().items():
                if tensor.is_meta:
                    raise ValueError(f"it has no {weight} for the {name}")


def _add_lora(pipe: Any, lora: Lora) -> None:
    check_safetensors(lora.file)
    with _saying(lora.file, "It may be for another kind of model."):
        pipe.load_lora_weights(str(lora.file.parent), weight_name=lora.file.name, local_files_only=True)
        if not pipe.get_active_adapters():
            raise ValueError("nothing in it is for this model")
        pipe.fuse_lora(lora_scale=lora.scale)
        pipe.unload_lora_weights()


def _arrange(pipe: Any, settings: EngineSettings, place: Place) -> None:
    """How it lies in memory, and whether it is compiled."""
    is_flux = hasattr(pipe, "transformer")
    model = pipe.transformer if is_flux else pipe.unet
    if not is_flux and int(model.config.in_channels) != 4:
        raise ConfigError(
            f"The model wants {model.config.in_channels} channels, not 4.", "One that fills in holes cannot be used."
        )
    _check_vae(int(pipe.vae.config.latent_channels), int(model.config.in_channels) // (4 if is_flux else 1))
    for part in (model, pipe.vae):
        part.requires_grad_(False).eval()
        if settings.channels_last and not is_flux:
            part.to(memory_format=torch.channels_last)
    if settings.compile:
        model.compile(mode="max-autotune-no-cudagraphs" if place.device.type == "cuda" else "default")


def _check_vae(has: int, wanted: int) -> None:
    if has != wanted:
        raise ConfigError(
            f"diffusers.vae is not for this model: its latents have {has} channels, not {wanted}.",
            "Choose one that was made for the model, or leave it null: then it is the model's own.",
        )


def _be_quiet() -> None:
    """What the libraries would say while they load is for those who write models."""
    warnings.filterwarnings("ignore", category=FutureWarning, module="diffusers")
    for library in (diffusers.utils.logging, transformers.utils.logging):
        library.set_verbosity_error()
        library.disable_progress_bar()


@contextmanager
def _saying(path: Path, remedy: str = "Fetch it again, or choose another model.") -> Iterator[None]:
    """What the library makes of files that do not fit, as an error of ours."""
    try:
        yield
    except ConfigError:
        raise
    except _UNFIT as error:
        if isinstance(error, RuntimeError) and out_of_memory(error):
            raise
        raise ConfigError(f"{path} cannot be loaded: {_reason(error)}", remedy) from error


def _reason(error: Exception) -> str:
    if "meta tensor" in str(error):  # one that was never filled
        return "some of its weights are missing"
    said = str(error).strip()
    return said.splitlines()[0] if said else type(error).__name__
