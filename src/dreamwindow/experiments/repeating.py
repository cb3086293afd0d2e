"""An earlier run, to be run again: as it was given, at the commit that it had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dreamwindow.errors import GitManagerError, SessionNotFound
from dreamwindow.experiments import record as files
from dreamwindow.experiments.parameters import ParameterSource, override
from dreamwindow.experiments.provenance import revision_of
from dreamwindow.experiments.rebuilding import rebuilt
from dreamwindow.runtime.git import CachedGitManager, GitManager
from dreamwindow.runtime.git.urls import same_repository

_ANSWERS = ("subject_id", "user_id")
_CODE = {"repository_url", "repository_commit_hash", "local_repository_path"}


def source_like(session: Path, overrides: Iterable[str] = ()) -> ParameterSource:
    """The parameters of the run in ``session``, ``overrides`` over them.

    What was set or answered then is set again, and a branch or tag becomes the commit that it was. Raises
    `SessionNotFound` for a folder that is no record.
    """
    folder = session / files.FOLDER
    try:
        data = (folder / files.INPUT_PARAMETERS).read_bytes()
    except OSError as error:
        raise SessionNotFound(f"{session} is no record of a run.", "Give the folder of a session.") from error
    said = files.read_json(session, files.COMMAND_LINE) or {}
    rig = folder / files.RIG
    again = {**_answers(session), **said.get("overrides", {}), **_commit(session), **dict(map(override, overrides))}
    return ParameterSource(
        path=Path(said.get("parameters_file") or folder / files.INPUT_PARAMETERS), data=data,
        rig_path=rig if rig.is_file() else None, rig_data=rig.read_bytes() if rig.is_file() else b"", overrides=again,
    )  # fmt: skip


def code_like(
    session: Path, source: ParameterSource, overrides: Iterable[str], say: Callable[[str], None],
    *, cache: CachedGitManager, git: GitManager,
) -> tuple[ParameterSource, list[Path]]:  # fmt: skip
    """``source`` for the code as it was in ``session``, and the repositories that had to be made again for that.

    A tree of a person's that is not as it was is made again below the cache, with what was changed in it; theirs is not
    touched. Where that cannot be, that is said, and it is used as it is. ``overrides`` that choose the code are obeyed.
    """
    ran = files.read_json(session, files.PROCESSED_PARAMETERS) or {}
    base = (source.path.parent / (ran.get("local_repository_path") or "")).absolute()
    then = _code_of(session, ran, base)
    if then is None or _CODE & dict(map(override, overrides)).keys() or _is_as_it_was(then, git):
        return source, []
    try:
        tree = rebuilt(session, then, cache, git)
    except GitManagerError as error:
        say(f"{then['path']} cannot be had as it was: {error.message}")
        return source, []
    say(f"{then['path']} is not as it was then; {tree} is, and runs")
    left = [one["path"] for one in then.get("untracked", ()) if one["sha256"] is None]
    if left:
        say(f"It lacks {len(left)} files that were too large to be kept: {', '.join(left[:3])}")
    return replace(source, overrides={**source.overrides, **_moved(ran, base, Path(then["path"]), tree)}), [
        Path(then["path"])
    ]


def _code_of(session: Path, ran: Mapping[str, Any], base: Path) -> Mapping[str, Any] | None:
    """The revision of the tree in ``base`` that ran; ``None`` where a checkout gives it by its commit."""
    revisions: list[dict[str, Any]] = files.read_json(session, files.GIT_REVISIONS) or []
    around = [one for one in revisions if base.is_relative_to(one["path"])]
    pinned = bool(ran.get("repository_url"))
    return next((one for one in around if not pinned or one.get("untracked_archive")), None)


def _is_as_it_was(then: Mapping[str, Any], git: GitManager) -> bool:
    path = Path(then["path"])
    now = revision_of(path, git) if path.is_dir() else None
    return now is not None and not now.differs(then)


def _moved(ran: Mapping[str, Any], base: Path, top: Path, tree: Path) -> dict[str, Any]:
    """What to set so that ``tree`` is run where ``top`` was."""
    moved = {"repository_url": None, "local_repository_path": str(tree / base.relative_to(top))}
    script = Path(ran.get("script_path") or "")
    return moved | ({"script_path": str(tree / script.relative_to(top))} if script.is_relative_to(top) else {})


def _answers(session: Path) -> dict[str, Any]:
    """Those that the file did not give."""
    given = files.read_json(session, files.INPUT_PARAMETERS) or {}
    ran = files.read_json(session, files.PROCESSED_PARAMETERS) or {}
    return {name: ran[name] for name in _ANSWERS if name in ran and not given.get(name)}


def _commit(session: Path) -> dict[str, Any]:
    ran = files.read_json(session, files.PROCESSED_PARAMETERS) or {}
    url = ran.get("repository_url")
    if not url:
        return {}
    revisions = files.read_json(session, files.GIT_REVISIONS) or []
    commits = [one["commit"] for one in revisions if one.get("url") and same_repository(one["url"], url)]
    return {"repository_commit_hash": commits[0]} if commits else {}
