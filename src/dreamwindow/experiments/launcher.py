"""BaseLauncher: one run, from its parameters to its record, whatever happens in between."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments.acquisition import Acquired, ErrorLines, Watching, watch
from dreamwindow.experiments.closing import Outcome
from dreamwindow.experiments.opening import experiment
from dreamwindow.experiments.options import LaunchOptions
from dreamwindow.experiments.parameters import ParameterSource
from dreamwindow.experiments.repository import Places
from dreamwindow.experiments.running import Running
from dreamwindow.experiments.schema import Parameters
from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.limits import Limit


class BaseLauncher:
    """Runs ``script_path`` with ``script_arguments``: any program. The other kinds override `command`.

    While it runs, `parameters`, `session_folder` and `places` are those of the run.
    """

    def __init__(self, source: ParameterSource, options: LaunchOptions) -> None:
        self.source = source
        self.options = options
        self._running: Running | None = None

    def run(self) -> Outcome:
        """Run it to its end; the record is closed then, whatever happened.

        Raises what a person can mend (`InvalidParameters`, `GitManagerError`, `ProgramFailed` ...), and bugs.
        """
        with experiment(self.source, self.options, type(self).__name__) as running:
            self._running = running
            running.get_code()
            if running.before():
                running.acquired = self._acquire(running)
                running.data = self.get_custom_end_state_data()
                running.after()
        return running.outcome()

    def create_process(self) -> Child | subprocess.Popen[bytes]:
        """Start the experiment. Override `command` where another program is all that is wanted.

        A `Popen` of your own should have `environment` for its ``env``, so that all it starts can be found.
        """
        running = self._run
        grace_s, stop_on_errors = self.parameters.grace_period_sec, self.parameters.acquisition_error_terminate
        running.errors = ErrorLines(running.say, self.parameters.acquisition_error_grace_period_sec)
        return Child.start(
            self.command(), running.say, on_error_line=running.errors if stop_on_errors else None,
            marker=running.marker, grace_s=grace_s,
        )  # fmt: skip

    def command(self) -> Command:
        """What is run. Raises `InvalidParameters`."""
        program = self.places.find_program(self.script(), "script_path")
        return self.command_of(str(program), *self.parameters.script_arguments)

    def command_of(self, *arguments: str) -> Command:
        """``arguments`` in the code's folder, with the run's environment."""
        return Command(arguments=arguments, folder=self.places.folders[0], environment=self.environment())

    def environment(self) -> dict[str, str]:
        """Ours, with ``OUTPUT_FOLDER`` (the session) and ``SCRIPT_PARAMETERS`` (a JSON file), and the run's marker."""
        return self._run.environment()

    def script(self) -> str:
        """``script_path``. Raises `InvalidParameters` when the parameters have none."""
        if self.parameters.script_path is None:
            raise InvalidParameters(f"{self.source.path.name} has no script_path.", "Say which program is to run.")
        return self.parameters.script_path

    def say(self, line: str) -> None:
        """A line of the run's log."""
        self._run.say(line)

    def note(self, name: str, data: Any) -> Path:
        """A JSON file of the record, the file's path. Raises `OSError`."""
        return self._run.record.write_json(name, data)

    def get_custom_end_state_data(self) -> Mapping[str, Any]:
        """What a kind of its own wants under ``experiment_data`` in ``end_state.json``."""
        return {}

    @property
    def parameters(self) -> Parameters:
        """As they run."""
        return self._run.parameters

    @property
    def session_folder(self) -> Path:
        """The record's folder, and where the experiment's own files belong."""
        return self._run.session_folder

    @property
    def places(self) -> Places:
        """Where files of the parameters are looked for."""
        return self._run.places

    @property
    def _run(self) -> Running:
        if self._running is None:
            raise RuntimeError("The run has not begun: this is known while it runs.")
        return self._running

    def _acquire(self, running: Running) -> Acquired:
        parameters = self.parameters
        started = self.create_process()
        child = started if isinstance(started, Child) else Child.adopt(started, running.say, running.marker)
        with child:
            running.say(f"process {child.process.pid} began")
            return watch(
                child,
                Watching(
                    stop=self.options.stop, limits=_limits(parameters), interval_s=parameters.resource_log_interval,
                    on_usage=running.record.note_usage, say=running.say, beat=running.beat,
                    gpu_memory=self.options.gpu_memory,
                ),
                running.errors,
            )  # fmt: skip


def _limits(parameters: Parameters) -> list[Limit]:
    """Those that are not null."""
    percent, held = parameters.memory_limit_percent, parameters.memory_limit_bytes
    on_gpus = parameters.gpu_memory_limit_bytes
    return [
        *([Limit(resource="memory", percent=percent)] if percent is not None else []),
        *([Limit(resource="memory", bytes=held)] if held is not None else []),
        *([Limit(resource="gpu_memory", bytes=on_gpus)] if on_gpus is not None else []),
    ]
