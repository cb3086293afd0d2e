"""Growth: carrying a recipe out, given the pictures it grows from.

The dream and the replay of a dream both go through here, and only here, so that the one can repeat the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from dreamwindow.contracts.engine import Engine, Latent, LatentCodec, OnEvent
from dreamwindow.errors import InvalidRecipe
from dreamwindow.imaging.codec import fit
from dreamwindow.imaging.colour import recoloured
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ParentId, Recipe

COLOUR = "colour"
"""The option of a recipe that holds a colour correction, see `imaging.colour.recoloured`."""
INTERPOLATION = "interpolation"
"""The option of an in-between that says how it was walked, where that was not by latents."""
_OURS = {COLOUR, INTERPOLATION}
CROSSFADE = "crossfade"
LATENT = "latent"


@dataclass(slots=True, eq=False)
class Grown:
    """A picture and where it came from: ``recipe`` is ``None`` for a foreign one.

    Its latent is found when needed; ``codec`` is whose it is, and the only one that can read it.
    """

    id: ParentId
    pixels: Pixels
    recipe: Recipe | None = None
    latent: Latent | None = field(default=None, repr=False)
    codec: LatentCodec | None = field(default=None, repr=False)


class Growth:
    """An engine that is loaded, and its codec; without one, in-betweens are cross-fades (`codec_name` says so)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._codec: LatentCodec = engine if isinstance(engine, LatentCodec) else CrossfadeCodec()
        self.codec_name = LATENT if isinstance(engine, LatentCodec) else CROSSFADE

    async def grow(self, recipe: Recipe, parents: Sequence[Grown] = (), on_event: OnEvent | None = None) -> Grown:
        """Make the picture of ``recipe``; ``parents`` are in the recipe's order."""
        if recipe.kind == "interpolate":
            (between,) = await self.walk([recipe], parents)
            return between
        self._check(recipe, parents)
        init_image = await asyncio.to_thread(_fitted, parents[0].pixels, recipe) if parents else None
        pixels = await self._engine.generate(_for_engine(recipe), init_image, on_event)
        return Grown(recipe.id, pixels, recipe)

    def together(self, between: Sequence[Recipe]) -> Iterator[Sequence[Recipe]]:
        """The in-betweens as this engine makes them best: the first alone, as it is waited for, then more each time."""
        most = self._engine.info.decode_batch if self.codec_name == LATENT else 1
        first, size = 0, 1
        while first < len(between):
            yield between[first : first + size]
            first, size = first + size, max(1, min(most, 2 * size))

    async def walk(self, between: Sequence[Recipe], parents: Sequence[Grown]) -> list[Grown]:
        """Make the pictures of some in-betweens, decoded together; all lie between the same two ``parents``."""
        for recipe in between:
            self._check(recipe, parents)
        a, b = [await self._latent(parent) for parent in parents]
        latents = [await self._codec.interpolate(a, b, recipe.t or 0.0) for recipe in between]
        pictures = await self._codec.decode(latents)
        made = zip(between, pictures, latents, strict=True)
        return [Grown(recipe.id, pixels, recipe, latent, self._codec) for recipe, pixels, latent in made]

    def _check(self, recipe: Recipe, parents: Sequence[Grown]) -> None:
        if tuple(parent.id for parent in parents) != recipe.parents:
            raise InvalidRecipe(f"{recipe.id} does not grow from {[parent.id for parent in parents]}.")
        if recipe.kind == "interpolate" and recipe.options.get(INTERPOLATION, LATENT) != self.codec_name:
            raise InvalidRecipe(f"{recipe.id} was interpolated in another way than this engine's {self.codec_name}.")

    async def _latent(self, grown: Grown) -> Latent:
        if grown.codec is not self._codec:  # not known yet, or another engine's
            grown.latent = await self._codec.encode(grown.pixels, self._own(grown.recipe))
            grown.codec = self._codec
        return grown.latent

    def _own(self, recipe: Recipe | None) -> Recipe | None:
        """The recipe for the engine's eyes; ``None`` for one that another engine carried out."""
        ours = recipe is not None and recipe.engine == self._engine.info.name
        return _for_engine(recipe) if recipe is not None and ours else None


def _for_engine(recipe: Recipe) -> Recipe:
    """Without the options that are carried out here."""
    theirs = {name: value for name, value in recipe.options.items() if name not in _OURS}
    return recipe if len(theirs) == len(recipe.options) else replace(recipe, options=theirs)


def _fitted(pixels: Pixels, recipe: Recipe) -> Pixels:
    """The parent as the recipe wants it: of its size, and with its colour correction; else bit for bit."""
    same = pixels.shape == (recipe.height, recipe.width, 3)
    fitted = pixels if same else fit(pixels, recipe.width, recipe.height)
    correction = recipe.options.get(COLOUR)
    return fitted if correction is None else recoloured(fitted, correction)


class CrossfadeCodec:
    """For engines without latents: the picture is its own latent, and the way from one to another is a dissolve."""

    async def encode(self, image: Pixels, recipe: Recipe | None = None) -> Latent:
        """The image itself."""
        return image

    async def decode(self, latents: Sequence[Latent]) -> list[Pixels]:
        """The images themselves."""
        return list(latents)

    async def interpolate(self, a: Latent, b: Latent, t: float) -> Latent:
        """``(1 - t) a + t b``, rounded."""
        return np.asarray(cv2.addWeighted(a, 1.0 - t, b, t, 0.0))
