"""Diffusers: how a model runs here. Which one stands in `generation.model`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from dreamwindow.config.group import Group


class LoraConfig(Group):
    """A LoRA, and how much of it is taken."""

    file: Path
    """A safetensors file, or `lcm-lora-sd15` once it was fetched."""
    scale: Annotated[float, Field(ge=-4, le=4)] = 1.0
    """1 is all of it."""


class DiffusersConfig(Group):
    """`generation.model` is `sd-turbo`, `sdxl-turbo`, `sd15`, `sdxl`, `flux-schnell`, a repository on the hub
    (`owner/name`), a folder, or a safetensors file. Nothing is fetched by itself. Files lie beside the config file if
    their paths are not absolute."""

    device: str = "auto"
    """`cuda`, `cuda:1` in CUDA's order, the beginning of a GPU's UUID, `mps`, `cpu`; `auto` is `system.gpu` if that is
    a UUID, else the first GPU, else the processor."""
    dtype: Literal["auto", "float16", "bfloat16", "float32"] = "auto"
    """How wide numbers are; `auto` is float16 on a GPU (bfloat16 for Flux), float32 on a processor."""
    vae: Path | None = None
    """Another autoencoder, a folder or a file: a tiny one is many times quicker, such as `taesd` or `taesdxl` once it
    was fetched. Null: the model's own."""
    loras: list[LoraConfig] = Field(default_factory=list)
    """Merged into the model when it is loaded. One with `lcm` in its name makes 4 steps without guidance usual, and
    the sampler `lcm`."""
    sampler: Literal["euler", "euler_ancestral", "ddim", "dpmpp_2m", "unipc", "lcm"] | None = None
    """Null is the model's own, or `lcm` where a LoRA is one. Flux has but one."""
    compile: bool = False
    """Compile the model when it is first used: minutes once, then quicker. Needs a C compiler."""
    channels_last: bool = True
    """How pictures lie in memory; quicker on most devices."""
    still_below: Annotated[float, Field(ge=0, le=255)] = 2.0
    """A camera's picture is not made again while no part of it has changed by more than so many of 255 levels; 0 makes
    every one."""
    batch: Annotated[int, Field(ge=1, le=32)] | None = None
    """Cameras that go through the model in one pass. Null: 8 on a GPU, 1 on a processor, where a pass takes as long as
    its pictures one by one and each would wait for all."""
    parts: Path | None = None
    """For a model that is a single file: the folder with all but the weights of the repository it is from, or a known
    model's name. Null: what `dreamwindow models fetch` brought for models of its kind."""
