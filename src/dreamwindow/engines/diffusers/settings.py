"""What the config says to this engine, typed. Nothing here loads torch."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.diffusers.checking import check_folder, check_safetensors
from dreamwindow.engines.diffusers.models import DEFAULT_MODEL, defaults_for
from dreamwindow.engines.diffusers.parts import find_parts
from dreamwindow.engines.diffusers.samplers import check_sampler
from dreamwindow.engines.diffusers.single import look
from dreamwindow.engines.diffusers.source import ModelSource, class_name, find_model, find_part
from dreamwindow.errors import ConfigError

_HUBS = "pytorch_lora_weights"
"""What every LoRA is called on the hub: there the folder has the name."""
DTYPES = ("auto", "float16", "bfloat16", "float32")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lora:
    """A LoRA's safetensors file, and how much of it is taken: 1 is all. Its ``name`` may say that it makes quick."""

    name: str
    file: Path
    scale: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """How the model is run.

    - ``device``: ``auto``, ``cpu``, ``mps``, ``cuda``, ``cuda:1``, or the beginning of a GPU's UUID.
    - ``dtype``: one of `DTYPES`; ``auto`` is half precision on a GPU and single on a processor.
    - ``vae``: another autoencoder, a folder or a safetensors file; ``None`` is the model's own.
    - ``sampler``: one of `samplers.SAMPLERS`; ``None`` is the model's own.
    - ``batch``: cameras in one pass; ``None`` is many on a GPU and one on a processor.
    - ``still_below``: a camera's picture of which no part changed by more of 255 levels is not made again.
    - ``parts``: the folder with the small files (configs, tokenizers) of a model that is a single file; else ``None``.
    """

    model: ModelSource
    device: str = "auto"
    dtype: str = "auto"
    vae: Path | None = None
    loras: tuple[Lora, ...] = ()
    sampler: str | None = None
    compile: bool = False
    channels_last: bool = True
    parts: Path | None = None
    batch: int | None = None
    still_below: float = 2.0

    @property
    def half(self) -> str:
        """What ``auto`` is on a GPU: Flux was trained in bfloat16, and overflows float16."""
        return "bfloat16" if "flux" in class_name(self.parts or self.model.path).lower() else "float16"

    @classmethod
    def of(cls, options: EngineOptions) -> EngineSettings:
        """Read the options, and look whether the files that they name are there. Blocks. Raises `ConfigError`."""
        said = {name: value for name, value in options.extra.items() if value is not None}
        if unknown := sorted(set(said) - {field.name for field in fields(cls)}):
            raise ConfigError(f"The diffusers engine has no option {unknown[0]!r}.")
        if said.get("dtype", "auto") not in DTYPES:
            raise ConfigError(f"diffusers.dtype {said['dtype']!r} is none of {', '.join(DTYPES)}.")
        check_sampler(said.get("sampler"))
        model, parts = _with_parts(find_model(options.model or DEFAULT_MODEL), said.get("parts"))
        return cls(
            **said
            | {
                "model": model,
                "vae": find_part(said.get("vae"), "diffusers.vae"),
                "parts": parts,
                "loras": tuple(_lora(lora) for lora in said.get("loras", ())),
            }
        )


def _with_parts(model: ModelSource, wanted: object) -> tuple[ModelSource, Path | None]:
    """The model once its files were looked at, and where its small files are if it is a single one."""
    if not model.is_file:
        check_folder(model.path)
        return model, None
    check_safetensors(model.path)
    single = look(model.path)
    return replace(model, defaults=defaults_for(model.name, single.kind.what)), find_parts(single, wanted)


def _lora(said: Any) -> Lora:
    file = find_part(said["file"], "diffusers.loras")
    if file is not None and file.is_dir():  # one that was fetched
        file = next(iter(sorted(file.glob("*.safetensors"))), None)
    if file is None or file.suffix != ".safetensors":
        raise ConfigError(f"diffusers.loras {said['file']} is no safetensors file.")
    named = Path(str(said["file"]))
    name = named.parent.name if named.stem == _HUBS else named.stem
    return Lora(name=name, file=file, scale=float(said.get("scale", 1.0)))
