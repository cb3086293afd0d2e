"""What every engine holds to. Authors of engines subclass `EngineContract` and give it their factory:

    class TestMyEngine(EngineContract):
        @pytest.fixture
        def factory(self) -> EngineFactory:
            return my_package.create

An engine that is a `LatentCodec` is held to `CodecContract` too. Everything runs at ``size``.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions, LatentCodec, Progress
from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId, Recipe

FOREIGN = ImageId("image:" + "0" * 64)
"""A parent for recipes whose parent does not matter."""


class _Loaded:
    """An engine, loaded, and recipes for it."""

    size = (96, 64)

    @pytest.fixture
    def factory(self) -> EngineFactory:
        raise NotImplementedError("override this fixture with the engine's factory")

    @pytest.fixture
    async def engine(self, factory: EngineFactory) -> AsyncIterator[Engine]:
        async with factory(EngineOptions()) as engine:
            yield engine

    def txt2img(self, engine: Engine, **changes: Any) -> Recipe:
        """A recipe that the engine can make."""
        width, height = self.size
        base = Recipe(
            engine=engine.info.name, model=engine.info.model, kind="txt2img", prompt="a lake at dawn", seed=7,
            width=width, height=height,
        )  # fmt: skip
        return replace(base, **changes)

    def img2img(self, engine: Engine, **changes: Any) -> Recipe:
        """A recipe that grows from an image."""
        grown: dict[str, Any] = {"kind": "img2img", "parents": (FOREIGN,), "strength": 0.5}
        return replace(self.txt2img(engine), **grown | changes)


class EngineContract(_Loaded):
    """See `dreamwindow.contracts.engine.Engine`."""

    async def test_is_known_by_name_and_model(self, engine: Engine) -> None:
        info = engine.info
        assert info.name
        assert info.model
        assert 0 < info.min_side <= info.max_side
        assert info.min_side % info.size_multiple == info.max_side % info.size_multiple == 0

    async def test_makes_pixels_of_the_size_asked_for(self, engine: Engine) -> None:
        pixels = await engine.generate(self.txt2img(engine))
        assert is_picture(pixels, self.size)

    async def test_grows_a_picture_and_leaves_its_input_alone(self, engine: Engine) -> None:
        init = await engine.generate(self.txt2img(engine))
        before = init.copy()
        assert is_picture(await engine.generate(self.img2img(engine), init), self.size)
        assert np.array_equal(init, before)

    async def test_another_seed_gives_another_picture(self, engine: Engine) -> None:
        a = await engine.generate(self.txt2img(engine))
        assert not np.array_equal(a, await engine.generate(self.txt2img(engine, seed=8)))

    async def test_the_same_recipe_gives_the_same_pixels_if_it_says_so(
        self, engine: Engine, factory: EngineFactory
    ) -> None:
        if not engine.info.deterministic:
            pytest.skip(f"{engine.info.name} does not promise it")
        first = await engine.generate(self.txt2img(engine))
        grown = await engine.generate(self.img2img(engine), first)
        await engine.generate(self.txt2img(engine, prompt="embers", seed=11))
        assert np.array_equal(await engine.generate(self.txt2img(engine)), first)
        async with factory(EngineOptions()) as other:
            assert np.array_equal(await other.generate(self.img2img(engine), first), grown)
            assert np.array_equal(await other.generate(self.txt2img(engine)), first)

    async def test_refuses_sizes_it_cannot_make(self, engine: Engine) -> None:
        for width in (engine.info.size_multiple * 8 + 1, engine.info.min_side - engine.info.size_multiple):
            if width > 0:
                with pytest.raises(InvalidRecipe):
                    await engine.generate(self.txt2img(engine, width=width))

    async def test_refuses_to_grow_from_nothing(self, engine: Engine) -> None:
        with pytest.raises(InvalidRecipe):
            await engine.generate(self.img2img(engine))

    async def test_refuses_an_image_of_another_size(self, engine: Engine) -> None:
        with pytest.raises(InvalidRecipe):
            await engine.generate(self.img2img(engine), np.zeros((8, 8, 3), np.uint8))

    async def test_refuses_in_betweens(self, engine: Engine) -> None:
        recipe = self.txt2img(engine, kind="interpolate", parents=(FOREIGN, FOREIGN), t=0.5)
        with pytest.raises(InvalidRecipe):
            await engine.generate(recipe)

    async def test_tells_its_progress_in_order(self, engine: Engine) -> None:
        told: list[Progress] = []
        await engine.generate(self.txt2img(engine), on_event=told.append)
        fractions = [progress.fraction for progress in told]
        assert fractions == sorted(fractions)
        assert all(0 <= fraction <= 1 for fraction in fractions)

    async def test_works_on_after_a_cancelled_picture(self, engine: Engine) -> None:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(engine.generate(self.txt2img(engine, seed=100)))
            await asyncio.sleep(0)  # let it begin
            task.cancel()
        assert task.cancelled()
        assert is_picture(await engine.generate(self.txt2img(engine)), self.size)

    async def test_works_on_after_giving_its_memory_back(self, engine: Engine) -> None:
        before = await engine.generate(self.txt2img(engine))
        await engine.release()
        after = await engine.generate(self.txt2img(engine))
        assert np.array_equal(before, after) or not engine.info.deterministic

    async def test_can_be_loaded_again(self, engine: Engine, factory: EngineFactory) -> None:
        other = factory(EngineOptions())
        for _ in range(2):
            async with other:
                assert is_picture(await other.generate(self.txt2img(other)), self.size)


class CodecContract(_Loaded):
    """See `dreamwindow.contracts.engine.LatentCodec`."""

    tolerance = 4.0
    """Greatest mean difference, of 255, between an image and its decoded latent."""

    async def test_decodes_what_it_encoded(self, engine: Engine) -> None:
        codec, recipe = as_codec(engine), self.txt2img(engine)
        own = await engine.generate(recipe)
        foreign = foreign_picture(self.size)
        latents = [await codec.encode(own, recipe), await codec.encode(foreign)]
        for decoded, image in zip(await codec.decode(latents), (own, foreign), strict=True):
            assert is_picture(decoded, self.size)
            assert difference(decoded, image) <= self.tolerance

    async def test_decodes_in_order_and_nothing_from_nothing(self, engine: Engine) -> None:
        codec = as_codec(engine)
        latents = [await codec.encode(foreign_picture(self.size, turn)) for turn in range(3)]
        one_by_one = [(await codec.decode([latent]))[0] for latent in latents]
        for a, b in zip(await codec.decode(latents), one_by_one, strict=True):
            assert difference(a, b) <= self.tolerance
        assert await codec.decode([]) == []

    async def test_interpolation_starts_at_one_image_and_ends_at_the_other(self, engine: Engine) -> None:
        codec = as_codec(engine)
        a, b = foreign_picture(self.size), foreign_picture(self.size, 1)
        from_a, to_b = await codec.encode(a), await codec.encode(b)
        ends = [await codec.interpolate(from_a, to_b, t) for t in (0.0, 1.0)]
        for decoded, image in zip(await codec.decode(ends), (a, b), strict=True):
            assert difference(decoded, image) <= self.tolerance

    async def test_an_in_between_is_neither_end(self, engine: Engine) -> None:
        codec = as_codec(engine)
        recipes = self.txt2img(engine), self.txt2img(engine, prompt="embers", seed=9)
        images = [await engine.generate(recipe) for recipe in recipes]
        a, b = [await codec.encode(image, recipe) for image, recipe in zip(images, recipes, strict=True)]
        middle = (await codec.decode([await codec.interpolate(a, b, 0.5)]))[0]
        assert is_picture(middle, self.size)
        assert all(difference(middle, image) > 1 for image in images)


def as_codec(engine: Engine) -> LatentCodec:
    """The engine as what it says it is."""
    assert isinstance(engine, LatentCodec)
    return engine


def is_picture(pixels: Pixels, size: tuple[int, int]) -> bool:
    """Whether these are RGB pixels of (width, height)."""
    return pixels.shape == (size[1], size[0], 3) and pixels.dtype == np.uint8 and pixels.flags.c_contiguous


def difference(a: Pixels, b: Pixels) -> float:
    """Mean absolute difference, of 255."""
    return float(np.abs(a.astype(int) - b).mean())


def foreign_picture(size: tuple[int, int], turn: int = 0) -> Pixels:
    """Colour gradients and stripes that no engine of ours made; each ``turn`` another."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    planes = [255 * x / size[0], 255 * y / size[1], 127.5 + 127.5 * np.sin((x + (1 + turn) * y) / 3)]
    return np.ascontiguousarray(np.roll(np.stack(planes, axis=-1), turn, axis=-1).astype(np.uint8))
