"""A model as a single safetensors file, as people pass it on: what it is, the names of its tensors tell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import ConfigError
from dreamwindow.weights.wholeness import Shape, shapes_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """``marks`` are beginnings of names that are all in it; ``pipeline`` is diffusers' class, ``model`` what dreams.

    Its small files are those of ``like``, a known model, or of ``turbo`` if the file's name says that; where they are
    not, they are laid out alike, and ``origin`` is a repository that has them.
    """

    what: str
    marks: tuple[str, ...]
    pipeline: str
    like: str
    turbo: str | None = None
    origin: str | None = None

    @property
    def model(self) -> str:
        """The part's name in a folder."""
        return "transformer" if self.pipeline == _FLUX else "unet"

    @property
    def words(self) -> tuple[str, ...]:
        """The parts that read them."""
        return ("text_encoder",) if self.pipeline == _SD else ("text_encoder", "text_encoder_2")


@dataclass(frozen=True, slots=True)
class SingleFile:
    """``width`` is that of its words' embeddings, where the names tell; ``is_alone``: it has no encoder of words."""

    path: Path
    kind: Kind
    width: int | None
    is_alone: bool


_SD, _XL, _FLUX = "StableDiffusionPipeline", "StableDiffusionXLPipeline", "FluxPipeline"
_PREFIX = "model.diffusion_model."
_UNET, _FIRST, _TO_WORDS = "input_blocks.", "input_blocks.0.0.weight", ".attn2.to_k.weight"
_DEV, _SD2 = "black-forest-labs/FLUX.1-dev", "stabilityai/stable-diffusion-2-1"
_KINDS = (
    Kind(what="Flux dev", marks=("double_blocks.", "guidance_in."), pipeline=_FLUX, like="flux-schnell", origin=_DEV),
    Kind(what="Flux schnell", marks=("double_blocks.",), pipeline=_FLUX, like="flux-schnell"),
    Kind(what="Stable Diffusion XL", marks=(_UNET, "label_emb."), pipeline=_XL, like="sdxl", turbo="sdxl-turbo"),
    Kind(
        what="Stable Diffusion 2",
        marks=(_UNET, "cond_stage_model.model."),
        pipeline=_SD,
        like="sd15",
        turbo="sd-turbo",
        origin=_SD2,
    ),
    Kind(what="Stable Diffusion 1", marks=(_UNET,), pipeline=_SD, like="sd15"),
)
_OTHERS = {
    "joint_blocks.": "Stable Diffusion 3",
    "distilled_guidance_layer.": "Chroma",
    "single_stream_modulation.": "Flux 2",
    "conditioner.embedders.0.model.": "the refiner of SDXL",
    "control_model.": "a ControlNet",
    "controlnet_": "a ControlNet",
}
_LORA = (".lora_", "lora_unet_", "lora_te", "lora_transformer_", ".lora.", ".hada_w", ".lokr_w")
_PACKED = (".absmax", "scaled_fp8", ".scale_weight", ".weight_scale", ".comfy_quant", ".qweight")
_VAE = ("encoder.", "decoder.", "quant_conv.", "post_quant_conv.", "first_stage_model.", "vae.", "loss.")
_WORDS = ("cond_stage_model.", "conditioner.", "text_encoders.")
_KNOWS = "This engine runs Stable Diffusion 1 and 2, SDXL and Flux 1."


def look(path: Path) -> SingleFile:
    """What the file is. Blocks: its head is read. Raises `ConfigError` for what is no model that can be run."""
    shapes = {name.removeprefix(_PREFIX): shape for name, shape in shapes_in(path).items()}
    _check(path, shapes)
    for kind in _KINDS:
        if all(any(name.startswith(mark) for name in shapes) for mark in kind.marks):
            is_alone = not any(name.startswith(_WORDS) for name in shapes)
            return SingleFile(path, kind, _width(shapes), is_alone)
    raise ConfigError(f"{path.name} holds no model that is known here.", _KNOWS)


def _check(path: Path, shapes: dict[str, Shape]) -> None:
    if any(mark in name for name in shapes for mark in _LORA):
        raise ConfigError(
            f"{path.name} is a LoRA, no model.", "Name it in diffusers.loras, and in generation.model what it is for."
        )
    if any(mark in name for name in shapes for mark in _PACKED):
        raise ConfigError(
            f"{path.name} has its weights packed by a quantizer, and would give noise.",
            "Choose the same model in float16 or bfloat16, or as plain float8.",
        )
    if _all_begin(shapes, _VAE):
        raise ConfigError(
            f"{path.name} is an autoencoder alone, no model.",
            "Name it in diffusers.vae, with its config.json beside it, and in generation.model what it is for.",
        )
    for mark, what in _OTHERS.items():
        if any(name.startswith(mark) for name in shapes):
            raise ConfigError(f"{path.name} is {what}, which cannot be used.", _KNOWS)
    if any(name.startswith(("down_blocks.", "transformer_blocks.")) for name in shapes):
        raise ConfigError(
            f"{path.name} is one part of a model.", "Place its whole repository in a folder, and name that folder."
        )
    if shapes.get(_FIRST, (0, 4))[1:2] != (4,):
        raise ConfigError(
            f"{path.name} wants {shapes[_FIRST][1]} channels, not 4.",
            "One that fills in holes or edits cannot be used.",
        )


def _all_begin(names: Collection[str], beginnings: tuple[str, ...]) -> bool:
    return bool(names) and all(name.startswith(beginnings) for name in names)


def _width(shapes: dict[str, Shape]) -> int | None:
    return next((shape[1] for name, shape in shapes.items() if name.endswith(_TO_WORDS) and len(shape) == 2), None)
