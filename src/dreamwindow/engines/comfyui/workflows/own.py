"""OwnWorkflowBuilder: a person's own workflow, with our words in its slots."""

from __future__ import annotations

from collections.abc import Mapping

from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.graph import Graph, Link, Node, Value, Workflow
from dreamwindow.engines.comfyui.words import denoising, grown_noise_seed, noise_seed
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder, BuilderOptions
from dreamwindow.engines.comfyui.workflows.exported import OwnWorkflow
from dreamwindow.errors import ConfigError, InvalidRecipe
from dreamwindow.model.recipe import Recipe

SLOTS = (
    "prompt", "negative_prompt", "seed", "width", "height", "num_inference_steps", "guidance_scale", "strength",
    "image", "output",
)  # fmt: skip
_NEEDED = {"txt2img": ("prompt",), "img2img": ("prompt", "image")}


class OwnWorkflowBuilder(BaseWorkflowBuilder):
    """What has no slot stays as it is in the file; so do steps and guidance that nobody set."""

    def __init__(self, catalogue: Catalogue, options: BuilderOptions) -> None:
        super().__init__(catalogue, options)
        if options.txt2img is None:
            raise ConfigError(
                "generation.model is workflow, and no workflow is named.",
                "Set comfyui.txt2img.file to one that was exported from ComfyUI in API format.",
            )
        self._txt2img, self._img2img = options.txt2img, options.img2img
        for kind, own in (("txt2img", self._txt2img), ("img2img", self._img2img)):
            for slot in _NEEDED[kind] if own is not None else ():
                if own is not None and slot not in own.slots:
                    raise ConfigError(
                        f"comfyui.{kind}.slots.{slot} is not set: {own.path.name} would never hear of it.",
                        f"Write NODE.INPUT, where the {slot} goes: 6.text, say.",
                    )

    @classmethod
    def asks_for(cls, options: BuilderOptions) -> frozenset[str]:
        """Every node class of the files, too."""
        own = [workflow for workflow in (options.txt2img, options.img2img) if workflow is not None]
        used = {node.class_type for workflow in own for node in workflow.graph.nodes.values()}
        return super().asks_for(options) | used

    @property
    def file(self) -> str:
        """The workflow's file."""
        return self._txt2img.path.name

    def build_txt2img(self, recipe: Recipe) -> Workflow:
        """A picture from words."""
        return self._filled(self._txt2img, recipe, {"seed": noise_seed(recipe.seed)})

    def build_img2img(self, recipe: Recipe, image: str) -> Workflow:
        """A picture that grows from another. Raises `InvalidRecipe` if no workflow for it was named."""
        if self._img2img is None:
            raise InvalidRecipe(
                f"{self.file} makes pictures from words only.",
                "Set comfyui.img2img.file, or generation.mode to interpolate.",
            )
        more = {"seed": grown_noise_seed(recipe.seed), "image": image, **_strength(self._img2img, recipe)}
        return self._filled(self._img2img, recipe, more)

    def vae(self, graph: Graph) -> Link | None:
        """Whatever decodes the picture in the file."""
        own = self._txt2img
        needed = own.graph.ancestors(own.output)
        for node_id in needed.of_class("VAEDecode"):
            vae = needed.nodes[node_id].inputs.get("vae")
            if isinstance(vae, Link):
                graph.nodes.update(needed.ancestors(vae.node).nodes)
                return vae
        return None

    def _filled(self, own: OwnWorkflow, recipe: Recipe, more: Mapping[str, Value | None]) -> Workflow:
        words: dict[str, Value | None] = {
            "prompt": recipe.prompt,
            "negative_prompt": recipe.negative_prompt,
            "width": recipe.width,
            "height": recipe.height,
            "num_inference_steps": recipe.num_inference_steps,
            "guidance_scale": recipe.guidance_scale,
        }
        graph = own.filled({**words, **more})
        end = graph.nodes[own.output]
        if end.class_type == "SaveImage" and isinstance(end.inputs.get("images"), Link):
            graph.nodes[own.output] = Node(self._end, {"images": end.inputs["images"]}, end.title)
        return Workflow(graph.ancestors(own.output), own.output)


def _strength(own: OwnWorkflow, recipe: Recipe) -> dict[str, Value | None]:
    """Steps and denoise as diffusers means them; where the steps have no slot, the file's stay, and all of them run."""
    steps = recipe.num_inference_steps or own.value("num_inference_steps")
    if not isinstance(steps, int):
        return {"strength": recipe.strength}
    told = denoising(recipe.strength, steps)
    return {"num_inference_steps": told.steps, "strength": told.denoise}
