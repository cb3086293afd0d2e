"""An engine in a process of its own: what its process does, and what is left of it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.contracts.engine import EngineOptions, LatentCodec, Progress
from dreamwindow.contracts.stream import BatchStreamEngine, StreamEngine, StreamFrame, batch_of
from dreamwindow.contracts.words import WordReader
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine, Limits
from dreamwindow.errors import EngineUnavailable, GenerationFailed, InvalidRecipe, UnknownName
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import foreign_picture
from tests.engines.worker.faulty import faulty
from tests.engines.worker.together import TogetherEngine
from trials.worker_kills import shared

RECIPE = Recipe(engine="faulty", model="faulty-1", kind="txt2img", prompt="", seed=7, width=64, height=64)
LIMITS = Limits(first_wait_s=0.0)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
async def engine(notes: Path) -> AsyncIterator[HostedEngine]:
    async with HostedEngine(faulty, EngineOptions(extra={"notes": str(notes)}), LIMITS) as engine:
        yield engine
        lines = (await asyncio.to_thread(notes.read_text)).splitlines()
        processes = {int(line.split()[0]) for line in lines}
    assert not any(psutil.pid_exists(pid) for pid in processes)
    assert not shared()


def saying(prompt: str) -> Recipe:
    return replace(RECIPE, prompt=prompt)


async def noted(notes: Path, what: str) -> None:
    """Wait until the engine says so: a file is how a process tells that knows nothing of this one."""

    def look() -> None:
        while what not in notes.read_text():
            time.sleep(0.01)

    async with asyncio.timeout(30):
        await asyncio.to_thread(look)


async def test_what_is_asked_and_said_and_broken_off_in_one_process(
    engine: HostedEngine, notes: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pid = engine.pid
    await engine.generate(saying("grumble"))
    assert caplog.record_tuples == [("dreamwindow.faulty", logging.WARNING, "memory is low.")]
    with pytest.raises(EngineUnavailable, match=r"Gone fishing\.\nCome back\."):
        await engine.generate(saying("away"))
    with pytest.raises(InvalidRecipe, match=r"Never\.\nNot even later\."):
        await engine.generate(replace(RECIPE, strength=0.25))
    with pytest.raises(GenerationFailed, match="ZeroDivisionError: a bug"):
        await engine.generate(saying("bug"))
    heard: list[Progress] = []
    await engine.generate(saying("preview"), on_event=heard.append)
    assert [progress.fraction for progress in heard] == [0.5]
    assert heard[0].preview is not None
    assert np.all(heard[0].preview == 9)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(engine.generate(saying("wait")))
        await noted(notes, "waits")
        waiting.cancel()
    assert np.all(await engine.generate(RECIPE) == 7)
    assert "broken off" in await asyncio.to_thread(notes.read_text)
    assert (engine.pid, engine.restarts) == (pid, 0)
    assert not isinstance(engine, LatentCodec | StreamEngine | WordReader)


async def test_a_process_that_ends_costs_a_picture_and_a_picture_that_is_always_fatal_is_given_up(
    engine: HostedEngine,
) -> None:
    first = engine.pid
    with pytest.raises(EngineUnavailable, match="SIGTERM"):
        await engine.generate(saying("die"))
    with pytest.raises(EngineUnavailable):
        await engine.generate(saying("die"))
    with pytest.raises(GenerationFailed, match="again and again"):
        await engine.generate(saying("die"))
    assert np.all(await engine.generate(RECIPE) == 7)
    assert engine.pid != first
    assert engine.restarts == 3


async def test_an_engine_that_exits_ends_its_process_and_nothing_is_said_but_how(
    engine: HostedEngine, notes: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    await engine.release()  # what the next process writes is seen here, as it is started here
    with pytest.raises(EngineUnavailable, match="exit code 3"):
        await engine.generate(saying("exit"))
    assert [name for name, _, _ in caplog.record_tuples] == ["dreamwindow.engines.worker.host"]
    assert capfd.readouterr().err == ""
    assert "closed" in await asyncio.to_thread(notes.read_text)


async def test_release_ends_the_process_and_the_next_picture_starts_another(engine: HostedEngine) -> None:
    first = engine.pid
    assert first is not None
    await engine.release()
    assert engine.pid is None
    assert not psutil.pid_exists(first)
    assert np.all(await engine.generate(RECIPE) == 7)
    assert engine.restarts == 0  # nothing was lost


async def test_one_that_says_nothing_any_more_is_ended(notes: Path) -> None:
    limits = Limits(answer_s=0.3, farewell_s=0.3, first_wait_s=0.0)
    async with HostedEngine(faulty, EngineOptions(extra={"notes": str(notes)}), limits) as engine:
        with pytest.raises(EngineUnavailable, match=r"said nothing for 0\.3 s"):
            await engine.generate(saying("hang"))
        assert engine.pid is None


async def test_what_keeps_it_from_opening_is_told() -> None:
    with pytest.raises(UnknownName, match=r"no such model.\nThere is faulty-1"):
        async with HostedEngine(faulty, EngineOptions(model="unknown")):
            pass


async def test_what_the_engine_in_there_can_it_can_and_latents_and_streams_outlive_the_process() -> None:
    async with HostedEngine(partial(registry.create, "procedural"), EngineOptions(), LIMITS) as engine:
        assert isinstance(engine, WordReader)
        words = await asyncio.to_thread(engine.understand, "a (red:1.5) lake")
        assert [(word.text, word.weight) for word in words] == [("red", 1.5), ("lake", 1.0)]
        assert isinstance(engine, LatentCodec)
        assert isinstance(engine, StreamEngine)
        settings = Settings(prompt="embers", strength=0.5)
        a, b = await engine.encode(foreign_picture((96, 64))), await engine.encode(foreign_picture((96, 64), 1))
        between = await engine.interpolate(a, b, 0.3)
        before = await engine.decode([between, a])
        async with engine.open_stream(settings) as stream:
            restyled = await stream.restyle(foreign_picture((96, 64)), settings, 0.0)
            await _lose(engine)
            after = await engine.decode([between, a])
            again = await stream.restyle(foreign_picture((96, 64)), settings, 0.0)
    assert all(np.array_equal(x, y) for x, y in zip(before, after, strict=True))
    assert np.array_equal(restyled, again)


async def test_pictures_of_several_clients_go_there_together_and_each_comes_back_to_its_own() -> None:
    settings, never = Settings(prompt="embers"), Settings(prompt="never")
    image = foreign_picture((96, 64))
    async with HostedEngine(TogetherEngine, EngineOptions(), LIMITS) as engine:
        assert isinstance(engine, BatchStreamEngine)
        assert batch_of(engine) == 4
        async with engine.open_stream(settings) as a, engine.open_stream(settings) as b, engine.open_stream(never) as c:
            alone = await b.restyle(image, settings, 0.0)
            said = zip((a, b, c), (settings, settings, never), strict=True)
            one, other, failed = await engine.restyle_batch([StreamFrame(s, image, w, 0.1) for s, w in said])
            with pytest.raises(InvalidRecipe, match="Never"):
                await c.restyle(image, never, 0.2)
    assert isinstance(failed, InvalidRecipe)
    found = [tuple(made[0, 0]) for made in (alone, one, other) if not isinstance(made, Exception)]
    assert found == [(1, 1, 1), (3, 2, 1), (3, 1, 2)]  # how many together, whose, its how many-th


async def test_an_engine_that_takes_each_by_itself_is_no_batch_engine_in_its_process_either() -> None:
    async with HostedEngine(partial(registry.create, "procedural"), EngineOptions(), LIMITS) as engine:
        assert not isinstance(engine, BatchStreamEngine)
        assert batch_of(engine) == 1


async def _lose(engine: HostedEngine) -> None:
    """Kill its process, and wait until there is another."""
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGTERM)
    while engine.restarts == 0:
        with contextlib.suppress(EngineUnavailable):
            await engine.generate(replace(RECIPE, engine="procedural", model="procedural-1", prompt="embers"))


def test_the_parent_imports_no_engine_and_when_it_is_killed_nobody_is_left(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, cwd=Path.cwd(), text=True)
    with parent:
        assert parent.stdout is not None
        pid, imported = parent.stdout.readline().split(maxsplit=1)
        child = psutil.Process(int(pid))
        parent.kill()
    assert imported.strip() == "[]"
    assert psutil.wait_procs([child], timeout=60)[1] == []
    assert not shared(parent.pid)


_PARENT = """
import asyncio
import sys
from functools import partial

sys.path.insert(0, ".")

from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.model.recipe import Recipe

RECIPE = Recipe(
    engine="procedural", model="procedural-1", kind="txt2img", prompt="embers", seed=7, width=64, height=64
)
ENGINES = ("cv2", "dreamwindow.engines.procedural")

async def main():
    async with HostedEngine(partial(registry.create, "procedural"), EngineOptions()) as engine:
        for _ in range(2):
            await engine.generate(RECIPE)
        print(engine.pid, [name for name in ENGINES if name in sys.modules], flush=True)
        await asyncio.sleep(600)

if __name__ == "__main__":
    asyncio.run(main())
"""
