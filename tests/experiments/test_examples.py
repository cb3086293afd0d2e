"""The examples run as they stand, and so does the code in the guide."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from dreamwindow.experiments import ConfigLoader, launcher_for, read_source, validate_parameter_schema
from dreamwindow.experiments.pipelines import check_modules
from dreamwindow.experiments.schema import Parameters
from tests.experiments.conftest import Rig
from trials.repositories import Repository

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
GUIDES = (ROOT / "docs" / "guides" / "launch.md", ROOT / "docs" / "guides" / "launch-python.md")


def test_the_python_example_runs(rig: Rig) -> None:
    shutil.copytree(EXAMPLES, rig.folder / "examples")
    source = read_source(
        rig.folder / "examples" / "launch" / "orientation_tuning.json", rig.folder / "examples" / "rigs" / "rig.toml"
    )
    outcome = launcher_for(source, rig.options()).run()
    assert (outcome.exit_code, outcome.status) == (0, "completed"), rig.said
    assert (outcome.session_folder / "trials.csv").read_text().splitlines()[-1] == "11,135,16.5,COM5"
    assert (outcome.session_folder / "stimulus_table.csv").exists()
    assert "12 trials for mouse_001" in rig.said


@pytest.mark.parametrize("path", sorted((EXAMPLES / "launch").glob("*.json")), ids=lambda path: path.stem)
def test_every_parameter_file_is_valid(path: Path) -> None:
    values = json.loads(path.read_text())
    assert validate_parameter_schema(values).errors == []
    parameters = Parameters.model_validate(values)
    check_modules([*parameters.pre_acquisition_pipeline, *parameters.post_acquisition_pipeline])


def test_the_settings_file_is_read() -> None:
    config = ConfigLoader(required_sections=["Display", "Stim"]).load_with_env_substitution(
        EXAMPLES / "rigs" / "camstim.cfg", {"LAB_DATA": "/data"}
    )
    assert config["stim"]["params"] == [(0, 0), (90, 0.04)]
    assert (config["stim"]["data"], config["sync"]["lines"], config["display"]["warp"]) == (
        "/data", "007", "Warp.Spherical",
    )  # fmt: skip


def code_in_the_guides() -> list[tuple[str, str]]:
    found = []
    for guide in GUIDES:
        blocks = re.findall(r"```python\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
        found += [(f"{guide.stem}-{number}", block) for number, block in enumerate(blocks, start=1)]
    return found


@pytest.mark.parametrize(("name", "code"), code_in_the_guides(), ids=lambda value: value.partition("\n")[0][:20])
def test_the_code_in_the_guide_runs(name: str, code: str, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with the examples and a repository named ``task``."""
    shutil.copytree(EXAMPLES, rig.folder / "examples")
    Repository(rig.folder / "task").commit({"task.py": "print('a task')\n"})
    monkeypatch.setenv("XDG_STATE_HOME", str(rig.folder / "state"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(rig.folder / "cache"))
    exec(compile(code, name, "exec"), {"__name__": "guide"})
