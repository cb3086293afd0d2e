"""FluxWorkflowBuilder: Flux, from its four files or from one that holds everything."""

from __future__ import annotations

from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.graph import Graph, Link
from dreamwindow.engines.comfyui.workflows.base import BuilderOptions
from dreamwindow.engines.comfyui.workflows.choosing import (
    CHECKPOINT,
    DIFFUSION_MODEL,
    TEXT_ENCODER,
    VAE,
    choose,
    named,
)
from dreamwindow.engines.comfyui.workflows.models import Defaults, Model, ModelWorkflowBuilder, Sampling
from dreamwindow.model.recipe import Recipe

USUAL, USUAL_VAE = "flux1-schnell.safetensors", "flux_vae.safetensors"
_LOOKS = (r"flux.*schnell", r"flux")
"""Four steps are what schnell was made for."""
_LOOKS_VAE = r"flux|(^|[\\/])ae[._-]"
_T5, _CLIP_L = ("t5xxl_fp8_e4m3fn.safetensors", r"t5"), ("clip_l.safetensors", r"clip_l")


class FluxWorkflowBuilder(ModelWorkflowBuilder):
    """Flux schnell and dev. Their guidance is distilled: it is a number in the prompt, and there is no negative."""

    nodes = frozenset(
        {
            "CheckpointLoaderSimple", "UNETLoader", "DualCLIPLoader", "VAELoader", "CLIPTextEncode", "FluxGuidance",
            "EmptySD3LatentImage", "RandomNoise", "BasicGuider", "KSamplerSelect", "BasicScheduler",
            "SamplerCustomAdvanced",
        }
    )  # fmt: skip
    defaults = Defaults(num_inference_steps=4, guidance_scale=1.0, sampler="euler", sigma_schedule="simple")
    size_multiple = 16
    unused = ("negative_prompt",)

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        super().__init__(catalogue, options)
        split = catalogue.choices("UNETLoader", "unet_name")
        whole = catalogue.choices("CheckpointLoaderSimple", "ckpt_name")
        self._parts: _Parts | None = None
        if _is_whole(options.checkpoint, split, whole):
            self._file = choose(CHECKPOINT, options.checkpoint, whole, USUAL, *_LOOKS)
        else:
            self._file = choose(DIFFUSION_MODEL, options.checkpoint, split or whole, USUAL, *_LOOKS)
            self._parts = _Parts(catalogue, options)

    @property
    def file(self) -> str:
        """The checkpoint, or the diffusion model."""
        return self._file

    def load(self, graph: Graph) -> Model:
        """One file, or the diffusion model, two text encoders and a VAE."""
        if self._parts is None:
            unet = graph.add("CheckpointLoaderSimple", ckpt_name=self._file)
            return Model(unet, Link(unet.node, 1), Link(unet.node, 2))
        unet = graph.add("UNETLoader", unet_name=self._file, weight_dtype="default")
        first, second = self._parts.text_encoders
        clip = graph.add("DualCLIPLoader", clip_name1=first, clip_name2=second, type="flux")
        return Model(unet, clip, graph.add("VAELoader", vae_name=self._parts.vae))

    def empty_latent(self, graph: Graph, recipe: Recipe) -> Link:
        """Sixteen channels."""
        return graph.add("EmptySD3LatentImage", width=recipe.width, height=recipe.height, batch_size=1)

    def sample(self, graph: Graph, model: Model, sampling: Sampling) -> Link:
        """By the parts that a sampler is made of: it guides by the prompt alone."""
        recipe = sampling.recipe
        words = graph.add("CLIPTextEncode", text=recipe.prompt, clip=model.clip)
        guided = graph.add("FluxGuidance", conditioning=words, guidance=sampling.guidance_scale)
        sigmas = graph.add(
            "BasicScheduler",
            model=model.unet,
            scheduler=self.sigma_schedule,
            steps=sampling.denoising.steps,
            denoise=sampling.denoising.denoise,
        )
        return graph.add(
            "SamplerCustomAdvanced",
            noise=graph.add("RandomNoise", noise_seed=sampling.noise_seed),
            guider=graph.add("BasicGuider", model=model.unet, conditioning=guided),
            sampler=graph.add("KSamplerSelect", sampler_name=self.sampler),
            sigmas=sigmas,
            latent_image=sampling.latent,
        )


class _Parts:
    """The files beside a diffusion model."""

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        encoders = catalogue.choices("DualCLIPLoader", "clip_name1")
        wanted = (*options.text_encoders, None, None)[:2]
        first, second = [
            choose(TEXT_ENCODER, name, encoders, usual, looks)
            for name, (usual, looks) in zip(wanted, (_T5, _CLIP_L), strict=True)
        ]
        self.text_encoders = (first, second)
        self.vae = choose(VAE, options.vae, catalogue.choices("VAELoader", "vae_name"), USUAL_VAE, _LOOKS_VAE)


def _is_whole(wanted: str | None, split: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether the model is one file that holds everything. What is in both folders is taken for a part."""
    if wanted is not None:
        return named(wanted, whole) is not None and named(wanted, split) is None
    if named(USUAL, split) or named(USUAL, whole):
        return named(USUAL, split) is None
    return not any("flux" in name.lower() for name in split) and any("flux" in name.lower() for name in whole)
