"""The small commands, and what none of them may load."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import dreamwindow
from dreamwindow.config.template import template
from tests.cli.conftest import Call

HEAVY = {
    "cv2",
    "numpy",
    "fastapi",
    "starlette",
    "uvicorn",
    "pydantic",
    "PIL",
    "ruamel.yaml",
    "websockets",
    "simplejpeg",
}
COMMANDS = ("run", "serve", "replay", "config", "doctor", "lexicon", "version", "guard")
LOADS = """
import sys
from dreamwindow.cli import main
sys.argv = ["dreamwindow", *{arguments}]
main()
print(sorted({heavy} & set(sys.modules)), file=sys.stderr)
"""


def loaded_by(*arguments: str) -> str:
    """The heavy modules of the command in a process of its own."""
    code = LOADS.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return done.stderr


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments, "--help") == "[]\n"


def test_the_control_a_command_that_works_does_load() -> None:
    assert "numpy" in loaded_by("lexicon", "sea")


def test_help_names_every_command(call: Call) -> None:
    said = call("--help")
    assert all(f"\n  {command} " in said.out for command in COMMANDS)


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dreamwindow", "--version"], check=True, capture_output=True, text=True
    )
    assert done.stdout == f"Dream Window {dreamwindow.__version__}\n"


def test_version_says_what_pictures_depend_on(call: Call) -> None:
    facts = json.loads(call("version", "--json").out)
    assert facts["dreamwindow"] == dreamwindow.__version__
    assert {"python", "numpy", "opencv-python-headless", "pillow"} <= set(facts)
    lines = call("version").out.splitlines()
    assert lines[0] == f"Dream Window {dreamwindow.__version__}"
    assert any(line.split() == ["numpy", facts["numpy"]] for line in lines)


def test_config_init_writes_the_template(call: Call, workspace: Path) -> None:
    said = call("config", "init")
    assert (said.code, said.out) == (0, "Wrote dreamwindow.yaml. Take away the # before a setting to change it.\n")
    assert (workspace / "dreamwindow.yaml").read_text() == template()
    assert call("config", "check").out == f"{workspace / 'dreamwindow.yaml'}: all is well.\n"


def test_config_init_writes_over_a_file_only_when_told_to(call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text("profile: default\n")
    assert call("config", "init").code == 2
    assert (workspace / "dreamwindow.yaml").read_text() == "profile: default\n"
    assert call("config", "init", "--force").code == 0
    assert (workspace / "dreamwindow.yaml").read_text() == template()


def test_config_check_without_a_file(call: Call) -> None:
    assert call("config", "check").out == "Defaults (there is no config file): all is well.\n"


def test_config_show_says_each_setting_and_its_place(call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text("generation:\n  width: 128\n")
    lines = call("config", "show").out.splitlines()
    assert "generation.width = 128  (dreamwindow.yaml line 2)" in lines
    assert "generation.height = 512  (default)" in lines
    assert json.loads(call("config", "show", "--json").out)["generation"]["width"] == 128


def test_a_bug_keeps_its_traceback(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("dreamwindow.config.load.load", broken)
    with pytest.raises(ZeroDivisionError):
        call("config", "check")
