"""Where weights lie, and what makes a folder a model."""

from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.errors import MissingWeights, UnknownName
from dreamwindow.weights.known import KNOWN, known
from dreamwindow.weights.places import require, shared_folder, size_text, whats_wrong
from dreamwindow.weights.wholeness import is_whole
from tests.weights.models import WEIGHTS, clip_hub, safetensors

CLIP = known("clip")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """CLIP's files, placed by hand."""
    for name, data in clip_hub(1000).files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"HF_HUB_CACHE": "/a/b"}, "/a/b"),
        ({"HF_HOME": "/a"}, "/a/hub"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
        ({"HF_HUB_CACHE": "/a/b", "HF_HOME": "/x"}, "/a/b"),
    ],
)
def test_weights_lie_where_the_environment_says(environment: dict[str, str], place: str) -> None:
    assert shared_folder(environment) == Path(place)


def test_a_folder_made_by_hand_is_taken(folder: Path) -> None:
    assert require(CLIP, folder) == folder


@pytest.mark.parametrize("name", ["config.json", "preprocessor_config.json"])
def test_what_lacks_a_file_is_told_which(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(MissingWeights, match=rf"{name} is missing"):
        require(CLIP, folder)


def test_either_format_of_the_weights_will_do(folder: Path) -> None:
    (folder / WEIGHTS).unlink()
    assert whats_wrong(CLIP, folder) is None
    (folder / "pytorch_model.bin").unlink()
    assert whats_wrong(CLIP, folder) == "model.safetensors or pytorch_model.bin is missing"


def test_half_a_file_that_was_copied_by_hand_is_seen(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(safetensors(1000)[:-1])
    with pytest.raises(MissingWeights, match=r"model\.safetensors is not whole"):
        require(CLIP, folder)


def test_one_line_says_the_name_the_size_and_the_way_by_hand(tmp_path: Path) -> None:
    with pytest.raises(MissingWeights) as told:
        require(CLIP, shared=tmp_path)
    said = str(told.value)
    assert len(said.splitlines()) == 2
    assert all(part in said for part in (CLIP.repo, "608 MB", "dreamwindow models fetch clip", WEIGHTS, "by hand"))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff" * 8, safetensors(10) + b"x", safetensors(10)[:20]])
def test_what_is_no_whole_safetensors_file(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "it").write_bytes(data)
    assert not is_whole(tmp_path / "it")
    (tmp_path / "it").write_bytes(safetensors(10))
    assert is_whole(tmp_path / "it")


def test_models_are_known_by_two_names() -> None:
    assert known("CLIP") is known("openai/clip-vit-base-patch32")
    with pytest.raises(UnknownName, match="'clap'"):
        known("clap")


def test_names_are_used_once() -> None:
    assert len({model.name for model in KNOWN}) == len({model.repo for model in KNOWN}) == len(KNOWN)


def test_a_pipeline_takes_half_precision_where_it_is() -> None:
    halves = ["model_index.json", "unet/config.json", "unet/a.fp16.safetensors", "unet/a.safetensors", "a.safetensors"]
    assert known("sd15").chosen(halves) == ["model_index.json", "unet/a.fp16.safetensors", "unet/config.json"]
    assert known("sd15").chosen(halves[3:]) == ["unet/a.safetensors"]


def test_sizes_are_said_as_people_say_them() -> None:
    assert [size_text(size) for size in (608_000_000, 6_960_000_000)] == ["608 MB", "7.0 GB"]
