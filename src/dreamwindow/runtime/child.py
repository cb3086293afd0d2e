"""Child: a program that we started, with all that it starts; it never outlives its block."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
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

    def __init__(self, process: subprocess.Popen[bytes], tree: ProcessTree, output: Output, grace_s: float) -> None:
        self.process = process
        self.tree = tree
        self.output = output
        self._grace_s = grace_s
        self._job = _job_of(process)

    @classmethod
    def start(
        cls,
        command: Command,
        on_line: OnLine,
        *,
        marker: str | None = None,
        grace_s: float = 5.0,
        limits: OutputLimits | None = None,
    ) -> Self:
        """Start it; its processes are found again by ``marker`` (`new_marker`). Raises `ProgramFailed`."""
        marker = marker or new_marker()
        environment = {**(os.environ if command.environment is None else command.environment), marker: "1"}
        try:
            process = subprocess.Popen(  # noqa: S603 - running programs is what this room is for
                command.arguments,
                cwd=command.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                creationflags=_NEW_GROUP,
            )
        except OSError as error:
            raise ProgramFailed(
                f"{command.arguments[0]} cannot be started: {error.strerror or error}.",
                "Check that it is there and may be run.",
            ) from error
        tree = ProcessTree(birth_of(process.pid), marker)
        return cls(process, tree, Output(cast(IO[bytes], process.stdout), on_line, limits), grace_s)

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
            self.output.close()
            self._job()


_AFTER_ITS_END_S = 5.0


def _job_of(process: subprocess.Popen[bytes]) -> Callable[[], None]:
    if sys.platform != "win32":
        return lambda: None
    from dreamwindow.runtime.windows_job import kill_with_us

    return kill_with_us(process)
