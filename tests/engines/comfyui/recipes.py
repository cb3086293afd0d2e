"""Recipes and settings for the tests of the ComfyUI engine, and the pictures that the test server makes of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dreamwindow import plugins
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.comfyui.backoff import Backoff
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.engine import ComfyUIEngine
from dreamwindow.engines.comfyui.graph import Workflow
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.settings import WORKFLOWS, EngineSettings
from dreamwindow.engines.comfyui.words import denoising, grown_noise_seed
from dreamwindow.engines.comfyui.workflows.base import BuilderOptions
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, Recipe
from tests.engines.comfyui.server.pictures import as_pixels, imagined, sampled
from tests.engines.comfyui.server.recordings import object_info

FOREIGN = ImageId("image:" + "0" * 64)
QUICK = ClientOptions(
    connect_timeout_s=2.0, request_timeout_s=2.0, look_every_s=0.2, look_first_s=0.01, farewell_s=0.5,
    backoff=Backoff(tries=6, first_s=0.01, longest_s=0.05),
)  # fmt: skip
"""So patient that a busy machine is not taken for a dead server, and no more."""


def txt2img(prompt: str = "a lake", **changes: Any) -> Recipe:
    """A small picture from words."""
    given = {"engine": "comfyui", "model": "flux", "kind": "txt2img", "seed": 7, "width": 96, "height": 64}
    return Recipe(**{**given, "prompt": prompt, **changes})


def img2img(prompt: str = "a lake", **changes: Any) -> Recipe:
    """A small picture that grows from another."""
    return txt2img(prompt, **{"kind": "img2img", "parents": (FOREIGN,), "strength": 0.5, **changes})


def expected(recipe: Recipe, init: Pixels | None = None, steps: int = 4) -> Pixels:
    """What the test server makes of a recipe."""
    if init is None:
        return as_pixels(imagined(recipe.prompt, int(recipe.seed), recipe.width, recipe.height))
    told = denoising(recipe.strength, recipe.num_inference_steps or steps)
    latent = init[None].astype(np.float32)
    return as_pixels(sampled(recipe.prompt, grown_noise_seed(recipe.seed), latent, told.denoise)[0])


def workflow(recipe: Recipe, *, end: str = "SaveImageWebsocket", model: str = "sd15") -> Workflow:
    """A recipe's graph, whose pictures come out of an end of this class."""
    info = object_info()
    if end == "PreviewImage":
        del info["SaveImageWebsocket"]
    built = plugins.load(WORKFLOWS, model)(Catalogue.read(info), BuilderOptions()).build_txt2img(recipe)
    assert isinstance(built, Workflow)
    return built


def engine(url: str, model: str = "flux", client: ClientOptions = QUICK, **extra: Any) -> ComfyUIEngine:
    """An engine on a server, not loaded yet."""
    settings = EngineSettings.of(EngineOptions(model=model, extra={"url": url, **extra}))
    return ComfyUIEngine(settings, client)
