"""How a run is opened: its place in the ledger, its session and its record, in this order, closed in reverse."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

import dreamwindow
from dreamwindow.experiments.options import LaunchOptions
from dreamwindow.experiments.parameters import ParameterSource
from dreamwindow.experiments.preparing import Prepared, prepare
from dreamwindow.experiments.record import Record
from dreamwindow.experiments.running import Running
from dreamwindow.runtime.git.urls import without_password
from dreamwindow.runtime.ledger import LedgerEntry
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.writer import SessionWriter


@contextmanager
def experiment(source: ParameterSource, options: LaunchOptions, launcher: str) -> Iterator[Running]:
    """Open everything, and close it whatever happens; what is raised within goes on, once the record is closed."""
    prepared = prepare(source, options.asker, options.sessions_dir)
    with ExitStack() as stack:
        ledger = stack.enter_context(LedgerEntry(options.ledger, prepared.output_root, options.disk))
        new = _new_session(prepared, options.now())
        session = SessionWriter.open(prepared.output_root, new, now=options.now, disk=options.disk)
        stack.enter_context(session)
        ledger.note_record(session.folder)
        record = stack.enter_context(Record(session.folder, now=options.now, disk=options.disk))
        running = Running(prepared, options, session, record, ledger)
        error: BaseException | None = None
        try:
            running.begin()
            yield running
        except BaseException as caught:
            error = caught
            raise
        finally:
            running.close(error, launcher)


def _new_session(prepared: Prepared, now: datetime) -> NewSession:
    parameters = prepared.parameters
    said = {
        "session_uuid": prepared.session_uuid, "subject_id": parameters.subject_id, "user_id": parameters.user_id,
        "start_time": now.isoformat(timespec="milliseconds"), "version": dreamwindow.__version__,
        "rig_config": prepared.source.rig(), "launcher": parameters.kind, "script_path": parameters.script_path,
        "repository_url": without_password(parameters.repository_url or "") or None,
        "parameters_file": str(prepared.source.path),
    }  # fmt: skip
    versions = {"dreamwindow": dreamwindow.__version__, "python": platform.python_version()}
    return NewSession(kind="experiment", name=prepared.folder_name(now), settings=said, versions=versions)
