"""The experiment itself: one child from its start to its end, watched, logged, and ended whole."""

from __future__ import annotations

import itertools
import math
import re
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dreamwindow.runtime.child import Child
from dreamwindow.runtime.limits import Breach, Limit
from dreamwindow.runtime.process import ProcessMonitor
from dreamwindow.runtime.resources import ResourceManager, WatchOptions
from dreamwindow.runtime.table import Birth
from dreamwindow.runtime.usage import GpuMemory, Usage, no_gpu

_LOOK_S = 0.05
_BEAT_S = 5.0
_LIMITS_S = 1.0
_ERROR = re.compile(r"error|exception|traceback", re.IGNORECASE)
StopReason = Literal["completed", "failed", "interrupted", "limit", "error on stderr"]


class Stop:
    """Asked to stop: by a signal, say, in whatever thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.reason = ""

    def ask(self, reason: str) -> None:
        """Stop soon; the first reason counts."""
        self.reason = self.reason or reason
        self._event.set()

    @property
    def asked(self) -> bool:
        """Whether it was asked."""
        return self._event.is_set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """How the child is watched. ``beat`` is called every few seconds with the processes seen.

    ``interval_s``: between two looks that ``on_usage`` hears; 0 for none. Limits are looked at every second at least.
    """

    stop: Stop
    limits: Sequence[Limit]
    interval_s: float
    on_usage: Callable[[Usage], None]
    say: Callable[[str], None]
    beat: Callable[[Sequence[Birth]], None]
    gpu_memory: GpuMemory = no_gpu


@dataclass(frozen=True, slots=True)
class Acquired:
    """How it ended. ``code`` as `Popen` has it: negative for a signal."""

    code: int
    reason: StopReason
    says: str = ""
    dropped_lines: int = field(default=0)

    @property
    def exit_code(self) -> int:
        """As a shell tells it: 128 and the signal's number."""
        return self.code if self.code >= 0 else 128 - self.code


class ErrorLines:
    """Hears stderr, and asks for an end some time after the first line that speaks of an error."""

    def __init__(self, say: Callable[[str], None], after_s: float) -> None:
        self._say = say
        self._after_s = after_s
        self._since_s: float | None = None
        self.first = ""

    def __call__(self, line: str) -> None:
        """A line."""
        self._say(line)
        if self._since_s is None and _ERROR.search(line):
            self._since_s, self.first = time.monotonic(), line

    @property
    def due(self) -> bool:
        """Whether it is time to end."""
        return self._since_s is not None and time.monotonic() - self._since_s >= self._after_s


def watch(child: Child, watching: Watching, errors: ErrorLines | None = None) -> Acquired:
    """Stay with it until it ends, or has to; nothing of it is left then. Raises `ProcessMonitorError`."""
    breaches: list[Breach] = []

    def exceeded(breach: Breach) -> None:
        breaches.append(breach)
        watching.say(breach.says)

    look_s, noted = _looks(watching)
    looks = itertools.count()
    options = WatchOptions(
        limits=watching.limits, cores=1, gpu_memory=watching.gpu_memory, on_breach=exceeded,
        on_usage=lambda name, usage: watching.on_usage(usage) if noted and next(looks) % noted == 0 else None,
    )  # fmt: skip
    with ResourceManager(options=options) as manager:
        manager.add_process(child.process, "experiment", ProcessMonitor(child.process, child.tree.marker))
        if look_s > 0:
            manager.start_monitoring(look_s)
        reason, says = _until_its_end(child, watching, errors)
    left = child.end()
    if left.processes and reason in ("completed", "failed"):
        watching.say(f"ended what it left running: {left.processes} of its processes")
    code = child.process.returncode
    if breaches:
        reason, says = "limit", breaches[0].says
    return Acquired(code, reason, says or _in_words(code), child.output.dropped)


def _looks(watching: Watching) -> tuple[float, int]:
    """Seconds between two looks, 0 for none at all, and every how many-eth is noted, 0 for none."""
    if watching.interval_s == 0:
        return (_LIMITS_S if watching.limits else 0.0), 0
    noted = math.ceil(watching.interval_s / _LIMITS_S) if watching.limits else 1
    return watching.interval_s / noted, noted


def _until_its_end(child: Child, watching: Watching, errors: ErrorLines | None) -> tuple[StopReason, str]:
    beaten_s = float("-inf")
    while child.wait(_LOOK_S) is None:
        if watching.stop.asked:
            return "interrupted", watching.stop.reason
        if errors is not None and errors.due:
            return "error on stderr", errors.first
        if time.monotonic() - beaten_s >= _BEAT_S:
            beaten_s = time.monotonic()
            child.tree.members()
            watching.beat(child.tree.known)
    return ("completed" if child.process.returncode == 0 else "failed"), ""


def _in_words(code: int) -> str:
    if code >= 0:
        return f"it ended with exit code {code}"
    try:
        return f"it was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"it was ended by signal {-code}"
