"""ModelWorkflowBuilder: load the parts, sample, decode. A kind of model says how it is loaded and sampled."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.graph import Graph, Link, Workflow
from dreamwindow.engines.comfyui.words import Denoising, denoising, grown_noise_seed, noise_seed
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder, BuilderOptions, encode
from dreamwindow.engines.comfyui.workflows.choosing import SAMPLER, SIGMA_SCHEDULE, choose_named
from dreamwindow.model.recipe import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a kind of model is told where nobody said otherwise."""

    num_inference_steps: int
    guidance_scale: float
    sampler: str
    sigma_schedule: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model's parts, as outputs of nodes."""

    unet: Link
    clip: Link
    vae: Link


@dataclass(frozen=True, slots=True)
class Sampling:
    """How one picture is sampled from ``latent``."""

    recipe: Recipe
    latent: Link
    noise_seed: int
    denoising: Denoising
    guidance_scale: float


class ModelWorkflowBuilder(BaseWorkflowBuilder):
    """A kind of model: `load`, `empty_latent` and `sample` are its own, the rest is the same for every one."""

    nodes: ClassVar[frozenset[str]]
    """The node classes that `load`, `empty_latent` and `sample` use."""
    defaults: ClassVar[Defaults]

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        super().__init__(catalogue, options)
        sampler = options.sampler or self.defaults.sampler
        schedule = options.sigma_schedule or self.defaults.sigma_schedule
        self.sampler = choose_named(SAMPLER, sampler, catalogue.choices("KSampler", "sampler_name"))
        self.sigma_schedule = choose_named(SIGMA_SCHEDULE, schedule, catalogue.choices("KSampler", "scheduler"))

    @classmethod
    def asks_for(cls, options: BuilderOptions) -> frozenset[str]:
        """The node classes to ask the server about before a builder is made."""
        return super().asks_for(options) | cls.nodes | {"KSampler", "VAELoader"}

    @abstractmethod
    def load(self, graph: Graph) -> Model:
        """Add the nodes that load the model."""

    @abstractmethod
    def sample(self, graph: Graph, model: Model, sampling: Sampling) -> Link:
        """Add the nodes that sample; the latent."""

    def empty_latent(self, graph: Graph, recipe: Recipe) -> Link:
        """Add the node that a picture from words begins with."""
        return graph.add("EmptyLatentImage", width=recipe.width, height=recipe.height, batch_size=1)

    def vae(self, graph: Graph) -> Link:
        """The model's own."""
        return self.load(graph).vae

    def build_txt2img(self, recipe: Recipe) -> Workflow:
        """A picture from words."""
        graph = Graph()
        model = self.load(graph)
        told = self._sampling(recipe, self.empty_latent(graph, recipe), noise_seed(recipe.seed), strength=1.0)
        return self.ended(graph, self.sample(graph, model, told), model.vae)

    def build_img2img(self, recipe: Recipe, image: str) -> Workflow:
        """A picture that grows from another."""
        graph = Graph()
        model = self.load(graph)
        latent = encode(graph, image, model.vae)
        told = self._sampling(recipe, latent, grown_noise_seed(recipe.seed), strength=recipe.strength)
        return self.ended(graph, self.sample(graph, model, told), model.vae)

    def _sampling(self, recipe: Recipe, latent: Link, seed: int, *, strength: float) -> Sampling:
        steps = recipe.num_inference_steps or self.defaults.num_inference_steps
        guidance = self.defaults.guidance_scale if recipe.guidance_scale is None else recipe.guidance_scale
        return Sampling(recipe, latent, seed, denoising(strength, steps), guidance)
