"""A tiny CLIP, for the tests that have torch."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.embedders.clip.tiny import make_tiny_clip


@pytest.fixture(scope="session")
def tiny_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its folder."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    return make_tiny_clip(tmp_path_factory.mktemp("clip"))
