from __future__ import annotations

import asyncio

import numpy as np

from dreamwindow.contracts.engine import Engine, EngineOptions, LatentCodec, OnEvent
from dreamwindow.engines import registry
from dreamwindow.engines.sharing import Sharing
from dreamwindow.flow.turns import Taker
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import Recipe
from tests.dream.flaky import Wrapped

RECIPE = Recipe(engine="procedural", model="procedural-1", kind="txt2img", prompt="a lake", seed=1, width=64, height=64)


async def test_a_lease_is_what_the_engine_is() -> None:
    sharing = Sharing()
    plain, walking = Wrapped(), registry.create("procedural", EngineOptions())
    assert not isinstance(sharing.lease(plain, Taker("x")), LatentCodec)
    assert isinstance(sharing.lease(walking, Taker("x")), LatentCodec)


async def test_a_lease_makes_what_the_engine_makes() -> None:
    async with registry.create("procedural", EngineOptions()) as engine:
        lease = Sharing().lease(engine, Taker("x"))
        async with lease:
            made = await lease.generate(RECIPE)
        assert (made == await engine.generate(RECIPE)).all()
        assert isinstance(lease, LatentCodec)
        a, b = await lease.encode(made, RECIPE), await lease.encode(made[::-1].copy())
        (between,) = await lease.decode([await lease.interpolate(a, b, 0.5)])
        assert between.shape == made.shape


async def test_one_works_at_a_time_and_in_turn() -> None:
    inside, order = 0, list[str]()

    class Watched(Wrapped):
        async def generate(
            self, recipe: Recipe, init_image: Pixels | None = None, on_event: OnEvent | None = None
        ) -> Pixels:
            nonlocal inside
            inside += 1
            assert inside == 1
            await asyncio.sleep(0)
            inside -= 1
            order.append(recipe.prompt)
            return np.zeros((64, 64, 3), np.uint8)

    sharing, engine = Sharing(), Watched()

    async def use(name: str) -> None:
        lease: Engine = sharing.lease(engine, Taker(name))
        for _ in range(3):
            await lease.generate(Recipe.from_dict(RECIPE.to_dict() | {"prompt": name}))

    async with asyncio.TaskGroup() as tasks:
        for name in "ab":
            tasks.create_task(use(name))
    assert order == list("ababab")


async def test_memory_is_let_go_at_once_where_nobody_holds_it() -> None:
    async with Wrapped() as engine:
        await Sharing().lease(engine, Taker("x")).release()
        assert engine.released == 1


async def test_memory_is_let_go_when_the_last_holder_goes() -> None:
    sharing = Sharing()
    async with Wrapped() as engine:
        lease = sharing.lease(engine, Taker("dream"))
        async with sharing.held():
            async with sharing.held():
                await lease.release()
            assert engine.released == 0
        assert engine.released == 1


async def test_memory_stays_where_the_dream_went_on_meanwhile() -> None:
    sharing = Sharing()
    async with Wrapped() as engine:
        lease = sharing.lease(engine, Taker("dream"))
        async with sharing.held():
            await lease.release()
            await lease.generate(RECIPE)
        assert engine.released == 0
