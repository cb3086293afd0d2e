"""Submodules of a checkout out of mirrors of their own, so that they too are here offline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git.command import Git
from dreamwindow.runtime.git.mirror import Mirror

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Submodule:
    """One of ``.gitmodules``, and the commit at which the parent wants it."""

    name: str
    path: str
    url: str
    commit: str


def submodules_from(mirror_of: Callable[[str], Mirror], git: Git, folder: Path, url: str, depth: int = 0) -> None:
    """Fill every submodule of the checkout in ``folder``, which is of ``url``, at every depth.

    Raises `GitManagerError`.
    """
    if depth > _DEEPEST:
        raise GitManagerError(f"{url}: submodules within submodules go deeper than {_DEEPEST}.")
    for module in read_submodules(git, folder):
        source = absolute(url, module.url)
        mirror = mirror_of(source)
        mirror.resolve(module.commit)
        git("config", f"submodule.{module.name}.url", mirror.path.as_posix(), folder=folder)
        git("-c", "protocol.file.allow=always", "submodule", "update", "--init", "--", module.path, folder=folder)
        submodules_from(mirror_of, git, folder / module.path, source, depth + 1)


def read_submodules(git: Git, folder: Path) -> Iterator[Submodule]:
    """Those that the commit in ``folder`` has, in the order of ``.gitmodules``."""
    if not (folder / ".gitmodules").is_file():
        return
    text = git("config", "-z", "-f", ".gitmodules", "--get-regexp", r"^submodule\..*\.(path|url)$", folder=folder)
    found: dict[str, dict[str, str]] = {}
    for item in text.split("\0"):
        key, _, value = item.partition("\n")
        name, _, what = key.removeprefix("submodule.").rpartition(".")
        if name:
            found.setdefault(name, {})[what] = value
    for name, values in found.items():
        if {"path", "url"} <= values.keys():
            listed = git("ls-tree", "HEAD", "--", values["path"], folder=folder).split()
            if len(listed) >= 3 and listed[1] == "commit":
                yield Submodule(name, values["path"], values["url"], listed[2])


def absolute(parent: str, url: str) -> str:
    """``../other.git`` as seen from the repository at ``parent``."""
    if not url.startswith(("./", "../")):
        return url
    if "://" in parent:
        scheme, _, rest = parent.rstrip("/").partition("://")
        return f"{scheme}://{urljoin(f'http://{rest}/', url).removeprefix('http://')}"
    host, _, path = parent.rstrip("/").partition(":")
    return f"{host}:{urljoin(f'http://x/{path}/', url).removeprefix('http://x/')}"
