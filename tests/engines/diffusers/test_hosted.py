"""The engine as `create` gives it: in a process that may be killed, or let go, and is there again when it is needed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import numpy as np
import psutil
import pytest

from dreamwindow.compose.options import make_engine
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineOptions, LatentCodec
from dreamwindow.contracts.stream import BatchStreamEngine
from dreamwindow.engines import registry
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.errors import EngineUnavailable

pytestmark = [pytest.mark.torch, pytest.mark.slow]


async def test_it_outlives_its_process_and_gives_all_memory_back(models: Path) -> None:
    from tests.engines.diffusers.loaded import recipe

    engine = registry.create("diffusers", EngineOptions(model=str(models / "turbo")))
    assert isinstance(engine, HostedEngine)
    async with engine:
        assert isinstance(engine, LatentCodec)
        assert isinstance(engine, BatchStreamEngine)
        first = await engine.generate(recipe())
        assert engine.pid is not None
        os.kill(engine.pid, signal.SIGKILL)
        with pytest.raises(EngineUnavailable):
            await engine.generate(recipe())
        assert np.array_equal(await engine.generate(recipe()), first)
        before = engine.pid
        await engine.release()
        assert engine.pid is None
        assert not psutil.pid_exists(before)
        assert np.array_equal(await engine.generate(recipe()), first)


def test_it_has_one_process_where_the_config_gives_it_another(models: Path, tmp_path: Path) -> None:
    values = {
        ("generation", "engine"): "diffusers",
        ("generation", "model"): str(models / "turbo"),
        ("generation", "process"): "own",
    }
    loaded = load(None, {path: ("test", value) for path, value in values.items()}, environ={}, cwd=tmp_path)
    assert isinstance(make_engine(loaded, "diffusers"), HostedEngine)
