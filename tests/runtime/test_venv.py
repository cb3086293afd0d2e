from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from dreamwindow.errors import ProgramFailed
from dreamwindow.runtime.venv import built_venv


def test_it_is_built_once_and_anew_where_it_was_left_half_built(tmp_path: Path) -> None:
    said: list[str] = []
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("# nothing\n")
    python = built_venv(tmp_path / "venv", requirements, said.append)
    asked = subprocess.run([python, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=True)
    assert Path(asked.stdout.strip()) == tmp_path / "venv"
    made = (tmp_path / "venv" / "pyvenv.cfg").stat().st_mtime_ns
    built_venv(tmp_path / "venv", requirements, said.append)
    assert (tmp_path / "venv" / "pyvenv.cfg").stat().st_mtime_ns == made
    (tmp_path / "venv" / "dreamwindow-whole").unlink()
    built_venv(tmp_path / "venv", requirements, said.append)
    assert (tmp_path / "venv" / "pyvenv.cfg").stat().st_mtime_ns != made


def test_a_python_that_cannot_make_one_is_an_error_and_leaves_no_whole_one(tmp_path: Path) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho no venv here\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(ProgramFailed, match=r"exit code 3.*no venv here"):
        built_venv(tmp_path / "venv", tmp_path / "none.txt", print, base=str(broken))
    assert not (tmp_path / "venv" / "dreamwindow-whole").exists()
