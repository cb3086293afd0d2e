from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments import read_source, validate_file_paths, validate_parameter_schema
from dreamwindow.experiments.parameters import checked
from dreamwindow.experiments.placeholders import expanded

KNOWN = {"subject_id": "m1", "COM_port": "COM5", "camera": {"gain": 1.5}, "session_folder": "/s", "on": True}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{subject_id}", "m1"),
        ("{rig_param:COM_port}", "COM5"),
        ("{rig_param:camera.gain}", 1.5),
        ("{rig_param:on}", True),
        ("{session_folder}\\table.csv", "/s\\table.csv"),
        ("gain {rig_param:camera.gain}", "gain 1.5"),
        ("$HERE", "here"),
        ("${HERE}/x", "here/x"),
        ("{{subject_id}}", "{subject_id}"),
        ("$$5", "$5"),
        ("costs $5", "costs $5"),
        ("{0:03d}", "{0:03d}"),
        ("{}", "{}"),
        (["{subject_id}", {"a": "{subject_id}"}], ["m1", {"a": "m1"}]),
        (7, 7),
    ],
)
def test_placeholders_become_what_they_stand_for(text: Any, value: Any) -> None:
    assert expanded(text, KNOWN, {"HERE": "here"}) == value


@pytest.mark.parametrize("text", ["{nobody}", "{rig_param:nothing}", "{camera.nothing}", "$NOT_SET", "a ${NOT_SET}"])
def test_one_that_means_nothing_is_an_error_that_names_it(text: str) -> None:
    with pytest.raises(InvalidParameters, match="means nothing"):
        expanded({"deep": [text]}, KNOWN, {})


@given(st.text(alphabet="{}$abc:_.%s 0", max_size=40))
def test_any_text_is_expanded_or_an_error(text: str) -> None:
    try:
        expanded(text, {"a": 1, "b": {"c": 2}}, {"a": "x"})
    except InvalidParameters:
        return


def test_rig_lies_under_parameters_under_what_is_set(tmp_path: Path) -> None:
    (tmp_path / "rig.toml").write_text('rig_id = "r"\noutput_root_folder = "/rig"\nuser_id = "rig"\n')
    params = tmp_path / "p.json"
    params.write_bytes(
        b"\xef\xbb\xbf" + json.dumps({"user_id": "file", "rig_config_path": "rig.toml", "own": 1}).encode()
    )
    source = read_source(params, overrides=["own=2", 'script_arguments=["-v"]', "subject_id=m 1=2"])
    assert source.merged() == {
        "rig_id": "r", "output_root_folder": "/rig", "user_id": "file", "rig_config_path": "rig.toml", "own": 2,
        "script_arguments": ["-v"], "subject_id": "m 1=2",
    }  # fmt: skip
    assert checked(source.merged(), "p.json").to_dict()["own"] == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"{", "is no JSON"), (b"[]", "holds no parameters"), (b"\xff\xfe", "is no JSON"), (b"[" * 100_000, "is no JSON")],
)
def test_a_file_that_is_none_is_named(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "p.json").write_bytes(data)
    with pytest.raises(InvalidParameters, match=rf"p\.json {said}"):
        read_source(tmp_path / "p.json")
    with pytest.raises(InvalidParameters, match="cannot be read"):
        read_source(tmp_path / "none.json")


def test_dots_set_one_value_of_a_group(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text('{"script_parameters": {"trials": 12, "port": "COM5"}, "a.b": 1, "count": 3}')
    told = ["script_parameters.trials=2", "a.b=2", "script_parameters.light.on=true"]
    merged = read_source(tmp_path / "p.json", overrides=told).merged()
    assert merged["script_parameters"] == {"trials": 2, "port": "COM5", "light": {"on": True}}
    assert merged["a.b"] == 2
    with pytest.raises(InvalidParameters, match="count is 3"):
        read_source(tmp_path / "p.json", overrides=["count.x=1"]).merged()


def test_a_rig_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text("{}")
    (tmp_path / "r.toml").write_text("a = = 1")
    with pytest.raises(InvalidParameters, match=r"r\.toml is no TOML"):
        read_source(tmp_path / "p.json", tmp_path / "r.toml").merged()
    for wrong in ("novalue", "=1"):
        with pytest.raises(InvalidParameters, match="sets nothing"):
            read_source(tmp_path / "p.json", overrides=[wrong])


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"subject_id": ""}, "subject_id"),
        ({"subject_id": [5]}, "subject_id"),
        ({"script_parameters": []}, "script_parameters"),
        ({"launcher": "labview"}, "launcher"),
        ({"memory_limit_percent": 0}, "memory_limit_percent"),
        (
            {"pre_acquisition_pipeline": [{"module_type": "other", "module_path": "x"}]},
            "pre_acquisition_pipeline.0.module_type",
        ),
    ],
)
def test_each_error_says_where_what_and_what_is_allowed(values: dict[str, Any], path: str) -> None:
    result = validate_parameter_schema(values)
    assert not result.is_valid
    assert result.errors[0].path == path
    assert result.errors[0].what
    assert result.errors[0].allowed


def test_files_of_the_kind_that_labs_have_are_valid() -> None:
    assert validate_parameter_schema(
        {
            "launcher": "bonsai", "launcher_version": ">=0.0.0", "script_path": "code\\task.bonsai",
            "bonsai_exe_path": "bonsai/Bonsai.exe", "OutputFolder": "C:/x", "session_sync_port": 50001,
            "pre_acquisition_pipeline": ["experiment_notes_editor"], "script_arguments": ["-v", 3],
        }
    ).is_valid  # fmt: skip


def test_a_schema_of_ones_own() -> None:
    class Sweeps(BaseModel):
        sweeps: int

    assert validate_parameter_schema({"sweeps": 3}, Sweeps).is_valid
    assert validate_parameter_schema({}, Sweeps).errors[0].what == "it is missing"


@pytest.mark.parametrize("rubbish", [None, [1], "text", 7])
def test_what_is_no_object_is_not_valid(rubbish: Any) -> None:
    assert not validate_parameter_schema(rubbish).is_valid


def test_which_files_are_there(tmp_path: Path) -> None:
    assert validate_file_paths([tmp_path, "/no/such/file"]) == {str(tmp_path): True, "/no/such/file": False}
    assert not any(validate_file_paths(["x" * 5_000, "a\0b", ""]).values())
