"""Names of commits: which are taken, what a remote has, and which commit a name means there."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dreamwindow.errors import GitManagerError

_log = logging.getLogger(__name__)
_FULL = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
_SHORT = re.compile(r"[0-9a-f]{4,63}", re.IGNORECASE)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f~^:?*\[\\]|\.\.|@\{|//|/\.|^[-/.]|[/.]$|\.lock(/|$)|^@$")
_DEFAULT = "main"
_SHOWN = 8
_LONGEST = 250
_HEADS, _TAGS = "refs/heads/", "refs/tags/"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a name means: ``commit`` in full, ``None`` while only a full history can tell; ``branch`` if it is one."""

    name: str
    commit: str | None
    branch: str | None = None


def check_ref(name: str) -> str:
    """``name`` as it is, if git would take it for a branch, tag or commit. Raises `GitManagerError`."""
    if not isinstance(name, str) or not name or len(name) > _LONGEST or _FORBIDDEN.search(name):
        raise GitManagerError(
            f"{str(name)[:100]!r} is no name of a commit.", "Give a branch, a tag, or a commit's hash."
        )
    return name


def is_full(name: str) -> bool:
    """Whether it is a commit's whole hash, which means one commit for ever."""
    return _FULL.fullmatch(name) is not None


def is_short(name: str) -> bool:
    """Whether it may be the beginning of a commit's hash."""
    return _SHORT.fullmatch(name) is not None


def parse_refs(text: str) -> dict[str, str]:
    """``ls-remote --symref`` or ``show-ref``: full names with the commits they mean; HEAD's branch as ``HEAD -> name``.

    An annotated tag means the commit that it is on.
    """
    refs: dict[str, str] = {}
    for line in text.splitlines():
        value, _, name = line.replace(" ", "\t", 1).partition("\t")
        if value == "ref:":
            refs["HEAD -> "] = name.partition("\t")[0]
        elif _FULL.fullmatch(value):
            refs[name.removesuffix("^{}")] = value
    return refs


def choose(name: str, refs: Mapping[str, str], url: str) -> Ref:
    """Which commit ``name`` means where ``refs`` are. Raises `GitManagerError` that lists what there is."""
    if f"{_HEADS}{name}" in refs:
        return Ref(name, refs[f"{_HEADS}{name}"], name)
    if f"{_TAGS}{name}" in refs or name in refs:
        return Ref(name, refs.get(f"{_TAGS}{name}") or refs[name])
    if is_full(name):
        return Ref(name, name.lower())
    if is_short(name):
        return Ref(name, _only(name, refs))
    if not refs:
        return Ref(name, None)
    if name == _DEFAULT and "HEAD" in refs:
        return _default(refs, url)
    raise missing(name, refs, url)


def missing(name: str, refs: Mapping[str, str], url: str) -> GitManagerError:
    """The error for a name that is not there."""
    return GitManagerError(f"{url} has no {name!r}.", f"It has {listed(refs) or 'nothing yet'}.")


def listed(refs: Mapping[str, str]) -> str:
    """``branches main, dev; tags v1, v2``, the first of each."""
    said = []
    for kind, prefix in (("branches", _HEADS), ("tags", _TAGS)):
        names = sorted(name.removeprefix(prefix) for name in refs if name.startswith(prefix))
        more = ", ..." if len(names) > _SHOWN else ""
        said += [f"{kind} {', '.join(names[:_SHOWN])}{more}"] if names else []
    return "; ".join(said)


def _only(name: str, refs: Mapping[str, str]) -> str | None:
    """What is at the tip of something needs no history to be found."""
    commits = {commit for key, commit in refs.items() if key != "HEAD -> " and commit.startswith(name.lower())}
    return commits.pop() if len(commits) == 1 else None


def _default(refs: Mapping[str, str], url: str) -> Ref:
    """An older repository calls its main branch otherwise."""
    branch = refs.get("HEAD -> ", "").removeprefix(_HEADS) or None
    _log.warning("%s has no 'main': its default branch %s is taken", url, branch or "HEAD")
    return Ref("HEAD", refs.get("HEAD"), branch)
