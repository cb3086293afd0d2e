"""Streams: stages in one pass, clients in one batch, guidance for nothing, pictures at rest made once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.contracts.stream import StreamFrame, batch_of
from dreamwindow.errors import EngineUnavailable, GenerationFailed
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import difference, foreign_picture, is_picture

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")

SIZE = (64, 64)
ONE = Settings(prompt="a lake", strength=0.6, seed=7, num_inference_steps=1, guidance_scale=0.0)
FOUR = ONE.changed(num_inference_steps=6)  # four stages of strength 0.6


@pytest.fixture
async def engine(models: Path) -> AsyncIterator[Any]:
    from dreamwindow.engines.diffusers.engine import DiffusersEngine
    from dreamwindow.engines.diffusers.settings import EngineSettings

    settings = EngineSettings.of(EngineOptions(model=str(models / "turbo")))
    async with DiffusersEngine(settings) as engine:
        yield engine


@pytest.fixture
def asked(engine: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Rows of each pass."""
    rows: list[int] = []
    family = engine._pipeline.family
    predict = family.predict

    def counting(x: Any, *rest: Any) -> Any:
        rows.append(len(x))
        return predict(x, *rest)

    monkeypatch.setattr(family, "predict", counting)
    return rows


def moving(count: int) -> list[Pixels]:
    return [np.ascontiguousarray(np.roll(foreign_picture(SIZE), 5 * turn, axis=1)) for turn in range(count)]


async def restyled(engine: Any, images: list[Pixels], settings: Settings) -> list[Pixels]:
    async with engine.open_stream(settings) as stream:
        return [await stream.restyle(image, settings, turn / 30) for turn, image in enumerate(images)]


async def test_a_frame_at_every_stage_is_one_pass(engine: Any, asked: list[int]) -> None:
    stages = 3  # int(6 * 0.6)
    await restyled(engine, moving(4), FOUR)
    assert asked == [1] * (stages - 1) + [stages] * 4  # the first goes all the way, then each is a pass


async def test_what_comes_out_of_the_stages_is_the_picture_of_some_calls_ago(engine: Any) -> None:
    images = moving(6)
    shown = await restyled(engine, images, FOUR)
    alone = [(await restyled(engine, [image], FOUR))[0] for image in images]
    for turn in range(2, 6):
        assert difference(shown[turn], alone[turn - 2]) <= 1.0
        assert difference(shown[turn], alone[turn]) > difference(shown[turn], alone[turn - 2])


async def test_pictures_of_several_clients_are_one_pass_and_see_nothing_of_each_other(
    engine: Any, asked: list[int]
) -> None:
    images = [foreign_picture(SIZE, turn) for turn in range(3)]
    alone = [(await restyled(engine, [image], ONE))[0] for image in images]
    asked.clear()
    async with engine.open_stream(ONE) as a, engine.open_stream(ONE) as b, engine.open_stream(ONE) as c:
        streams = zip((a, b, c), images, strict=True)
        beside = await engine.restyle_batch([StreamFrame(stream, image, ONE, 0.0) for stream, image in streams])
    assert asked == [3]
    assert all(difference(x, y) <= 1.0 for x, y in zip(alone, beside, strict=True))


@pytest.mark.parametrize(("asked", "holds"), [(None, 1), (4, 4)])
async def test_how_many_go_together_is_a_setting_and_one_on_a_processor(
    models: Path, asked: int | None, holds: int
) -> None:
    from dreamwindow.engines.diffusers.engine import DiffusersEngine
    from dreamwindow.engines.diffusers.settings import EngineSettings

    options = EngineOptions(model=str(models / "turbo"), extra={"batch": asked})
    async with DiffusersEngine(EngineSettings.of(options)) as engine:
        assert batch_of(engine) == holds


async def test_a_failure_leaves_the_next_alone(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    image = foreign_picture(SIZE)
    family = engine._pipeline.family
    predict = family.predict
    async with engine.open_stream(ONE) as one, engine.open_stream(ONE) as other:
        both = [StreamFrame(stream, image, ONE, 0.0) for stream in (one, other)]
        monkeypatch.setattr(family, "predict", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await engine.restyle_batch(both)
        monkeypatch.setattr(family, "predict", predict)
        assert all(is_picture(made, SIZE) for made in await engine.restyle_batch(both))


async def test_nan_of_one_camera_is_its_own_and_gone_with_its_next_picture(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    images = [foreign_picture(SIZE, number) for number in range(2)]
    expected = (await restyled(engine, [images[0]], FOUR))[0]
    family = engine._pipeline.family
    predict = family.predict

    def one_is_none(x: Any, *rest: Any) -> Any:
        prediction = predict(x, *rest)
        if len(x) > 1:
            prediction[-1] = float("nan")  # a row of the second camera's
        return prediction

    async with engine.open_stream(FOUR) as well, engine.open_stream(FOUR) as ill:
        monkeypatch.setattr(family, "predict", one_is_none)
        frames = [StreamFrame(stream, image, FOUR, 0.0) for stream, image in zip((well, ill), images, strict=True)]
        fine, failed = await engine.restyle_batch(frames)
        assert isinstance(failed, GenerationFailed)
        assert difference(fine, expected) <= 1.0
        monkeypatch.setattr(family, "predict", predict)
        assert is_picture(await ill.restyle(images[1], FOUR, 0.1), SIZE)


async def test_a_size_of_ones_own_fails_alone(engine: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    family = engine._pipeline.family
    predict = family.predict

    def only_small(x: Any, *rest: Any) -> Any:
        if x.shape[-1] > 8:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return predict(x, *rest)

    monkeypatch.setattr(family, "predict", only_small)
    small, large = foreign_picture(SIZE), foreign_picture((128, 128))
    async with engine.open_stream(ONE) as a, engine.open_stream(ONE) as b, engine.open_stream(ONE) as c:
        frames = [StreamFrame(stream, image, ONE, 0.0) for stream, image in ((a, small), (b, large), (c, small))]
        one, failed, other = await engine.restyle_batch(frames)
    assert is_picture(one, SIZE)
    assert is_picture(other, SIZE)
    assert isinstance(failed, EngineUnavailable)


async def test_a_pass_has_so_many_rows_and_a_frame_so_many_stages(engine: Any, asked: list[int]) -> None:
    many = ONE.changed(num_inference_steps=150, strength=1.0)
    image = foreign_picture(SIZE)
    async with engine.open_stream(many) as a, engine.open_stream(many) as b:
        await engine.restyle_batch([StreamFrame(stream, image, many, 0.0) for stream in (a, b)])
    assert asked == [1] * 15 * 2 + [16, 16]  # the first frame of each goes all the way, then both are at every stage


async def test_a_first_frame_at_many_stages_is_broken_off_between_them(
    engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = engine._pipeline.family
    predict, passes = family.predict, list[int]()
    begun, go_on = threading.Event(), threading.Event()

    def slow(x: Any, *rest: Any) -> Any:
        passes.append(len(x))
        begun.set()
        assert go_on.wait(60)
        return predict(x, *rest)

    monkeypatch.setattr(family, "predict", slow)
    async with engine.open_stream(FOUR) as stream:
        task = asyncio.create_task(stream.restyle(foreign_picture(SIZE), FOUR, 0.0))
        await asyncio.to_thread(begun.wait, 60)
        task.cancel()
        await asyncio.wait({task})
        go_on.set()
        monkeypatch.undo()
        assert is_picture(await stream.restyle(foreign_picture(SIZE), FOUR, 0.1), SIZE)
    assert passes == [1]


async def test_what_need_not_be_made_is_given_back_beside_what_must(engine: Any, asked: list[int]) -> None:
    image, other = foreign_picture(SIZE), foreign_picture(SIZE, 1)
    async with engine.open_stream(ONE) as rests, engine.open_stream(ONE) as moves, engine.open_stream(ONE) as idle:
        first = await rests.restyle(image, ONE, 0.0)
        again, moved, untouched = await engine.restyle_batch(
            [
                StreamFrame(rests, image, ONE, 0.1),
                StreamFrame(moves, other, ONE, 0.1),
                StreamFrame(idle, other, ONE.changed(strength=0.0), 0.1),
            ]
        )
    assert asked == [1, 1]
    assert np.array_equal(again, first)
    assert difference(moved, other) > 1.0
    assert np.array_equal(untouched, other)


async def test_guidance_costs_no_second_prediction_and_counts(engine: Any, asked: list[int]) -> None:
    image = foreign_picture(SIZE)
    guided = ONE.changed(guidance_scale=1.6)
    plain, led = [(await restyled(engine, [image], settings))[0] for settings in (ONE, guided)]
    assert asked == [1, 1]
    assert difference(plain, led) > 1.0


def test_guidance_that_a_model_knows_of_itself_is_not_given_twice(models: Path) -> None:
    from dreamwindow.engines.diffusers.stream.memory import Memory, Wish
    from dreamwindow.engines.diffusers.stream.restyling import restyled as made
    from dreamwindow.engines.diffusers.stream.similar import glance
    from tests.engines.diffusers.loaded import pipeline, unheard

    model, image = pipeline(models / "flux-schnell"), foreign_picture(SIZE)
    with torch.inference_mode():
        plain, guided = (
            made(model, [Wish(image, glance(image), FOUR.changed(guidance_scale=scale), None)], 0.0, unheard)[0]
            for scale in (1.0, 3.5)
        )
    assert isinstance(plain, Memory)
    assert isinstance(guided, Memory)
    assert np.array_equal(plain.shown, guided.shown)  # schnell has no use for it


async def test_a_picture_at_rest_is_made_once_and_one_that_creeps_is_seen(engine: Any, asked: list[int]) -> None:
    image = foreign_picture(SIZE)
    async with engine.open_stream(ONE) as stream:
        first = await stream.restyle(image, ONE, 0.0)
        noisy = np.clip(image + np.random.default_rng(0).integers(-1, 2, image.shape), 0, 255).astype(np.uint8)
        assert np.array_equal(await stream.restyle(noisy, ONE, 0.1), first)
        assert len(asked) == 1
        for step in range(1, 9):  # each but one level from the last
            await stream.restyle(np.clip(image.astype(int) + step, 0, 255).astype(np.uint8), ONE, 0.1 + step / 30)
        assert len(asked) >= 3
        made = len(asked)
        await stream.restyle(image, ONE.changed(prompt="embers"), 1.0)
        assert len(asked) == made + 1


async def test_at_rest_the_stages_run_until_the_last_picture_has_come_out(engine: Any, asked: list[int]) -> None:
    images = [*moving(2), *[moving(3)[2]] * 6]
    shown = await restyled(engine, images, FOUR)
    alone = (await restyled(engine, [images[-1]], FOUR))[0]
    assert difference(shown[-1], alone) <= 1.0
    assert np.array_equal(shown[-1], shown[-2])
