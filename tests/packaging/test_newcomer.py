"""The newcomer's trial at small n: the commands it finds, the machine it makes, the program it starts, its eye.

The whole of it, which needs the network, is ``python -m trials newcomer``, a step of ``.ci/run``.
"""

from __future__ import annotations

import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from trials import fresh, picture
from trials.launched import LaunchFailed, launched
from trials.newcomer import ROOT, readme_commands

MOVING = (
    "<style>@keyframes a { to { filter: hue-rotate(180deg) } } main { height: 700px; animation: a 1s infinite;"
    "background: linear-gradient(red, blue) }</style><main>"
)
STILL = "<body style='background: linear-gradient(red, blue)'>"
BLANK = "<body style='background: navy'>"


def test_the_readme_has_the_two_commands() -> None:
    commands = readme_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    assert commands.dream == "pip install uv && uv run dreamwindow run"
    assert commands.test == "pip install uv && uv run --group test pytest"


@pytest.mark.parametrize("readme", ["", "```sh\npip install uv && uv run dreamwindow run\n```\n"])
def test_a_readme_without_the_two_commands_is_refused(readme: str) -> None:
    with pytest.raises(ValueError, match="two commands"):
        readme_commands(readme)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python cannot make another with pip (python3-venv)")
def test_a_fresh_machine_has_python_and_pip_but_no_node_and_none_of_our_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_CACHE_DIR", "ours")
    monkeypatch.setenv("PIP_INDEX_URL", "theirs")
    machine = fresh.fresh_machine(tmp_path)
    said = subprocess.run(
        ["/bin/sh", "-c", "command -v pip && command -v python3 && echo $HOME"],
        env=machine, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert all(line.startswith(str(tmp_path)) for line in said.stdout.splitlines())
    assert machine["PIP_INDEX_URL"] == "theirs"
    assert "UV_CACHE_DIR" not in machine


def test_node_in_reach_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "node").write_text("#!/bin/sh\n")
    (tmp_path / "node").chmod(0o755)
    with pytest.raises(fresh.NodeInReach):
        fresh.assert_no_node({"PATH": str(tmp_path)})
    fresh.assert_no_node({"PATH": str(tmp_path / "elsewhere")})


def test_the_address_is_read_from_what_a_program_prints(tmp_path: Path) -> None:
    with launched("echo at http://127.0.0.1:8123/ && cat", tmp_path, {"PATH": "/usr/bin:/bin"}) as program:
        assert program.url(within_s=30) == "http://127.0.0.1:8123"


def test_a_program_that_ends_without_an_address_is_told_with_what_it_printed(tmp_path: Path) -> None:
    with (
        launched("echo no luck", tmp_path, {"PATH": "/usr/bin:/bin"}) as program,
        pytest.raises(LaunchFailed, match="no luck"),
    ):
        program.url(within_s=30)


def test_an_interrupted_program_ends(tmp_path: Path) -> None:
    with launched("echo http://127.0.0.1:1 && exec sleep 600", tmp_path, {"PATH": "/usr/bin:/bin"}) as program:
        program.url(within_s=30)
        program.interrupt()
        assert program.process.returncode is not None


def test_a_program_that_will_not_end_is_found_out(tmp_path: Path) -> None:
    stubborn = "trap '' INT; echo http://127.0.0.1:1; while :; do sleep 600; done"
    with launched(stubborn, tmp_path, {"PATH": "/usr/bin:/bin"}) as program:
        program.url(within_s=30)
        with pytest.raises(LaunchFailed, match="after Ctrl-C"):
            program.interrupt(within_s=0.2)


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_the_eye_tells_a_moving_picture_from_a_still_one_and_from_none() -> None:
    with picture.page(f"data:text/html,{MOVING}") as page:
        assert picture.shows_something(page, within_s=30)
        assert picture.change(page, within_s=30) >= picture.DIFFERENT
    with picture.page(f"data:text/html,{STILL}") as page:
        assert picture.shows_something(page, within_s=30)
        assert picture.change(page, within_s=1) == 0
    with picture.page(f"data:text/html,{BLANK}") as page:
        assert not picture.shows_something(page, within_s=1)
