"""Whether the inputs of an earlier run are still the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dreamwindow.errors import SessionNotFound
from dreamwindow.experiments import record as files
from dreamwindow.experiments.provenance import checksums, checksums_below, revision_of
from dreamwindow.runtime.git import GitManager
from dreamwindow.runtime.git.urls import same_repository
from dreamwindow.sessions.reader import MANIFEST

State = Literal["same", "changed", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the record names: what it is, and whether it is still as it was."""

    what: str
    name: str
    state: State
    says: str = ""


def verify(session: Path, git: GitManager | None = None) -> list[Finding]:
    """Every input, output and repository of the run in ``session``. Raises `SessionNotFound` for no record."""
    said = _said(session)
    return [*_inputs(said), *_outputs(session, said), *_repositories(session, git or GitManager())]


def changed_code(session: Path, rebuilt: Iterable[Path] = ()) -> list[Finding]:
    """What `dreamwindow.experiments.repeating` cannot give back as it was: a script or a tree of a person's. The
    parameters come from the record, a repository that has an address by its commit, and those that were ``rebuilt``.

    Raises `SessionNotFound` for no record.
    """
    said, given = _said(session), files.read_json(session, files.COMMAND_LINE) or {}
    kept = [given.get("parameters_file"), given.get("rig_file"), *_checkouts(session)]
    again = [*(Path(path) for path in kept if path), *rebuilt]
    findings = [*_inputs(said), *_repositories(session, GitManager())]
    return [
        one for one in findings
        if one.state != "same" and not any(Path(one.name).is_relative_to(path) for path in again)
    ]  # fmt: skip


def _checkouts(session: Path) -> list[str]:
    """Where the repository was that the parameters name by an address."""
    url = (files.read_json(session, files.PROCESSED_PARAMETERS) or {}).get("repository_url")
    revisions = files.read_json(session, files.GIT_REVISIONS) or []
    return [one["path"] for one in revisions if url and one.get("url") and same_repository(one["url"], url)]


def _said(session: Path) -> dict[str, Any]:
    said = files.read_json(session, files.CHECKSUMS)
    if not isinstance(said, dict):
        raise SessionNotFound(f"{session} is no record of a run.", "Give the folder of a session.")
    return said


def _inputs(said: dict[str, Any]) -> Iterator[Finding]:
    then: dict[str, str | None] = said.get("inputs", {})
    now = checksums(map(Path, then))
    for name, checksum in then.items():
        yield Finding("input", name, _state(checksum, now[name]))


def _outputs(session: Path, said: dict[str, Any]) -> Iterator[Finding]:
    then: dict[str, str | None] = said.get("outputs", {})
    now = checksums_below(session, without=(files.FOLDER, MANIFEST))
    for name, checksum in then.items():
        yield Finding("output", name, _state(checksum, now.get(name)))


def _state(then: str | None, now: str | None) -> State:
    if now is None:
        return "missing"
    return "same" if then == now else "changed"


def _repositories(session: Path, git: GitManager) -> Iterator[Finding]:
    """A folder that moved on is told; what it had then can be had again by its commit."""
    for one in files.read_json(session, files.GIT_REVISIONS) or []:
        path = Path(one["path"])
        now = revision_of(path, git) if path.is_dir() else None
        if now is None:
            yield Finding("repository", str(path), "missing", f"it was at {one['commit']}")
        else:
            says = now.differs(one)
            yield Finding("repository", str(path), "changed" if says else "same", says)
