"""ComfyUI: which of its files make the pictures, or which workflow of one's own."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from dreamwindow.config.group import Group


class SlotsConfig(Group):
    """Where words go in a workflow of one's own: `NODE.INPUT`, the node by its number or its title."""

    prompt: str | None = None
    """Needed: `6.text`, say, of the node that reads the prompt."""
    negative_prompt: str | None = None
    """Where the negative prompt goes; null keeps the file's own."""
    seed: str | None = None
    """`3.seed`, say. Without it every picture has the file's seed."""
    width: str | None = None
    """Without it pictures have the file's size, and are scaled to the dream's."""
    height: str | None = None
    """As `width`."""
    num_inference_steps: str | None = None
    """`3.steps`, say; null keeps the file's."""
    guidance_scale: str | None = None
    """`3.cfg`, say; null keeps the file's."""
    strength: str | None = None
    """`3.denoise`, say. Only pictures that grow from others have it."""
    image: str | None = None
    """Needed for pictures that grow from others: `10.image`, of the node that loads one."""
    output: str | None = None
    """The node whose pictures are wanted, where more than one saves some: `9`, say."""


class WorkflowConfig(Group):
    """One workflow, exported from ComfyUI in API format."""

    file: Path | None = None
    """Beside the config file, if it is no absolute path. In ComfyUI: Workflow > Export (API)."""
    slots: SlotsConfig = Field(default_factory=SlotsConfig)


class ComfyUIConfig(Group):
    """Where the server is stands in `system`; which kind of model in `generation.model`: `flux`, `sd15`, `sdxl`, or
    `workflow` for one's own. What is null is chosen among what the server has."""

    checkpoint: str | None = None
    """The model's file: in `models/checkpoints`, or for Flux in `models/diffusion_models`. Null: the usual one of its
    kind, such as `flux1-schnell.safetensors`, or one that looks like it."""
    text_encoders: list[str] = Field(default_factory=list)
    """For a Flux without its own: the T5 file and the CLIP-L file, in this order. None: the usual ones."""
    vae: str | None = None
    """Null: the checkpoint's own; for a Flux without one `flux_vae.safetensors`, or one that looks like it."""
    sampler: str | None = None
    """As ComfyUI calls it: `euler`, `dpmpp_2m`. Null is the model's own."""
    sigma_schedule: str | None = None
    """What ComfyUI calls a scheduler: `simple`, `karras`. Null is the model's own."""
    txt2img: WorkflowConfig = Field(default_factory=WorkflowConfig)
    img2img: WorkflowConfig = Field(default_factory=WorkflowConfig)
