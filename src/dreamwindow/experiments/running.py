"""A run that goes on: what it has, what it did so far, and how it is closed."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dreamwindow.errors import DreamWindowError, UserError
from dreamwindow.experiments import provenance
from dreamwindow.experiments import record as files
from dreamwindow.experiments.acquisition import Acquired, ErrorLines
from dreamwindow.experiments.closing import Ended, Outcome, debug_state
from dreamwindow.experiments.interpreters import python_of
from dreamwindow.experiments.options import LaunchOptions
from dreamwindow.experiments.pipelines import Phase, PipelineResult, run_pipeline
from dreamwindow.experiments.preparing import Prepared
from dreamwindow.experiments.record import Record
from dreamwindow.experiments.repository import Places, checked_out
from dreamwindow.experiments.schema import Module, Parameters
from dreamwindow.experiments.steps import Steps
from dreamwindow.runtime.ledger import LedgerEntry
from dreamwindow.runtime.table import Birth
from dreamwindow.sessions.reader import MANIFEST
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)


class Running:
    """One run. Made by `opening.experiment`, which closes it."""

    def __init__(
        self, prepared: Prepared, options: LaunchOptions, session: SessionWriter, record: Record, ledger: LedgerEntry
    ) -> None:
        self.prepared = prepared
        self.record = record
        self.session_folder = session.folder
        self.parameters: Parameters = prepared.parameters
        self.places = Places(repository=None, parameters=prepared.source.path.parent)
        self.errors: ErrorLines | None = None
        self.acquired: Acquired | None = None
        self.data: Mapping[str, Any] = {}
        self.after_close: list[Callable[[], object]] = []
        self._options = options
        self._session = session
        self._ledger = ledger
        self._before: PipelineResult | None = None
        self._after: PipelineResult | None = None
        self._error: BaseException | None = None

    def begin(self) -> None:
        """Record what was given, byte for byte, and where it runs. Raises `OSError`."""
        source = self.prepared.source
        self.record.write(files.INPUT_PARAMETERS, source.data)
        if source.rig_path is not None:
            self.record.write(files.RIG, source.rig_data)
        given = {"arguments": self._options.command_line, "overrides": source.overrides, "folder": str(Path.cwd()),
                 "parameters_file": str(source.path), "rig_file": source.rig_path}  # fmt: skip
        self.record.write_json(files.COMMAND_LINE, given)
        self.record.write_json(files.ENVIRONMENT, provenance.environment())
        self.say(f"session {self.session_folder}")

    @property
    def marker(self) -> str:
        """By which all its processes are found."""
        return self._ledger.entry.marker

    @property
    def script_parameters(self) -> Path:
        """The JSON file with ``script_parameters``."""
        return self.record.folder / "script_parameters.json"

    def say(self, line: str) -> None:
        """A line of the run's log, for whoever watches too."""
        self.record.say(line)
        self._options.echo(line)

    def beat(self, known: Sequence[Birth]) -> None:
        """Every few seconds: it still runs, and these are its processes."""
        try:
            self._session.heartbeat({})
            self._ledger.note_processes(known)
        except OSError as error:
            _log.warning("The heartbeat could not be written: %s", error)

    def get_code(self) -> None:
        """Check out what is asked for, and record what runs. Raises `GitManagerError` or `InvalidParameters`."""
        self.parameters = self.prepared.with_placeholders(self.session_folder)
        folder = self.prepared.source.path.parent
        repository = checked_out(self.parameters, folder, self._options.cache, self._options.git, self.say)
        self.places = Places(repository=repository, parameters=folder)
        self.record.write_json(files.PROCESSED_PARAMETERS, self._processed())
        self.record.write_json(self.script_parameters.name, self.parameters.script_parameters)
        found = (provenance.revision_of(path, self._options.git) for path in self._code())
        revisions = {revision.path: revision for revision in found if revision is not None}
        for revision in revisions.values():
            self._keep_untracked(revision)
        self.record.write_json(files.GIT_REVISIONS, [revision.to_dict() for revision in revisions.values()])
        self._note_checksums()

    def before(self) -> bool:
        """Run what comes before; whether the experiment may begin."""
        self._before = self._pipeline("pre", self.parameters.pre_acquisition_pipeline)
        return not self._before.aborted and not self._options.stop.asked

    def after(self) -> None:
        """Run what comes after, unless the run was interrupted."""
        if not self._options.stop.asked:
            self._after = self._pipeline("post", self.parameters.post_acquisition_pipeline)

    def environment(self) -> dict[str, str]:
        """For whatever the run starts."""
        more = {"OUTPUT_FOLDER": str(self.session_folder), "SCRIPT_PARAMETERS": str(self.script_parameters)}
        return {**os.environ, **more, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", self.marker: "1"}

    def outcome(self) -> Outcome:
        """How it ended."""
        return self._ended().outcome(self.session_folder)

    def close(self, error: BaseException | None, launcher: str) -> None:
        """Write how it ended: end state, checksums, manifest. Then what was to be done after that. Raises `OSError`."""
        self._error = error
        outcome, acquired = self.outcome(), self.acquired
        if error is not None and not isinstance(error, UserError):
            self.record.write_json(files.DEBUG_STATE, debug_state(error, launcher))
        said = files.end_state(
            self._session.manifest.settings, self._options.now(), outcome.stop_reason,
            process_returncode=acquired.code if acquired else None, experiment_data=dict(self.data),
            status=outcome.status, exit_code=outcome.exit_code,
            output_lines_dropped=acquired.dropped_lines if acquired else 0,
            pre_acquisition=self._before.to_dict() if self._before else None,
            post_acquisition=self._after.to_dict() if self._after else None,
        )  # fmt: skip
        self.record.write_json(files.END_STATE, said)
        inputs = files.read_json(self.session_folder, files.CHECKSUMS) or {"inputs": {}}
        outputs = provenance.checksums_below(self.session_folder, without=(files.FOLDER, MANIFEST))
        self.record.write_json(files.CHECKSUMS, {**inputs, "outputs": outputs})
        self.record.say(f"{outcome.status}: {outcome.stop_reason}")
        self._session.close(outcome.status, outcome.stop_reason)
        for work in self.after_close:
            self._do_after_close(work)

    def _do_after_close(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (OSError, DreamWindowError) as problem:
            self.say(f"after the end: {problem}")

    def _ended(self) -> Ended:
        stopped = self._options.stop.reason if self._options.stop.asked else ""
        return Ended(before=self._before, acquired=self.acquired, after=self._after, error=self._error, stopped=stopped)

    def _pipeline(self, phase: Phase, modules: Sequence[Module]) -> PipelineResult:
        steps = Steps(
            record=self.record, session_folder=self.session_folder, places=self.places,
            python=python_of(self.parameters, self.places), environment=self.environment, marker=self.marker,
            asker=self._options.asker, stop=self._options.stop, after_close=self.after_close, say=self.say,
        )  # fmt: skip
        values = self._processed()
        return run_pipeline(
            phase, modules, lambda module: steps.run(phase, module, values), self._options.asker, self.say
        )

    def _processed(self) -> dict[str, Any]:
        code = None if self.acquired is None else self.acquired.code
        return {
            **self.prepared.source.rig(), **self.parameters.to_dict(), "launcher_kind": self.parameters.kind,
            "start_time": self._session.manifest.started_at, "process_returncode": code,
        }  # fmt: skip

    def _code(self) -> list[Path]:
        """Folders whose revision is recorded: the checkout, and where the script is."""
        script = [folder / str(self.parameters.script_path) for folder in self.places.folders]
        there = [path.parent for path in script if self.parameters.script_path and path.is_file()]
        return [*([self.places.repository] if self.places.repository else []), *there]

    def _keep_untracked(self, revision: provenance.Revision) -> None:
        if revision.archive_name is not None and revision.archive is not None:
            self.record.write(revision.archive_name, revision.archive)
        if left := revision.too_large:
            some = ", ".join(one.path for one in left[:3]) + (", ..." if len(left) > 3 else "")
            megabytes = sum(one.bytes for one in left) / 1e6
            self.say(f"not kept, being too large: {len(left)} files without a commit ({megabytes:.1f} MB): {some}")

    def _note_checksums(self) -> None:
        source = self.prepared.source
        script = [folder / str(self.parameters.script_path) for folder in self.places.folders]
        inputs = [source.path, *([source.rig_path] if source.rig_path else []), *[s for s in script if s.is_file()][:1]]
        self.record.write_json(files.CHECKSUMS, {"inputs": provenance.checksums(inputs), "outputs": {}})
