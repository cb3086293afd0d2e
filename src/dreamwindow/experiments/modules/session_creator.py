"""A summary of the session for the programs that come after it."""

from __future__ import annotations

import json

from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.experiments.provenance import checksums_below
from dreamwindow.experiments.record import FOLDER
from dreamwindow.files import atomic_write
from dreamwindow.sessions.reader import MANIFEST

FILE_NAME = "experiment_session.json"
"""``session.json`` is the session's own manifest."""
_SAID = (
    "session_uuid", "subject_id", "user_id", "rig_id", "start_time", "script_path", "script_parameters",
    "repository_url", "repository_commit_hash", "protocol_id", "process_returncode",
)  # fmt: skip


def run(context: ModuleContext) -> None:
    """Write `FILE_NAME`: who, what, when, and every file of the session with its SHA-256."""
    said = {name: context.parameters[name] for name in _SAID if name in context.parameters}
    files = checksums_below(context.session_folder, without=(FOLDER, MANIFEST, FILE_NAME))
    text = json.dumps({"schema_version": 1, **said, "files": files}, indent=2, ensure_ascii=False, default=str)
    atomic_write((text + "\n").encode(), context.session_folder / FILE_NAME)
