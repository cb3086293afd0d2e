"""Embedders by name, and what those say that cannot work here. None of it needs torch."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.contracts.embedder import EmbedderOptions, WordEmbedder
from dreamwindow.embedders import clip, registry
from dreamwindow.embedders.clip.identity import info_of
from dreamwindow.errors import MissingExtra, MissingWeights, UnknownName
from dreamwindow.imaging.descriptor import Descriptor
from tests.weights.models import WEIGHTS, clip_hub, safetensors


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """CLIP's files with next to nothing in them."""
    for name, data in clip_hub(1000).files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "config.json").write_text('{"projection_dim": 512}')
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if torch were there."""
    monkeypatch.setattr(clip, "find_spec", lambda package: package)


def test_the_built_in_ones_are_found_as_strangers_are() -> None:
    assert {"clip", registry.DEFAULT} <= set(registry.names())
    assert isinstance(registry.create("descriptor", EmbedderOptions()), Descriptor)
    with pytest.raises(UnknownName, match="'clap'"):
        registry.create("clap", EmbedderOptions())


def test_the_descriptor_reads_no_words() -> None:
    assert not isinstance(Descriptor(), WordEmbedder)


def test_without_torch_it_is_said_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clip, "find_spec", lambda package: None)
    with pytest.raises(MissingExtra, match="torch") as told:
        clip.create(EmbedderOptions(model=folder))
    assert "pip install 'dreamwindow[clip]'" in told.value.remedy


@pytest.mark.usefixtures("installed")
def test_without_weights_it_is_said_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(MissingWeights, match="openai/clip-vit-base-patch32") as told:
        clip.create(EmbedderOptions())
    assert "dreamwindow models fetch clip" in told.value.remedy


@pytest.mark.usefixtures("installed")
def test_nothing_is_loaded_to_say_what_it_is(folder: Path) -> None:
    with clip.create(EmbedderOptions(model=folder)) as made:
        assert (made.info.dimension, made.pid) == (512, None)


def test_a_name_is_that_of_the_content_wherever_it_lies(folder: Path) -> None:
    before = info_of(folder).name
    assert info_of(folder.rename(folder.with_name("elsewhere"))).name == before


def test_other_content_has_another_name(folder: Path) -> None:
    before = info_of(folder).name
    (folder / WEIGHTS).write_bytes(safetensors(1000)[:-1] + b"\xff")
    assert info_of(folder).name != before


@pytest.mark.parametrize("config", ["", "{}", "[]", '{"projection_dim": null}'])
def test_what_is_no_clip_is_told(folder: Path, config: str) -> None:
    (folder / "config.json").write_text(config)
    with pytest.raises(MissingWeights, match="no projection_dim"):
        info_of(folder)
