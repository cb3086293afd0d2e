"""An earlier run, to be run again: as it was given, at the commit that it had."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dreamwindow.errors import SessionNotFound
from dreamwindow.experiments import record as files
from dreamwindow.experiments.parameters import ParameterSource, override
from dreamwindow.runtime.git.urls import same_repository

_ANSWERS = ("subject_id", "user_id")


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
