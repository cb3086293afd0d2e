"""What the config says reaches the engine that it names."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.compose.checks import check_names
from dreamwindow.compose.options import engine_options, make_engine
from dreamwindow.config.load import Loaded, load
from dreamwindow.engines.comfyui.settings import EngineSettings
from dreamwindow.engines.comfyui.workflows.own import SLOTS
from dreamwindow.engines.worker import HostedEngine
from dreamwindow.errors import ConfigError, UnknownName


def loaded(folder: Path, settings: dict[tuple[str, ...], Any]) -> Loaded:
    flags = {path: ("test", value) for path, value in settings.items()}
    return load(None, flags, environ={}, cwd=folder)


COMFYUI: dict[tuple[str, ...], Any] = {("generation", "engine"): "comfyui"}


def test_comfyui_hears_where_the_server_is_and_what_to_take(tmp_path: Path) -> None:
    settings = COMFYUI | {
        ("generation", "model"): "sd15",
        ("system", "comfyui_url"): "gpu.local:8188",
        ("system", "generation_timeout_s"): 5,
        ("comfyui", "checkpoint"): "mine.safetensors",
        ("comfyui", "sampler"): "lcm",
    }
    heard = EngineSettings.of(engine_options(loaded(tmp_path, settings)))
    assert (heard.address.http, heard.model, heard.timeout_s) == ("http://gpu.local:8188", "sd15", 5.0)
    assert (heard.options.checkpoint, heard.options.sampler) == ("mine.safetensors", "lcm")


def test_by_default_it_is_flux_on_this_machine(tmp_path: Path) -> None:
    heard = EngineSettings.of(engine_options(loaded(tmp_path, COMFYUI)))
    assert (heard.address.http, heard.model, heard.timeout_s) == ("http://127.0.0.1:8188", "flux", 60.0)


def test_a_workflow_lies_beside_the_config_and_is_taken_without_being_named_twice(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text('{"6": {"class_type": "SaveImage", "inputs": {"text": "x", "images": ["1", 0]}}}')
    settings = COMFYUI | {
        ("comfyui", "txt2img", "file"): "mine.json",
        ("comfyui", "txt2img", "slots", "prompt"): "6.text",
    }
    heard = EngineSettings.of(engine_options(loaded(tmp_path, settings)))
    assert heard.model == "workflow"
    assert heard.options.txt2img is not None
    assert heard.options.txt2img.path == path
    assert heard.options.img2img is None


def test_every_slot_can_be_set(tmp_path: Path) -> None:
    slots = loaded(tmp_path, {}).config.comfyui.txt2img.slots
    assert set(type(slots).model_fields) == set(SLOTS)


def test_the_embedded_engine_hears_nothing_of_it(tmp_path: Path) -> None:
    assert engine_options(loaded(tmp_path, {})).extra == {}


def test_parts_of_a_model_lie_beside_the_config_or_are_known_by_name(tmp_path: Path) -> None:
    (tmp_path / "taesdxl").mkdir()
    for said, heard in (
        ("taesd", Path("taesd")),
        ("taesdxl", tmp_path / "taesdxl"),
        ("mine", tmp_path / "mine"),
    ):
        settings: dict[tuple[str, ...], Any] = {
            ("generation", "engine"): "diffusers",
            ("diffusers", "vae"): said,
            ("diffusers", "loras"): [{"file": said}],
        }
        extra = engine_options(loaded(tmp_path, settings)).extra
        assert (extra["vae"], extra["loras"][0]["file"]) == (heard, heard)


def test_a_model_lies_beside_the_config_or_is_known_by_name(tmp_path: Path) -> None:
    (tmp_path / "sd15").mkdir()
    (tmp_path / "dreams.safetensors").touch()
    for said, heard in (
        ("dreams.safetensors", str(tmp_path / "dreams.safetensors")),
        ("SD15", "SD15"),
        ("sd15", "sd15"),
        ("owner/name", "owner/name"),
    ):
        settings: dict[tuple[str, ...], Any] = {("generation", "engine"): "diffusers", ("generation", "model"): said}
        assert engine_options(loaded(tmp_path, settings)).model == heard
    assert engine_options(loaded(tmp_path, COMFYUI | {("generation", "model"): "sd15"})).model == "sd15"


@pytest.mark.parametrize(
    ("setting", "value", "error"),
    [
        (("system", "comfyui_url"), "ftp://x", ConfigError),
        (("generation", "model"), "fluks", UnknownName),
        (("comfyui", "txt2img", "file"), "missing.json", ConfigError),
    ],
)
def test_what_cannot_be_is_said_before_anything_begins(
    tmp_path: Path, setting: tuple[str, ...], value: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_names(loaded(tmp_path, COMFYUI | {setting: value}))


def test_an_engine_has_a_process_of_its_own_if_the_config_says_so(tmp_path: Path) -> None:
    ours = make_engine(loaded(tmp_path, {}), "procedural")
    own = make_engine(loaded(tmp_path, {("generation", "process"): "own"}), "procedural")
    assert not isinstance(ours, HostedEngine)
    assert isinstance(own, HostedEngine)


def test_one_with_a_process_of_its_own_is_looked_up_and_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[str] = []
    monkeypatch.setattr(EntryPoint, "load", lambda entry: imported.append(entry.name))
    own: dict[tuple[str, ...], Any] = {("generation", "process"): "own"}
    check_names(loaded(tmp_path, own))
    assert imported == ["hybrid"]  # the mode is ours to walk in
    with pytest.raises(UnknownName, match="Did you mean 'procedural'"):
        check_names(loaded(tmp_path, own | {("generation", "engine"): "procedurel"}))
