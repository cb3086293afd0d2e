"""The models that Dream Window can use, and which files of each it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TypeAlias

from dreamwindow.plugins import unknown_name

Need: TypeAlias = tuple[str, ...]
"""Patterns of paths, best first: what matches the first one that matches anything is needed."""
_INDEX, _SCHEDULER, _PARTS = "model_index.json", "scheduler/scheduler_config.json", "-parts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """``repo`` is its name on the hub. ``about_bytes`` is what the needed files take, roughly: from the number of its
    parameters. ``optional`` needs are fetched where the hub has them. ``extra`` is ours that can use it.
    """

    name: str
    repo: str
    what: str
    extra: str
    about_bytes: int
    needs: tuple[Need, ...] = field(repr=False)
    optional: tuple[Need, ...] = field(default=(), repr=False)
    revision: str = "main"

    @property
    def is_pipeline(self) -> bool:
        """Whether it makes pictures by itself, and lies in a folder as diffusers lays it out."""
        return (_INDEX,) in self.needs

    def chosen(self, paths: Iterable[str]) -> list[str]:
        """Those of ``paths`` that are needed, sorted."""
        there = sorted(paths)
        return sorted({path for need in (*self.needs, *self.optional) for path in matching(need, there)})

    def missing(self, paths: Iterable[str]) -> list[Need]:
        """The needs that none of ``paths`` meets."""
        there = sorted(paths)
        return [need for need in self.needs if not matching(need, there)]


def matching(need: Need, paths: Iterable[str]) -> list[str]:
    """What meets a need. A ``*`` stays within one folder."""
    there = list(paths)
    for pattern in need:
        found = [path for path in there if path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)]
        if found:
            return found
    return []


_CLIP_NEEDS: tuple[Need, ...] = (
    ("config.json",),
    ("preprocessor_config.json",),
    ("tokenizer.json", "vocab.json"),
    ("model.safetensors", "pytorch_model.bin"),
)
_TOKENIZER: tuple[Need, ...] = (
    ("tokenizer_config.json",),
    ("special_tokens_map.json",),
    ("vocab.json",),
    ("merges.txt",),
)


def _pipeline(*parts: str) -> tuple[Need, ...]:
    """A folder of diffusers': half precision where there is one, and never a format that can run code."""
    weights = tuple((f"{part}/*.fp16.safetensors", f"{part}/*.safetensors") for part in parts)
    return ((_INDEX,), *((f"{part}/config.json",) for part in parts), *weights)


def _words(*parts: str) -> tuple[Need, ...]:
    files = ("tokenizer_config.json", "vocab.json", "merges.txt", "special_tokens_map.json", "tokenizer.json")
    spare = tuple((f"{part}/{file}",) for part in parts for file in (*files, "spiece.model"))
    shards = (("transformer/*.index.json",), ("text_encoder_2/*.index.json",))
    return ((_SCHEDULER,), *spare, *shards)


_SD = _pipeline("unet", "text_encoder", "vae")
_SDXL = _pipeline("unet", "text_encoder", "text_encoder_2", "vae")
_VAE: tuple[Need, ...] = (("config.json",), ("diffusion_pytorch_model.safetensors",))

KNOWN: tuple[Model, ...] = (
    Model(
        name="clip",
        repo="openai/clip-vit-base-patch32",
        what="CLIP ViT-B/32: what is in a picture, and which words say so",
        extra="clip",
        about_bytes=608_000_000,
        needs=_CLIP_NEEDS,
        optional=_TOKENIZER,
    ),
    Model(
        name="sd-turbo",
        repo="stabilityai/sd-turbo",
        what="SD-Turbo: a picture in one step, 512x512",
        extra="diffusers",
        about_bytes=2_600_000_000,
        needs=_SD,
        optional=_words("tokenizer"),
    ),
    Model(
        name="sdxl-turbo",
        repo="stabilityai/sdxl-turbo",
        what="SDXL-Turbo: one step, larger",
        extra="diffusers",
        about_bytes=7_000_000_000,
        needs=_SDXL,
        optional=_words("tokenizer", "tokenizer_2"),
    ),
    Model(
        name="sd15",
        repo="stable-diffusion-v1-5/stable-diffusion-v1-5",
        what="Stable Diffusion 1.5",
        extra="diffusers",
        about_bytes=2_200_000_000,
        needs=_SD,
        optional=_words("tokenizer"),
    ),
    Model(
        name="lcm-lora-sd15",
        repo="latent-consistency/lcm-lora-sdv1-5",
        what="Four steps instead of twenty, for sd15",
        extra="diffusers",
        about_bytes=135_000_000,
        needs=(("pytorch_lora_weights.safetensors",),),
    ),
    Model(
        name="sdxl",
        repo="stabilityai/stable-diffusion-xl-base-1.0",
        what="Stable Diffusion XL, 1024x1024",
        extra="diffusers",
        about_bytes=7_000_000_000,
        needs=_SDXL,
        optional=_words("tokenizer", "tokenizer_2"),
    ),
    Model(
        name="flux-schnell",
        repo="black-forest-labs/FLUX.1-schnell",
        what="Flux schnell: four steps, asks for the hub's login",
        extra="diffusers",
        about_bytes=34_000_000_000,
        needs=_pipeline("transformer", "text_encoder", "text_encoder_2", "vae"),
        optional=_words("tokenizer", "tokenizer_2"),
    ),
    Model(
        name="taesd",
        repo="madebyollin/taesd",
        what="A tiny VAE for sd15 and sd-turbo: faster, a little softer",
        extra="diffusers",
        about_bytes=10_000_000,
        needs=_VAE,
    ),
    Model(
        name="taesdxl",
        repo="madebyollin/taesdxl",
        what="The same for sdxl and sdxl-turbo",
        extra="diffusers",
        about_bytes=10_000_000,
        needs=_VAE,
    ),
)


def parts_of(model: Model) -> Model:
    """A model's small files alone, configs and tokenizers: what one like it lacks that is a single file of weights."""
    tokenizers = sorted(
        {path.split("/")[0] for need in model.optional for path in need if path.startswith("tokenizer")}
    )
    words = tuple(tuple(f"{part}/{file}" for file in ("vocab.json", "tokenizer.json")) for part in tokenizers)
    return replace(
        model,
        name=f"{model.name}{_PARTS}",
        what=f"The small files of {model.name}: configs and tokenizers",
        about_bytes=2_000_000 * len(tokenizers),
        needs=(*(need for need in model.needs if not need[0].endswith(".safetensors")), (_SCHEDULER,), *words),
        optional=tuple(need for need in model.optional if not need[0].endswith(".index.json")),
    )


def known(name: str) -> Model:
    """By our name for it or the hub's; ``NAME-parts`` is `parts_of` a pipeline. Raises `UnknownName`."""
    for model in KNOWN:
        if name.lower() in (model.name, model.repo.lower()):
            return model
        if name.lower() == f"{model.name}{_PARTS}" and model.is_pipeline:
            return parts_of(model)
    raise unknown_name("model", name, [model.name for model in KNOWN])
