"""A model's folder as one safetensors file, in the layout that people download: names of CompVis and of Flux's own."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import torch
from safetensors.torch import load_file, save_file

Tensors: TypeAlias = dict[str, Any]
Renames: TypeAlias = tuple[tuple[str, str], ...]
_DREAMS = "model.diffusion_model."

_RESNET: Renames = (
    ("norm1", "in_layers.0"),
    ("conv1", "in_layers.2"),
    ("norm2", "out_layers.0"),
    ("conv2", "out_layers.3"),
    ("time_emb_proj", "emb_layers.1"),
    ("conv_shortcut", "skip_connection"),
)
_ENDS: Renames = (
    ("time_embedding.linear_1", "time_embed.0"),
    ("time_embedding.linear_2", "time_embed.2"),
    ("add_embedding.linear_1", "label_emb.0.0"),
    ("add_embedding.linear_2", "label_emb.0.2"),
    ("conv_in", "input_blocks.0.0"),
    ("conv_norm_out", "out.0"),
    ("conv_out", "out.2"),
)
_MIDDLE: Renames = (
    ("mid_block.resnets.0", "middle_block.0"),
    ("mid_block.attentions.0", "middle_block.1"),
    ("mid_block.resnets.1", "middle_block.2"),
)
_VAE: Renames = (
    ("mid_block.resnets.0", "mid.block_1"),
    ("mid_block.resnets.1", "mid.block_2"),
    ("mid_block.attentions.0", "mid.attn_1"),
    ("group_norm", "norm"),
    ("to_q", "q"),
    ("to_k", "k"),
    ("to_v", "v"),
    ("to_out.0", "proj_out"),
    ("conv_norm_out", "norm_out"),
    ("conv_shortcut", "nin_shortcut"),
    ("samplers.0.conv", "sample.conv"),
    ("resnets", "block"),
    ("down_blocks", "down"),
)
_OPEN_CLIP: Renames = (
    ("embeddings.position_embedding.weight", "positional_embedding"),
    ("embeddings.token_embedding", "token_embedding"),
    ("final_layer_norm", "ln_final"),
    ("encoder.layers", "transformer.resblocks"),
    ("layer_norm", "ln_"),
    ("fc1", "c_fc"),
    ("fc2", "c_proj"),
    ("self_attn", "attn"),
)
_FLUX: Renames = (
    ("time_text_embed.timestep_embedder.linear_1", "time_in.in_layer"),
    ("time_text_embed.timestep_embedder.linear_2", "time_in.out_layer"),
    ("time_text_embed.text_embedder.linear_1", "vector_in.in_layer"),
    ("time_text_embed.text_embedder.linear_2", "vector_in.out_layer"),
    ("context_embedder", "txt_in"),
    ("x_embedder", "img_in"),
    ("norm_out.linear", "final_layer.adaLN_modulation.1"),
    ("single_transformer_blocks", "single_blocks"),
    ("transformer_blocks", "double_blocks"),
    ("norm1_context.linear", "txt_mod.lin"),
    ("norm1.linear", "img_mod.lin"),
    ("ff.net.0.proj", "img_mlp.0"),
    ("ff.net.2", "img_mlp.2"),
    ("ff_context.net.0.proj", "txt_mlp.0"),
    ("ff_context.net.2", "txt_mlp.2"),
    ("attn.to_out.0", "img_attn.proj"),
    ("attn.to_add_out", "txt_attn.proj"),
    ("attn.norm_added_q.weight", "txt_attn.norm.query_norm.scale"),
    ("attn.norm_added_k.weight", "txt_attn.norm.key_norm.scale"),
)


def single_file(folder: Path, file: Path, *parts: str) -> Path:
    """The weights of the model in ``folder`` as one ``file``: of all its parts, or of these."""
    tensors: Tensors = {"alphas_cumprod": torch.zeros(1000)}  # what training left behind
    for part, (prefix, read) in _layout(folder).items():
        if not parts or part in parts:
            tensors |= read(folder / part, prefix)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file)
    return file


def small_files(folder: Path, target: Path) -> Path:
    """All of the model but its weights."""
    return Path(shutil.copytree(folder, target, ignore=shutil.ignore_patterns("*.safetensors")))


def _layout(folder: Path) -> dict[str, tuple[str, Callable[[Path, str], Tensors]]]:
    """Each part's beginning of names, and how it is read."""
    if (folder / "transformer").is_dir():
        words = {
            "text_encoder": ("text_encoders.clip_l.transformer.", _clip),
            "text_encoder_2": ("text_encoders.t5xxl.transformer.", _plain),
        }
        return {"transformer": (_DREAMS, _flux), "vae": ("vae.", _vae), **words}
    dreams = {"unet": (_DREAMS, _unet), "vae": ("first_stage_model.", _vae)}
    if (folder / "text_encoder_2").is_dir():
        words = {
            "text_encoder": ("conditioner.embedders.0.transformer.", _clip),
            "text_encoder_2": ("conditioner.embedders.1.model.", _open_clip),
        }
        return {**dreams, **words}
    return {**dreams, "text_encoder": ("cond_stage_model.transformer.", _clip)}


def _weights(part: Path) -> Tensors:
    tensors: Tensors = {}
    for file in part.glob("*.safetensors"):
        tensors |= load_file(file)
    return tensors


def _renamed(tensors: Tensors, prefix: str, rename: Callable[[str], str]) -> Tensors:
    return {prefix + rename(name): tensor for name, tensor in tensors.items()}


def _with(renames: Renames, name: str) -> str:
    for ours, theirs in renames:
        name = name.replace(ours, theirs)
    return name


def _plain(part: Path, prefix: str) -> Tensors:
    return _renamed(_weights(part), prefix, str)


def _unet(part: Path, prefix: str) -> Tensors:
    weights = _weights(part)
    each = 1 + max(int(found[1]) for name in weights if (found := re.match(r"down_blocks\.0\.resnets\.(\d+)", name)))
    attended = {".".join(name.split(".")[:3]) for name in weights}

    def rename(full: str) -> str:
        name = _with(_RESNET, full) if ".resnets." in full else full
        found = re.match(r"(down|up)_blocks\.(\d+)\.(\w+)\.(\d+)\.(.*)", name)
        if found is None:
            return _with(_MIDDLE if name.startswith("mid_block") else _ENDS, name)
        way, block, what, layer, rest = found.groups()
        at = int(block) * (each + 1) + (each if what.endswith("samplers") else int(layer))
        if way == "down":
            inside = rest.replace("conv.", "op.") if what == "downsamplers" else rest
            return f"input_blocks.{at + 1}.{int(what == 'attentions')}.{inside}"
        place = {"resnets": 0, "attentions": 1, "upsamplers": 1 + (f"up_blocks.{block}.attentions" in attended)}
        return f"output_blocks.{at}.{place[what]}.{rest}"

    return _renamed(weights, prefix, rename)


def _vae(part: Path, prefix: str) -> Tensors:
    def rename(name: str) -> str:
        turned = re.sub(r"up_blocks\.(\d)", lambda found: f"up.{3 - int(found[1])}", name)
        return _with(_VAE, turned)

    named = _renamed(_weights(part), prefix, rename)
    is_turned = re.compile(r"mid\.attn_1\.(q|k|v|proj_out)\.weight$")
    return {name: tensor[:, :, None, None] if is_turned.search(name) else tensor for name, tensor in named.items()}


def _clip(part: Path, prefix: str) -> Tensors:
    return _renamed(_weights(part), f"{prefix}text_model.", lambda name: name.removeprefix("text_model."))


def _open_clip(part: Path, prefix: str) -> Tensors:
    weights = _renamed(_weights(part), "", lambda name: name.removeprefix("text_model."))
    tensors: Tensors = {"text_projection": weights.pop("text_projection.weight").T}
    for name in [name for name in weights if ".q_proj." in name]:
        beginning, kind = name.split(".q_proj.")
        together = [weights.pop(f"{beginning}.{one}_proj.{kind}") for one in "qkv"]
        tensors[f"{_with(_OPEN_CLIP, beginning)}.in_proj_{kind}"] = torch.cat(together)
    return _renamed(tensors | _renamed(weights, "", lambda name: _with(_OPEN_CLIP, name)), prefix, str)


def _flux(part: Path, prefix: str) -> Tensors:
    weights = _weights(part)
    tensors: Tensors = {}
    for name in [name for name in weights if ".to_q." in name]:
        block, kind = name.split(".attn.to_q.")
        parts = [weights.pop(f"{block}.attn.to_{one}.{kind}") for one in "qkv"]
        if block.startswith("single"):
            tensors[f"{block}.linear1.{kind}"] = torch.cat([*parts, weights.pop(f"{block}.proj_mlp.{kind}")])
            continue
        tensors[f"{block}.img_attn.qkv.{kind}"] = torch.cat(parts)
        added = [weights.pop(f"{block}.attn.add_{one}_proj.{kind}") for one in "qkv"]
        tensors[f"{block}.txt_attn.qkv.{kind}"] = torch.cat(added)
    for name, tensor in weights.items():
        turned = torch.cat(tuple(reversed(tensor.chunk(2)))) if name.startswith("norm_out") else tensor
        tensors[_flux_name(name)] = turned
    return _renamed(tensors, prefix, lambda name: _with(_FLUX, name))


def _flux_name(name: str) -> str:
    if name.startswith("single_transformer_blocks"):
        turned = name.replace("norm.linear", "modulation.lin").replace("proj_out", "linear2")
        return turned.replace("attn.norm_q.weight", "norm.query_norm.scale").replace(
            "attn.norm_k.weight", "norm.key_norm.scale"
        )
    turned = name.replace("attn.norm_q.weight", "img_attn.norm.query_norm.scale")
    turned = turned.replace("attn.norm_k.weight", "img_attn.norm.key_norm.scale")
    return turned.replace("proj_out", "final_layer.linear")
