"""Child: a program that we started, with all that it starts; it never outlives its block."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from dreamwindow.errors import ProgramFailed
from dreamwindow.runtime.ending import Ending, end_tree
from dreamwindow.runtime.output import OnLine, Output, OutputLimits
from dreamwindow.runtime.table import birth_of
from dreamwindow.runtime.tree import ProcessTree, new_marker

_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What to run: a list of arguments, never a shell's line. ``environment`` is all of it; ``None`` is ours."""

    arguments: tuple[str, ...]
    folder: Path | None = None
    environment: Mapping[str, str] | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return subprocess.list2cmdline(self.arguments)


class Child:
    """A running program in a session of its own, with `tree` and `output`. Leaving the block ends all of it."""

    def __init__(
        self, process: subprocess.Popen[bytes], tree: ProcessTree, outputs: Sequence[Output], grace_s: float
    ) -> None:
        self.process = process
        self.tree = tree
        self.output = outputs[0]
        self._outputs = outputs
        self._grace_s = grace_s
        self._job = _job_of(process)

    @classmethod
    def start(
        cls,
        command: Command,
        on_line: OnLine,
        *,
        on_error_line: OnLine | None = None,
        marker: str | None = None,
        grace_s: float = 5.0,
        limits: OutputLimits | None = None,
    ) -> Self:
        """Start it; its processes are found again by ``marker`` (`new_marker`). Raises `ProgramFailed`.

        What it writes to stderr comes between the other lines in its order, unless ``on_error_line`` is to hear it.
        """
        marker = marker or new_marker()
        environment = {**(os.environ if command.environment is None else command.environment), marker: "1"}
        try:
            process = subprocess.Popen(  # noqa: S603 - running programs is what this room is for
                command.arguments,
                cwd=command.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT if on_error_line is None else subprocess.PIPE,
                start_new_session=True,
                creationflags=_NEW_GROUP,
            )
        except (OSError, ValueError) as error:  # a NUL within an argument is the latter
            raise ProgramFailed(
                f"{command.arguments[0]} cannot be started: {getattr(error, 'strerror', None) or error}.",
                "Check that it is there and may be run.",
            ) from error
        tree = ProcessTree(birth_of(process.pid), marker)
        outputs = [Output(cast(IO[bytes], process.stdout), on_line, limits)]
        if on_error_line is not None:
            outputs.append(Output(cast(IO[bytes], process.stderr), on_error_line, limits))
        return cls(process, tree, outputs, grace_s)

    @classmethod
    def adopt(cls, process: subprocess.Popen[bytes], on_line: OnLine, marker: str, *, grace_s: float = 5.0) -> Self:
        """One that somebody else started a moment ago. What it has no pipe for is not heard."""
        pipes = [pipe for pipe in (process.stdout, process.stderr) if pipe is not None]
        outputs = [Output(pipe, on_line) for pipe in pipes] or [Output(io.BytesIO(), on_line)]
        return cls(process, ProcessTree(birth_of(process.pid), marker), outputs, grace_s)

    def wait(self, timeout_s: float | None = None) -> int | None:
        """Its exit code, or ``None`` when it still runs after ``timeout_s``. Its children may live on."""
        try:
            return self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return None

    def end(self, grace_s: float | None = None) -> Ending:
        """End the whole tree; at once if nothing of it is left. Raises `ProcessMonitorError`."""
        ending = end_tree(self.tree, self._grace_s if grace_s is None else grace_s)
        self.process.wait(_AFTER_ITS_END_S)
        return ending

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.end()
        finally:
            for output in self._outputs:
                output.close()
            self._job()


_AFTER_ITS_END_S = 5.0


def _job_of(process: subprocess.Popen[bytes]) -> Callable[[], None]:
    if sys.platform != "win32":
        return lambda: None
    from dreamwindow.runtime.windows_job import kill_with_us

    return kill_with_us(process)
