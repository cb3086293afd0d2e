"""The README's two commands, as somebody runs them who has nothing: each in a clean clone on a bare machine.

`python -m trials newcomer` takes the commands out of the README, and for each makes a clone of the last commit, an
empty home and a PATH without Node. The first must end in a page whose picture changes, the second in tests that pass.
The control: while the dream is paused, the same eye must say that the picture does not change.

It needs the network and a minute or two, so it is a step of ``.ci/run`` and no part of the default tests.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from trials import picture
from trials.fresh import fresh_machine
from trials.launched import launched

ROOT = Path(__file__).parents[1]
START_S = 300.0
CHANGE_S = 60.0
STILL_S = 5.0
SETTLE_MS = 3000


class Commands(NamedTuple):
    """The two command lines, as they stand in the README."""

    dream: str
    test: str


class Machine(NamedTuple):
    """A clean clone and the environment to run its commands in."""

    clone: Path
    environment: Mapping[str, str]


def readme_commands(readme: str) -> Commands:
    """The lines of its shell blocks that start with ``pip install uv``. Raises `ValueError` unless there are two."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    found = [line for block in blocks for line in block.splitlines() if line.startswith("pip install uv && ")]
    if len(found) != 2 or not found[0].endswith("dreamwindow run") or not found[1].endswith("pytest"):
        raise ValueError(f"the README should have two commands, one to dream and one to test, and has {found}")
    return Commands(*found)


@contextmanager
def newcomer(repository: Path, environment: Mapping[str, str] | None = None) -> Iterator[Machine]:
    """A clone of the last commit of ``repository`` on a bare machine with this in its environment, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="newcomer-", ignore_cleanup_errors=True) as folder:
        clone = Path(folder) / "dreamwindow"
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(repository), str(clone)], check=True)
        yield Machine(clone, {**fresh_machine(Path(folder) / "machine"), **(environment or {})})


def try_dream(command: str, machine: Machine) -> None:
    """Run the first command; raise `AssertionError` unless its picture changes, and stands still when paused."""
    environment = {**machine.environment, "DREAMWINDOW_SERVER__PORT": "0"}  # somebody may dream on the usual one
    with launched(command, machine.clone, environment) as program:
        url = program.url(START_S)
        with picture.page(url) as page:
            page.locator(".dusk").wait_for(state="detached", timeout=START_S * 1000)  # the sky that waits for a picture
            assert picture.shows_something(page, CHANGE_S), "the page stays blank"
            moved = picture.change(page, CHANGE_S)
            assert moved >= picture.DIFFERENT, f"the picture changed by {moved:.2f} of 255 only"
            post(f"{url}/api/dream/pause")
            page.wait_for_timeout(SETTLE_MS)
            still = picture.change(page, STILL_S)
            assert still < picture.DIFFERENT, f"paused, and yet the picture changed by {still:.2f}: the eye is wrong"
        program.interrupt()
    print(f"dream: the picture changed by {moved:.1f} of 255; paused, by {still:.2f}")


def try_tests(command: str, machine: Machine) -> None:
    """Run the second command; raise `AssertionError` unless tests ran and passed."""
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=machine.clone, env=dict(machine.environment), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False,
    )  # fmt: skip
    closing = next((line for line in reversed(done.stdout.splitlines()) if " passed" in line), "")
    assert done.returncode == 0, f"tests failed:\n{done.stdout[-4000:]}"
    assert re.search(r"\b[1-9]\d* passed", closing), f"no test ran:\n{done.stdout[-4000:]}"
    print(f"test: {closing.strip('= ')}")


def post(url: str) -> None:
    """An empty POST that must succeed."""
    request = urllib.request.Request(url, data=json.dumps({}).encode(), headers={"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=10):
        pass


def main(argv: Sequence[str]) -> int:
    """Try both commands, or the one that is named."""
    parser = argparse.ArgumentParser(prog="python -m trials newcomer", description=__doc__)
    parser.add_argument("--only", choices=Commands._fields)
    parser.add_argument("--fast", action="store_true", help="of the tests a tenth, and none that is slow")
    options = parser.parse_args(argv)
    only, fast = options.only, options.fast
    commands = readme_commands((ROOT / "README.md").read_text(encoding="utf-8"))
    for name, trial in (("dream", try_dream), ("test", try_tests)):
        if only in (None, name):
            began = time.monotonic()
            with newcomer(ROOT, {"PYTEST_ADDOPTS": "-m 'not slow' --one-in 10"} if fast else {}) as machine:
                trial(getattr(commands, name), machine)
            print(f"{name}: {time.monotonic() - began:.1f} s from an empty home: {getattr(commands, name)}")
    return 0
