"""The ``git`` program, called so that it can neither ask, nor hang, nor be led astray by our environment."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.ending import end_tree
from dreamwindow.runtime.git.interruption import Interruption
from dreamwindow.runtime.git.urls import without_password
from dreamwindow.runtime.tree import ProcessTree, new_marker

_PROGRESS = re.compile(r"(?:remote: )?(?P<stage>[A-Z][A-Za-z ]+): +(?P<percent>\d+)%")
_LAST_LINES = 5
_OPTIONS = (
    "-c", "protocol.ext.allow=never", "-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false",
    "-c", "gc.auto=0", "-c", "maintenance.auto=false",
    "-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=60",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Progress:
    """How far git says it is: ``stage`` in its words, ``percent`` of that stage."""

    stage: str
    percent: int


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended; ``says`` is the end of what it wrote to stderr."""

    code: int
    out: str
    says: str

    @property
    def ok(self) -> bool:
        """Whether it succeeded."""
        return self.code == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Runs git by ``subprocess.run``.

    - ``timeout_s`` is for one command, ``network_timeout_s`` for one that transfers.
    - ``holds``: descriptors of locks that are kept until git itself ends, even if we end before it.
    - ``interruption`` breaks its commands off.
    """

    timeout_s: float = 120.0
    network_timeout_s: float = 1_800.0
    holds: tuple[int, ...] = ()
    interruption: Interruption = field(default_factory=Interruption)

    def __call__(self, *arguments: str, folder: Path | None = None, quiet: bool = False) -> str:
        """What it wrote. Raises `GitManagerError` with git's last lines."""
        answer = self.answer(arguments, folder)
        if not answer.ok and not quiet:
            raise failed(arguments, answer)
        return answer.out

    def transfer(self, *arguments: str, folder: Path, progress: OnProgress | None = None) -> Answer:
        """A command that goes over the network, and may fail."""
        with _progress_pipe(progress) as (stderr, said):
            answer = self._run(arguments, folder, self.network_timeout_s, stderr)
        return Answer(answer.code, answer.out, answer.says or "\n".join(said[-_LAST_LINES:]))

    def answer(self, arguments: Sequence[str], folder: Path | None = None) -> Answer:
        """A command that may fail."""
        return self._run(arguments, folder, self.timeout_s, subprocess.PIPE)

    def _run(self, arguments: Sequence[str], folder: Path | None, timeout_s: float, stderr: int) -> Answer:
        marker = new_marker()
        try:
            with self.interruption.during(marker):
                result = subprocess.run(  # noqa: S603 - a list, no shell, checked addresses and names
                    ["git", *_OPTIONS, *arguments],  # noqa: S607 - whichever git the person has
                    cwd=folder,
                    env=environment(marker),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=stderr,
                    timeout=timeout_s,
                    check=False,
                    pass_fds=self.holds if os.name == "posix" else (),
                )
        except subprocess.TimeoutExpired as error:
            end_tree(ProcessTree(None, marker), 0.5)  # its helpers, which hold the connection
            raise GitManagerError(
                f"git {arguments[0]} said nothing for too long: {timeout_s:g} s.",
                "Try again when the server answers, or give it longer.",
            ) from error
        except FileNotFoundError as error:
            raise GitManagerError("There is no git here.", "Install git, and see that it is on the PATH.") from error
        code = result.returncode if isinstance(result.returncode, int) else 0
        return Answer(code, _text(result.stdout), _last_lines(_text(result.stderr)))


def failed(arguments: Sequence[str], answer: Answer) -> GitManagerError:
    """The error of a command that failed, with git's own last lines."""
    why = f": {answer.says}" if answer.says else f" with exit code {answer.code}."
    return GitManagerError(without_password(f"git {arguments[0]} failed{why}"))


def environment(marker: str) -> Mapping[str, str]:
    """Ours without what steers git, and with what keeps it from asking."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return ours | {
        marker: "1",
        "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "SSH_ASKPASS": "true", "GCM_INTERACTIVE": "never",
        "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -oBatchMode=yes"), "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C", "GIT_FLUSH": "1",
    }  # fmt: skip


@contextmanager
def _progress_pipe(progress: OnProgress | None) -> Iterator[tuple[int, list[str]]]:
    """A pipe for stderr whose lines are read as they come; the other lines are kept."""
    reading, writing = os.pipe()
    said: list[str] = []
    reader = threading.Thread(target=_read, args=(reading, progress, said), name="git progress", daemon=True)
    reader.start()
    try:
        yield writing, said
    finally:
        os.close(writing)
        reader.join(5)


def _read(reading: int, progress: OnProgress | None, said: list[str]) -> None:
    with open(reading, "rb", buffering=0) as pipe:
        rest = b""
        while chunk := pipe.read(4096):
            *lines, rest = re.split(rb"[\r\n]+", rest + chunk)
            for line in lines:
                _take(line.decode(errors="replace").strip(), progress, said)
        _take(rest.decode(errors="replace").strip(), progress, said)


def _take(line: str, progress: OnProgress | None, said: list[str]) -> None:
    found = _PROGRESS.match(line)
    if found is None:
        said += [line] if line else []
    elif progress is not None:
        progress(Progress(found["stage"], int(found["percent"])))


def _text(data: object) -> str:
    if isinstance(data, bytes):
        return data.decode(errors="replace")
    return data if isinstance(data, str) else ""


def _last_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[-_LAST_LINES:])
