"""A clone that is killed at any of its steps is never half there, and the next one succeeds.

Killed before each call of git and while it runs, in a folder of a person's and in the cache. The control builds in
place, where it is wanted, as is usual: half a checkout must be seen.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args
from unittest.mock import patch

from dreamwindow.files import ensure_directory_exists
from dreamwindow.runtime.git import CachedGitManager, GitManager, clone
from trials.repositories import Repository, git

What = Literal["clone", "cache", "in place"]
When = Literal["before", "during"]
DIED = 77
_TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Kill:
    """One that was killed. ``faults`` are sentences; there must be none."""

    at: str
    faults: tuple[str, ...]


def kills(what: What, every: int = 1) -> Iterator[Kill]:
    """At every step, or every so many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        origin = Repository(folder / "origin")
        first = origin.commit({f"code/module{n}.py": f"# {n}\n" for n in range(30)})
        origin.commit({"code/module0.py": "# another\n", "new.py": "1\n"})
        steps = 0
        for when in get_args(When):
            for at in range(0, 100, every):
                place = folder / f"{when}{at}"
                place.mkdir()
                if what == "cache":  # the second commit of two, so that links are tried as well
                    CachedGitManager(place / "cache").clone_or_update_repository(origin.url, first)
                if _run(what, origin.url, place, at, when) != DIED:
                    steps = max(steps, at)
                    break
                yield Kill(f"{when} step {at} of {what}", tuple(_faults(what, origin.url, place, when)))
        assert steps > 2, "there were no steps"


def _faults(what: What, url: str, place: Path, when: When) -> Iterator[str]:
    yield from (f"half a checkout: {said}" for said in _half(what, place))
    again = _run("clone" if what == "in place" else what, url, place, None, when)
    if again != 0:
        yield f"the next one ended with {again}"
    yield from (f"after the next one, half a checkout: {said}" for said in _half(what, place))
    if not any(_trees(what, place)):
        yield "after the next one there is nothing"
    if when == "before":  # a git that lives on writes where it was told to
        yield from (f"{path.name} is left" for path in place.rglob("*.dw.tmp"))


def _half(what: What, place: Path) -> Iterator[str]:
    for tree in _trees(what, place):
        try:
            if git(tree, "status", "--porcelain"):
                yield "files are missing"
            if not (tree / "code" / "module29.py").is_file():
                yield "it is empty"
        except AssertionError as error:
            yield str(error)


def _trees(what: What, place: Path) -> Iterator[Path]:
    if what != "cache":
        yield from (path for path in [place / "clone"] if path.exists())
        return
    trees = place / "cache" / "trees"
    for repository in trees.iterdir() if trees.is_dir() else ():
        yield from (path for path in repository.iterdir() if path.is_dir() and len(path.name) == 40)


def _run(what: What, url: str, place: Path, at: int | None, when: When) -> int:
    """In a process of its own, which dies at its ``at``-th call of git; its exit code."""
    arguments = [what, url, str(place), str(-1 if at is None else at), when]
    done = subprocess.run(
        [sys.executable, "-m", "trials.git_kills", *arguments],
        timeout=_TIMEOUT_S,
        check=False,
        cwd=Path(__file__).parents[1],
        stderr=subprocess.DEVNULL,
    )
    return done.returncode


def _child(what: What, url: str, place: Path, at: int, when: When) -> None:
    calls = 0
    real: Callable[..., Any] = subprocess.run

    def counted(arguments: Sequence[str], **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls - 1 == at:
            if when == "during":
                more = {key: value for key, value in more.items() if key not in ("timeout", "check")}
                subprocess.Popen(arguments, **more)
            os._exit(DIED)
        return real(arguments, **more)

    patch.object(subprocess, "run", counted).start()
    if what == "in place":
        patch.object(clone, "aside", _in_place).start()
    if what == "cache":
        CachedGitManager(place / "cache").clone_or_update_repository(url)
    else:
        GitManager().clone_repository(url, place / "clone")


@contextlib.contextmanager
def _in_place(target: Path, disk: object = None) -> Iterator[Path]:
    """The defect."""
    yield ensure_directory_exists(target)


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when nothing half was seen, and something was in the control."""
    parser = argparse.ArgumentParser(prog="python -m trials git_kills", description=__doc__)
    parser.parse_args(argv)
    good = []
    both: tuple[What, ...] = ("clone", "cache")
    for what in both:
        seen = list(kills(what))
        print(f"{what}: {len(seen)} kills, {sum(bool(kill.faults) for kill in seen)} with faults")
        for kill in seen:
            for fault in kill.faults:
                print(f"  {kill.at}: {fault}")
        good.append(bool(seen) and not any(kill.faults for kill in seen))
    control = [kill for kill in kills("in place") if kill.faults]
    print(f"control, in place: {len(control)} with faults, such as: {control[0].faults[0] if control else 'none'}")
    return 0 if all(good) and control else 1


if __name__ == "__main__":
    _child(sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])  # type: ignore[arg-type]
