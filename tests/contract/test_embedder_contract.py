"""The descriptor holds to the embedder seam."""

from __future__ import annotations

import pytest

from dreamwindow.contracts.embedder import Embedder
from dreamwindow.imaging.descriptor import create
from tests.contract.embedder_suite import EmbedderContract


class TestDescriptor(EmbedderContract):
    tolerance = 0.0

    @pytest.fixture
    def embedder(self) -> Embedder:
        return create()
