"""The engine contract, for a model of each family."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions
from dreamwindow.model.recipe import Recipe
from dreamwindow.model.settings import Settings
from tests.contract.engine_suite import CodecContract, EngineContract
from tests.contract.stream_suite import StreamContract

pytestmark = pytest.mark.torch
STEPS = 2


@pytest.fixture(params=["sd15", "turbo", "sdxl", "flux-schnell"])
def factory(request: pytest.FixtureRequest, models: Path) -> EngineFactory:
    from dreamwindow.engines.diffusers.engine import DiffusersEngine
    from dreamwindow.engines.diffusers.settings import EngineSettings

    def create(options: EngineOptions) -> Engine:
        return DiffusersEngine(EngineSettings.of(EngineOptions(model=str(models / request.param))))

    return create


class TestEngine(EngineContract):
    def txt2img(self, engine: Engine, **changes: Any) -> Recipe:
        return super().txt2img(engine, **{"num_inference_steps": STEPS} | changes)

    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory


class TestCodec(CodecContract):
    def txt2img(self, engine: Engine, **changes: Any) -> Recipe:
        return super().txt2img(engine, **{"num_inference_steps": STEPS} | changes)

    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory


class TestStream(StreamContract):
    settings = Settings(prompt="a lake at dawn", strength=0.5, seed=7, num_inference_steps=2 * STEPS)

    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory
