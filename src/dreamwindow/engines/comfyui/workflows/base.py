"""BaseWorkflowBuilder: how a picture is made from words, from a picture, or between pictures, whatever the model."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.graph import Graph, Link, Workflow
from dreamwindow.engines.comfyui.latents import PictureLatent, ServerLatent, pictures
from dreamwindow.engines.comfyui.words import mixing_ratio
from dreamwindow.engines.comfyui.workflows.exported import OwnWorkflow
from dreamwindow.model.recipe import Recipe

COMMON = frozenset({"VAEEncode", "VAEDecode", "LoadImage", "LatentInterpolate", "LatentBatch"})
"""Node classes that in-betweens are made with."""
ENDS = ("SaveImageWebsocket", "PreviewImage")
"""Nodes that give pictures and leave none in the output folder; the first that the server has is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuilderOptions:
    """What the config says; ``None`` leaves it to the builder.

    ``checkpoint`` may name a diffusion model that comes without its ``text_encoders`` and ``vae``. ``txt2img`` and
    ``img2img`` are a person's own workflows.
    """

    checkpoint: str | None = None
    text_encoders: tuple[str, ...] = ()
    vae: str | None = None
    sampler: str | None = None
    sigma_schedule: str | None = None
    txt2img: OwnWorkflow | None = None
    img2img: OwnWorkflow | None = None


class BaseWorkflowBuilder(ABC):
    """Builds the graphs of one model on one server; a subclass is named in the group ``dreamwindow.workflows``."""

    size_multiple: ClassVar[int] = 8
    """Pictures have sides that are multiples of this."""
    unused: ClassVar[tuple[str, ...]] = ()
    """Settings that mean nothing to such a model."""

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        """Choose among what the server has. Raises `UnknownName` with the list, or `ConfigError`."""
        self._end = next((name for name in ENDS if name in catalogue), ENDS[-1])

    @classmethod
    def asks_for(cls, options: BuilderOptions) -> frozenset[str]:
        """The node classes to ask the server about before a builder is made."""
        return COMMON | frozenset(ENDS)

    @property
    @abstractmethod
    def file(self) -> str:
        """What tells the model from others of its kind: its file."""

    @abstractmethod
    def build_txt2img(self, recipe: Recipe) -> Workflow:
        """A picture from words."""

    @abstractmethod
    def build_img2img(self, recipe: Recipe, image: str) -> Workflow:
        """A picture that grows from ``image``, named as `LoadImage` takes it. The recipe's strength is above 0."""

    @abstractmethod
    def vae(self, graph: Graph) -> Link | None:
        """Add what gives the VAE; ``None`` if there is none, and so no latents to walk between."""

    def build_interpolation(
        self, latents: Sequence[ServerLatent], images: Mapping[PictureLatent, str]
    ) -> Workflow | None:
        """The pictures of some latents, which never leave the server; ``None`` if there is no VAE to do it with.

        They are joined before they are decoded, so that one decoding gives all of them, in order. Each way is walked
        by itself: `LatentInterpolate` confuses the samples of a batch. ``images`` are named as `LoadImage` takes them.
        """
        graph = Graph()
        vae = self.vae(graph)
        if vae is None:
            return None
        leaves = dict.fromkeys(leaf for latent in latents for leaf in pictures(latent))
        encoded = {leaf: encode(graph, images[leaf], vae) for leaf in leaves}
        joined, *rest = [_walk(graph, latent, encoded) for latent in latents]
        for latent in rest:
            joined = graph.add("LatentBatch", samples1=joined, samples2=latent)
        return self.ended(graph, joined, vae, count=len(latents))

    def ended(self, graph: Graph, latent: Link, vae: Link, count: int = 1) -> Workflow:
        """The workflow that gives the pictures of ``latent``; what it does not need is left out."""
        images = graph.add("VAEDecode", samples=latent, vae=vae)
        output = graph.add(self._end, images=images).node
        return Workflow(graph.ancestors(output), output, count)


def encode(graph: Graph, image: str, vae: Link) -> Link:
    """Add what gives the latent of a picture on the server's disk."""
    return graph.add("VAEEncode", pixels=graph.add("LoadImage", image=image), vae=vae)


def _walk(graph: Graph, latent: ServerLatent, encoded: Mapping[PictureLatent, Link]) -> Link:
    if isinstance(latent, PictureLatent):
        return encoded[latent]
    a, b = _walk(graph, latent.a, encoded), _walk(graph, latent.b, encoded)
    return graph.add("LatentInterpolate", samples1=a, samples2=b, ratio=mixing_ratio(latent.t))
