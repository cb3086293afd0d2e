"""The embedded engine holds to the engine seam."""

from __future__ import annotations

import pytest

from dreamwindow.contracts.engine import EngineFactory
from dreamwindow.engines import procedural
from tests.contract.engine_suite import CodecContract, EngineContract


class TestProceduralEngine(EngineContract, CodecContract):
    tolerance = 0.0

    @pytest.fixture
    def factory(self) -> EngineFactory:
        return procedural.create
