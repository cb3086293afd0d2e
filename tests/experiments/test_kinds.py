from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.errors import InvalidParameters, ProgramFailed
from dreamwindow.experiments import (
    BaseLauncher,
    BonsaiLauncher,
    MatlabLauncher,
    PythonLauncher,
    launcher_for,
    read_source,
)
from tests.experiments.conftest import WHO, Rig

SHOWS = '#!/bin/sh\nfor one in "$@"; do echo "got $one"; done\n'
posix = pytest.mark.skipif(os.name != "posix", reason="its stand-in is a shell script")


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"script_path": "a.py"}, PythonLauncher),
        ({"script_path": "a.bonsai"}, BonsaiLauncher),
        ({"script_path": "A.M"}, MatlabLauncher),
        ({"script_path": "echo"}, BaseLauncher),
        ({"script_path": "a.py", "launcher": "base"}, BaseLauncher),
    ],
)
def test_the_kind_is_said_or_seen(rig: Rig, values: dict[str, Any], kind: type) -> None:
    assert type(launcher_for(read_source(rig.write({**WHO, **values})), rig.options())) is kind


@posix
def test_bonsai_gets_its_workflow_its_properties_and_its_folder(rig: Rig) -> None:
    program(rig.folder / "bonsai" / "Bonsai.exe", SHOWS)
    (rig.folder / "task.bonsai").write_text("<WorkflowBuilder/>")
    outcome = rig.launch(
        script_path="task.bonsai", bonsai_exe_path="bonsai\\Bonsai.exe", script_arguments=["--lib", "x"],
        script_parameters={"PortName": "COM5", "On": True},
    )  # fmt: skip
    got = [line.removeprefix("got ") for line in rig.said if line.startswith("got ")]
    assert got == [
        str(rig.folder / "task.bonsai"), "--start", "--no-editor", "-p", "PortName=COM5", "-p", "On=True",
        "--lib", "x", "-p", f"RootFolder={outcome.session_folder}",
    ]  # fmt: skip


@posix
def test_bonsai_is_set_up_where_it_is_not_there_yet(rig: Rig) -> None:
    (rig.folder / "task.bonsai").write_text("")
    program(rig.folder / "there", SHOWS)
    program(
        rig.folder / "setup.sh", f'#!/bin/sh\nexec {sys.executable} -c \'import os; os.rename("there", "Bonsai")\'\n'
    )
    values: dict[str, Any] = {
        "script_path": "task.bonsai",
        "bonsai_exe_path": "Bonsai",
        "bonsai_setup_script": "setup.sh",
    }
    assert rig.launch(**values).exit_code == 0
    (rig.folder / "Bonsai").unlink()
    program(rig.folder / "setup.sh", "#!/bin/sh\necho no network\nexit 1\n")
    with pytest.raises(ProgramFailed, match="no network"):
        rig.launch(**values)
    with pytest.raises(InvalidParameters, match="bonsai_exe_path"):
        rig.launch(script_path="task.bonsai")


def test_matlab_is_called_in_a_process_of_its_own_that_says_what_is_missing(rig: Rig) -> None:
    outcome = rig.launch(
        launcher="matlab", matlab_entrypoint="run_acquisition", matlab_entrypoint_args=["execute"],
        script_parameters={"rig": "a.json"}, matlab_entrypoint_kwargs={"speed": 2},
    )  # fmt: skip
    call = json.loads((outcome.session_folder / "launcher_metadata" / "matlab_call.json").read_text())
    assert call["arguments"] == ["execute", str(outcome.session_folder)]
    assert call["named"] == {"rig": "a.json", "speed": 2}
    assert (call["function"], call["engine"]) == ("run_acquisition", "slap2_launcher")
    assert outcome.exit_code == 2
    assert any("no matlabengine" in line for line in rig.said)
    with pytest.raises(InvalidParameters, match="matlab_entrypoint"):
        rig.launch(launcher="matlab")


@posix
def test_python_is_the_one_that_is_named(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    program(rig.folder / "venv" / "bin" / "python", '#!/bin/sh\necho "venv ${1##*/} $2"\n')
    rig.script("")
    rig.launch(script_path="task.py", python_venv_path=str(rig.folder / "venv"), python_arguments=["-v"])
    assert "venv task.py -v" in rig.said
    (rig.folder / "elsewhere").mkdir()
    monkeypatch.chdir(rig.folder / "elsewhere")
    rig.launch(script_path="task.py", python_venv_path="venv", python_arguments=["-w"])
    assert "venv task.py -w" in rig.said
    for wrong, said in (("none", "none is not there"), ("elsewhere", "no Python in")):
        with pytest.raises(InvalidParameters, match=said):
            rig.launch(script_path="task.py", python_venv_path=str(rig.folder / wrong))


@posix
def test_a_mere_name_is_looked_for_on_the_path(rig: Rig) -> None:
    assert rig.launch(script_path="env").exit_code == 0
    with pytest.raises(InvalidParameters, match="no-such-program is not there"):
        rig.launch(script_path="no-such-program")
    with pytest.raises(InvalidParameters, match="has no script_path"):
        rig.launch()
