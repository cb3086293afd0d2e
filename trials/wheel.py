"""The built packages, installed where there is no Node and no clone: the wheel serves the page, the sdist builds none.

`python -m trials wheel dist` runs the wheel in that folder as ``uvx`` would, fetches the page and every file that the
page names, lets it make a few frames, and then installs the sdist with npm's registry out of reach.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

from trials.fresh import fresh_machine
from trials.launched import launched

START_S = 180.0
NOWHERE = "http://127.0.0.1:9"
NAMED = re.compile(r'(?:src|href)="(?!https?:|data:)([^"#?]+)"')


def try_wheel(wheel: Path, folder: Path, environment: Mapping[str, str]) -> None:
    """Raise unless the wheel alone serves a page with all its files, and a run of a few frames ends well."""
    run = f"{isolated(wheel)} run --no-open --port 0"
    with launched(run, folder, environment) as program:
        fetched = fetch_page(program.url(START_S))
        program.interrupt()
    print(f"wheel: the page and {fetched} files that it names")
    subprocess.run(["/bin/sh", "-c", f"{run} --frames 5"], cwd=folder, env=dict(environment), check=True)
    print("wheel: 5 frames")


def try_sdist(sdist: Path, folder: Path, environment: Mapping[str, str]) -> None:
    """Raise unless the sdist installs without npm, and has a page."""
    without_npm = {**environment, "npm_config_registry": NOWHERE}
    with launched(f"{isolated(sdist)} run --no-open --port 0", folder, without_npm) as program:
        print(f"sdist: the page and {fetch_page(program.url(START_S))} files that it names")
        program.interrupt()


def isolated(package: Path) -> str:
    """The command line that runs ``dreamwindow`` from ``package`` alone, as ``uvx`` does."""
    return f"pip install -q uv && uv tool run --isolated --from {shlex.quote(str(package))} dreamwindow"


def fetch_page(url: str) -> int:
    """How many files the page names; every one is fetched and none is empty. Raises `AssertionError` or `HTTPError`."""
    index = fetch(f"{url}/").decode()
    named = NAMED.findall(index)
    assert any(name.endswith(".js") for name in named), f"the page names no script:\n{index}"
    for name in named:
        assert fetch(f"{url}/{name.removeprefix('.').removeprefix('/')}"), f"{name} is empty"
    return len(named)


def fetch(url: str) -> bytes:
    """What a browser would get."""
    request = urllib.request.Request(url, headers={"accept": "text/html,*/*"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body: bytes = answer.read()
    return body


def only(folder: Path, pattern: str) -> Path:
    """The one file that fits. Raises `FileNotFoundError` unless there is exactly one."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise FileNotFoundError(f"{folder} should hold one {pattern}, and holds {[path.name for path in found]}")
    return found[0].resolve()


def main(argv: Sequence[str]) -> int:
    """Try the wheel and the sdist in the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m trials wheel", description=__doc__)
    parser.add_argument("dist", type=Path, help="the folder that `uv build` wrote")
    dist = parser.parse_args(argv).dist
    with tempfile.TemporaryDirectory(prefix="wheel-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        environment = fresh_machine(folder / "machine")
        try_wheel(only(dist, "*.whl"), folder, environment)
        try_sdist(only(dist, "*.tar.gz"), folder, environment)
    return 0
