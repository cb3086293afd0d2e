"""One embedder for a whole program, as the config names it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dreamwindow.compose.checks import check_names
from dreamwindow.compose.embedding import Embedding
from dreamwindow.config.load import Loaded, load
from dreamwindow.contracts.embedder import Vectors
from dreamwindow.embedders import clip, registry
from dreamwindow.errors import EmbedderUnavailable, MissingExtra, MissingWeights, UnknownName
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels
from tests.weights.models import clip_hub


def settings(**embedding: Any) -> Loaded:
    return load(None, {("embedding", key): (f"--{key}", value) for key, value in embedding.items()})


@pytest.fixture
def weights(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """CLIP's files beside the config, as if torch were there."""
    monkeypatch.setattr(clip, "find_spec", lambda package: package)
    folder = workspace / "weights"
    folder.mkdir()
    for name, data in clip_hub(1000).files.items():
        (folder / name).write_bytes(data)
    (folder / "config.json").write_text('{"projection_dim": 512}')
    return folder


@pytest.mark.usefixtures("workspace")
def test_it_is_the_weight_free_one_unless_another_is_asked_for() -> None:
    with Embedding(settings()) as embedding:
        assert embedding.get().info == Descriptor().info


def test_everybody_gets_the_same_one_until_it_is_closed(weights: Path) -> None:
    loaded = settings(name="clip", model="weights")
    check_names(loaded)
    with Embedding(loaded) as embedding:
        clip_embedder = embedding.get()
        assert embedding.get() is clip_embedder
        assert clip_embedder.info.name.startswith("clip-")
    with pytest.raises(EmbedderUnavailable, match="ends"):
        embedding.get()
    with pytest.raises(EmbedderUnavailable, match="closed"):
        clip_embedder.embed([np.zeros((8, 8, 3), np.uint8)])
    embedding.close()


class Buggy(Descriptor):
    """Somebody's, on a bad day."""

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        raise ValueError("bug")


@pytest.mark.usefixtures("workspace")
def test_a_bug_in_it_is_contained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "create", lambda name, options: Buggy())
    with Embedding(settings()) as embedding, pytest.raises(EmbedderUnavailable, match="has a bug: ValueError: bug"):
        embedding.get().embed([np.zeros((8, 8, 3), np.uint8)])


@pytest.mark.usefixtures("workspace")
def test_what_is_wrong_with_the_settings_is_told_before_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'clip'"):
        check_names(settings(name="clipp"))
    monkeypatch.setattr(clip, "find_spec", lambda package: None)
    with pytest.raises(MissingExtra, match=r"dreamwindow\[clip\]"):
        check_names(settings(name="clip"))
    monkeypatch.setattr(clip, "find_spec", lambda package: package)
    with pytest.raises(MissingWeights, match="openai/clip-vit-base-patch32"):
        check_names(settings(name="clip", model="nowhere"))
