"""The engine contract, for a model of each family."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions
from tests.contract.engine_suite import CodecContract, EngineContract
from tests.contract.stream_suite import StreamContract

pytestmark = pytest.mark.torch


@pytest.fixture(params=["sd15", "turbo", "sdxl", "flux-schnell"])
def factory(request: pytest.FixtureRequest, models: Path) -> EngineFactory:
    from dreamwindow.engines.diffusers.engine import DiffusersEngine
    from dreamwindow.engines.diffusers.settings import EngineSettings

    def create(options: EngineOptions) -> Engine:
        return DiffusersEngine(EngineSettings.of(EngineOptions(model=str(models / request.param))))

    return create


class TestEngine(EngineContract):
    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory


class TestCodec(CodecContract):
    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory


class TestStream(StreamContract):
    @pytest.fixture
    def factory(self, factory: EngineFactory) -> EngineFactory:
        return factory
