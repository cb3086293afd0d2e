"""A virtual environment for a program, built once: what is half-built is built anew."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from dreamwindow.errors import ProgramFailed
from dreamwindow.files import atomic_write, ensure_directory_exists
from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.git.lock import locked

_WHOLE = "dreamwindow-whole"
_LOCK_S = 3_600.0
_LAST_LINES = 5


def built_venv(
    folder: Path, requirements: Path, say: Callable[[str], None], *, base: str = sys.executable, pip: Sequence[str] = ()
) -> Path:
    """The Python of the environment in ``folder``, with what ``requirements`` asks for. Blocks, perhaps for long.

    ``pip``: further options of ``pip install``, an index say. It is marked as whole last, and built anew when the
    requirements are others. Raises `ProgramFailed` with pip's last lines.
    """
    wanted = requirements.read_bytes() if requirements.is_file() else b""
    mark = hashlib.sha256(repr((wanted, base, tuple(pip))).encode()).hexdigest().encode()
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    with locked(folder.with_name(f"{folder.name}.lock"), _LOCK_S):
        if (folder / _WHOLE).is_file() and (folder / _WHOLE).read_bytes() == mark and python.exists():
            return python
        needs = [line for line in wanted.splitlines() if line.strip() and not line.strip().startswith(b"#")]
        ensure_directory_exists(folder.parent)
        without = [] if needs else ["--without-pip"]
        _run([base, "-m", "venv", "--clear", *without, str(folder)], "The environment cannot be made", say)
        if needs:
            install = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", *pip]
            _run([*install, "-r", str(requirements)], "pip failed", say)
        atomic_write(mark, folder / _WHOLE)
    return python


def _run(arguments: Sequence[str], problem: str, say: Callable[[str], None]) -> None:
    with Child.start(Command(arguments=tuple(arguments)), say) as child:
        code = child.wait()
        child.output.close()
    if code != 0:
        last = " / ".join(child.output.tail(_LAST_LINES))
        raise ProgramFailed(f"{problem} (exit code {code}): {last}", "See what it says, and try again.")
