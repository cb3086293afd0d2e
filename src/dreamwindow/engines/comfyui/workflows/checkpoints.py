"""SD15WorkflowBuilder, SDXLWorkflowBuilder: one file that holds everything, and the classic sampler."""

from __future__ import annotations

import math
from abc import abstractmethod
from typing import ClassVar

from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.graph import Graph, Link
from dreamwindow.engines.comfyui.workflows.base import BuilderOptions
from dreamwindow.engines.comfyui.workflows.choosing import CHECKPOINT, VAE, choose, choose_named
from dreamwindow.engines.comfyui.workflows.models import Defaults, Model, ModelWorkflowBuilder, Sampling


class _CheckpointBuilder(ModelWorkflowBuilder):
    """``usual`` is the file's usual name, ``looks`` a pattern for the names of its kin."""

    usual: ClassVar[str]
    looks: ClassVar[str]

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        super().__init__(catalogue, options)
        offered = catalogue.choices("CheckpointLoaderSimple", "ckpt_name")
        self._file = choose(CHECKPOINT, options.checkpoint, offered, self.usual, self.looks)
        vaes = catalogue.choices("VAELoader", "vae_name")
        self._vae = choose_named(VAE, options.vae, vaes) if options.vae is not None else None

    @property
    def file(self) -> str:
        """The checkpoint."""
        return self._file

    def load(self, graph: Graph) -> Model:
        """The checkpoint's three parts, or another VAE."""
        unet = graph.add("CheckpointLoaderSimple", ckpt_name=self._file)
        vae = graph.add("VAELoader", vae_name=self._vae) if self._vae is not None else Link(unet.node, 2)
        return Model(unet, Link(unet.node, 1), vae)

    def sample(self, graph: Graph, model: Model, sampling: Sampling) -> Link:
        """By `KSampler`, toward the prompt and away from the negative one."""
        recipe = sampling.recipe
        return graph.add(
            "KSampler",
            model=model.unet,
            seed=sampling.noise_seed,
            steps=sampling.denoising.steps,
            cfg=sampling.guidance_scale,
            sampler_name=self.sampler,
            scheduler=self.sigma_schedule,
            positive=self.conditioning(graph, model, sampling, recipe.prompt),
            negative=self.conditioning(graph, model, sampling, recipe.negative_prompt),
            latent_image=sampling.latent,
            denoise=sampling.denoising.denoise,
        )

    @abstractmethod
    def conditioning(self, graph: Graph, model: Model, sampling: Sampling, text: str) -> Link:
        """Add the nodes that read a text."""


class SD15WorkflowBuilder(_CheckpointBuilder):
    """Stable Diffusion 1.5 and what was trained from it."""

    nodes = frozenset({"CheckpointLoaderSimple", "CLIPTextEncode", "EmptyLatentImage", "KSampler"})
    defaults = Defaults(num_inference_steps=20, guidance_scale=7.0, sampler="dpmpp_2m", sigma_schedule="karras")
    usual = "v1-5-pruned-emaonly.safetensors"
    looks = r"sd[-_ .]?v?1|v1[-_.]5|1\.5"

    def conditioning(self, graph: Graph, model: Model, sampling: Sampling, text: str) -> Link:
        """By CLIP."""
        return graph.add("CLIPTextEncode", text=text, clip=model.clip)


class SDXLWorkflowBuilder(_CheckpointBuilder):
    """Stable Diffusion XL and what was trained from it."""

    nodes = frozenset({"CheckpointLoaderSimple", "CLIPTextEncodeSDXL", "EmptyLatentImage", "KSampler"})
    defaults = Defaults(num_inference_steps=20, guidance_scale=6.0, sampler="dpmpp_2m", sigma_schedule="karras")
    usual = "sd_xl_base_1.0.safetensors"
    looks = r"xl"
    _TRAINED_SIDE = 1024

    def conditioning(self, graph: Graph, model: Model, sampling: Sampling, text: str) -> Link:
        """By both CLIPs, which are also told of a size: a small one would mean a poor picture."""
        recipe = sampling.recipe
        times = max(1.0, self._TRAINED_SIDE / math.sqrt(recipe.width * recipe.height))
        width, height = round(times * recipe.width), round(times * recipe.height)
        return graph.add(
            "CLIPTextEncodeSDXL",
            clip=model.clip,
            width=width,
            height=height,
            crop_w=0,
            crop_h=0,
            target_width=width,
            target_height=height,
            text_g=text,
            text_l=text,
        )
