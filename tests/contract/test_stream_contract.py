"""The embedded engine holds to the stream seam."""

from __future__ import annotations

import pytest

from dreamwindow.contracts.engine import EngineFactory
from dreamwindow.engines import procedural
from tests.contract.stream_suite import StreamContract


class TestProceduralStreams(StreamContract):
    @pytest.fixture
    def factory(self) -> EngineFactory:
        return procedural.create
