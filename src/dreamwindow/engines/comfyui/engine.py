"""ComfyUIEngine: the server behind the engine seam."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from dreamwindow.contracts.engine import EngineInfo, OnEvent
from dreamwindow.engines.comfyui.client import ComfyUIClient, Listener
from dreamwindow.engines.comfyui.discovery import Discovery, discover
from dreamwindow.engines.comfyui.graph import Workflow
from dreamwindow.engines.comfyui.http import UnknownHost
from dreamwindow.engines.comfyui.latents import BATCH, MixedLatent, PictureLatent, ServerLatent, between, pictures
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.pixels import unpacked
from dreamwindow.engines.comfyui.settings import EngineSettings
from dreamwindow.engines.comfyui.telling import Telling
from dreamwindow.engines.comfyui.uploads import Uploads
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder
from dreamwindow.errors import ConfigError, DreamWindowError, EngineUnavailable, InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe

_log = logging.getLogger(__name__)


class ComfyUIEngine:
    """`Engine` and `LatentCodec` on a ComfyUI server; latents never leave it.

    Loading it asks the server what it has and refuses what cannot work there: `ConfigError` or `UnknownName` with what
    there is, `EngineUnavailable` if nobody answers.
    """

    info: EngineInfo

    def __init__(self, settings: EngineSettings, client_options: ClientOptions | None = None) -> None:
        self._settings = settings
        self._client_options = client_options
        self._stack = AsyncExitStack()
        self._telling = Telling()
        self._client: ComfyUIClient
        self._builder: BaseWorkflowBuilder
        self._uploads: Uploads

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            self._client = await stack.enter_async_context(ComfyUIClient(self._settings.address, self._client_options))
            found = await self._discovered()
            await self._client.connect()
            self.info, self._builder = found.info, found.builder
            self._uploads = Uploads(self._client)
            self._stack = stack.pop_all()
        return self

    async def _discovered(self) -> Discovery:
        try:
            return await discover(self._client, self._settings)
        except UnknownHost as error:  # nobody who waits would live to see it
            raise ConfigError(error.message, error.remedy) from error

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def generate(
        self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
    ) -> Pixels:
        """See `Engine.generate`."""
        self.info.check_size(recipe.width, recipe.height)
        if recipe.kind == "interpolate":
            raise InvalidRecipe("An in-between is made from the latents of its parents.", "Decode the interpolation.")
        listener = self._telling.listener(on_event) if on_event is not None else None
        size = recipe.width, recipe.height
        if recipe.kind == "txt2img":
            return (await self._make(self._builder.build_txt2img(recipe), size, listener))[0]
        init = _checked(recipe, init_image)
        if recipe.strength == 0.0:
            return init
        image = (await self._named([init]))[0]
        return (await self._make(self._builder.build_img2img(recipe, image), size, listener))[0]

    async def release(self) -> None:
        """Ask the server to unload its models. One that is away has nothing to give back."""
        try:
            await self._client.free()
        except DreamWindowError as error:
            _log.warning("ComfyUI gives no memory back: %s", error.message)

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> PictureLatent:
        """See `LatentCodec.encode`. It is sent when it is needed, unless the server has it already."""
        self.info.check_size(image.shape[1], image.shape[0])
        return PictureLatent(image)

    async def decode(self, latents: Sequence[ServerLatent]) -> list[Pixels]:
        """See `LatentCodec.decode`. The latent of a picture is the picture; up to `BATCH` others are one prompt."""
        left = [one for one in dict.fromkeys(latents) if isinstance(one, MixedLatent) and one.pixels is None]
        for first in range(0, len(left), BATCH):
            batch = left[first : first + BATCH]
            for latent, pixels in zip(batch, await self._mix(batch), strict=True):
                latent.pixels = pixels
        return [latent.pixels for latent in latents if latent.pixels is not None]

    async def interpolate(self, a: ServerLatent, b: ServerLatent, t: float) -> ServerLatent:
        """See `LatentCodec.interpolate`."""
        return between(a, b, t)

    async def _mix(self, batch: Sequence[MixedLatent]) -> list[Pixels]:
        leaves = list(dict.fromkeys(leaf for latent in batch for leaf in pictures(latent)))
        height, width = leaves[0].pixels.shape[:2]
        names = dict(zip(leaves, await self._named([leaf.pixels for leaf in leaves]), strict=True))
        workflow = self._builder.build_interpolation(batch, names)
        if workflow is None:
            return [_dissolved(latent) for latent in batch]
        return await self._make(workflow, (width, height), None)

    async def _named(self, images: Sequence[Pixels]) -> list[str]:
        with _passing():
            await self._client.connect()
            return [await self._uploads.name(image) for image in images]

    async def _make(self, workflow: Workflow, size: tuple[int, int], listener: Listener | None) -> list[Pixels]:
        connects = self._client.connects
        timeout_s = self._settings.timeout_s * workflow.count
        try:
            with _passing():
                data = await self._client.generate(workflow, timeout_s=timeout_s, listener=listener)
        except InvalidRecipe as error:
            if self._client.connects == connects:
                raise
            raise EngineUnavailable("ComfyUI was restarted and lost the picture to grow from.", "Try again.") from error
        return await asyncio.to_thread(lambda: [unpacked(picture, size) for picture in data[: workflow.count]])


@contextmanager
def _passing() -> Iterator[None]:
    """A server that let us in once and does not now is away: a proxy restarts, say. Raises `EngineUnavailable`."""
    try:
        yield
    except ConfigError as error:
        raise EngineUnavailable(error.message, error.remedy) from error


def _dissolved(latent: ServerLatent) -> Pixels:
    """Where a workflow has no VAE to walk with: a cross-fade."""
    if isinstance(latent, PictureLatent):
        return latent.pixels
    a, b = _dissolved(latent.a), _dissolved(latent.b)
    return np.asarray(cv2.addWeighted(a, 1.0 - latent.t, b, latent.t, 0.0), np.uint8)


def _checked(recipe: Recipe, init_image: Pixels | None) -> Pixels:
    if init_image is None:
        raise InvalidRecipe("img2img grows from an image, and none was given.", "Pass init_image.")
    if init_image.shape != (recipe.height, recipe.width, 3):
        height, width = init_image.shape[:2]
        raise InvalidRecipe(
            f"The image is {width}x{height}, its recipe says {recipe.width}x{recipe.height}.", "Resize the image first."
        )
    return init_image
