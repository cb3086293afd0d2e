"""What the engine says of itself: what its pictures depend on beside their recipes."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.engines.diffusers.settings import EngineSettings
from dreamwindow.model.settings import SIDE_MULTIPLE
from dreamwindow.weights.samples import sample

if TYPE_CHECKING:  # so that a fingerprint needs no torch
    from dreamwindow.engines.diffusers.pipeline import Pipeline

NAME = "diffusers"
_BATCH = 8
"""In-betweens decoded together on a GPU. A processor gains nothing by it, and alone each is the same every time."""
CAMERAS = 8
"""In one pass on a GPU: more would make each wait longer than the pass saves. On a processor a pass takes as long as
its pictures one by one, and each would wait for all (`benchmarks cameras`)."""


def describe(settings: EngineSettings, model: Pipeline) -> EngineInfo:
    """Of a model that is loaded. On a processor the same recipe gives the same pixels; a GPU does not promise it."""
    multiple = max(SIDE_MULTIPLE, model.family.size_multiple)
    return EngineInfo(
        name=NAME,
        model=settings.model.name,
        description="Runs diffusion models here: Stable Diffusion, SDXL, their turbo kin, Flux.",
        deterministic=model.place.is_cpu,
        device=model.place.name,
        size_multiple=multiple,
        min_side=64,
        max_side=2048,
        decode_batch=1 if model.place.is_cpu else _BATCH,
        restyle_batch=settings.batch or (1 if model.place.is_cpu else CAMERAS),
        versions=_versions(settings, model),
    )


def _versions(settings: EngineSettings, model: Pipeline) -> dict[str, str]:
    found = {package: version(package) for package in ("torch", "diffusers", "transformers")}
    found["device"] = f"{model.place.name} {str(model.place.dtype).removeprefix('torch.')}"
    found["sampler"] = model.sampler
    found["usual"] = f"{model.defaults.num_inference_steps} steps, guidance {model.defaults.guidance_scale:g}"
    found["weights"] = fingerprint(settings.model.path)
    if settings.vae is not None:
        found["vae"] = fingerprint(settings.vae)
    for number, lora in enumerate(settings.loras, 1):
        found[f"lora {number}"] = f"{fingerprint(lora.file)} at {lora.scale:g}"
    return found


def fingerprint(path: Path) -> str:
    """16 hex digits over safetensors files: their names, their sizes, and a sample of each."""
    files = [path] if path.is_file() else sorted(path.rglob("*.safetensors"))
    told = [(file.name, _sampled(file)) for file in files]
    return sha256(json.dumps(told).encode()).hexdigest()[:16]


def _sampled(file: Path) -> str:
    taken = sha256()
    sample(file, taken.update)
    return taken.hexdigest()
