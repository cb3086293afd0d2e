"""Supervisor: keeps one program running until it is told to stop, or it ends too often."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dreamwindow.errors import ProgramFailed
from dreamwindow.model.program import ProgramSpec, ProgramState
from dreamwindow.runtime.child import Child, Command
from dreamwindow.runtime.limits import Breach, Limit
from dreamwindow.runtime.process import ProcessMonitor
from dreamwindow.runtime.readiness import Reply, Watch, ask
from dreamwindow.runtime.resources import ResourceManager, WatchOptions
from dreamwindow.runtime.table import Birth
from dreamwindow.runtime.usage import GpuMemory, Usage, no_gpu

_LOOK_S = 0.1
_SAMPLE_S = 1.0
_LAST_LINES = 8
_SAID_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the program. ``says`` is for people; ``reply`` is the answer that made it ready."""

    state: ProgramState
    says: str = ""
    pid: int | None = None
    restarts: int = 0
    reply: Reply | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Who hears what, all in the supervisor's thread but for the lines and usage."""

    on_change: Callable[[Change], None] = lambda change: None
    on_line: Callable[[str], None] = lambda line: None
    on_usage: Callable[[Usage], None] = lambda usage: None
    on_processes: Callable[[Sequence[Birth]], None] = lambda known: None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorOptions:
    """``marker``: by which its processes are found. ``ask`` asks the program whether it is ready; ``gpu_memory`` what
    it holds on GPUs.
    """

    marker: str | None = None
    listeners: Listeners = field(default_factory=Listeners)
    monotonic: Callable[[], float] = time.monotonic
    ask: Callable[[str], Reply | None] = ask
    gpu_memory: GpuMemory = no_gpu


class Supervisor:
    """Runs ``spec`` in the thread that calls `run`; `stop` may be called from any."""

    def __init__(self, spec: ProgramSpec, options: SupervisorOptions | None = None) -> None:
        self.spec = spec
        self._options = options or SupervisorOptions()
        self._listeners = self._options.listeners
        self._stop = threading.Event()
        self._ends: deque[float] = deque()
        self._restarts = 0
        self._tail: list[str] = []

    def stop(self) -> None:
        """End it, and with it `run`."""
        self._stop.set()

    def run(self) -> None:
        """Keep it running. Returns when it was stopped, or somebody else's program is there to be used.

        Raises `ProgramFailed` with the program's last lines when it is given up, or may not be used.
        """
        if self._is_foreign():
            return
        while not self._stop.is_set():
            why = self._once()
            if self._stop.is_set():
                break
            self._back_off(why)
        self._tell("stopped")

    def _is_foreign(self) -> bool:
        url = self.spec.ready.url
        if url is None or self._options.ask(url) is None:
            return False
        if self.spec.foreign == "refuse":
            says = f"Another program answers at {url} already; it is let be."
            self._tell("failed", says)
            raise ProgramFailed(says, "End it, or choose another port.")
        self._tell("foreign", f"another program answers at {url}: it is used, and will not be ended")
        return True

    def _once(self) -> str:
        """From a start to an end; why it ended."""
        environment = {**os.environ, **self.spec.environment}
        command = Command(arguments=self.spec.arguments, folder=self.spec.folder, environment=environment)
        breaches: list[Breach] = []
        try:
            child = Child.start(
                command, self._listeners.on_line, marker=self._options.marker, grace_s=self.spec.grace_s
            )
        except ProgramFailed as error:
            self._tell("failed", error.message)
            raise
        with child:
            self._tell("starting", pid=child.process.pid)
            with ResourceManager(options=self._watching(breaches)) as manager:
                monitor = ProcessMonitor(child.process, child.tree.marker)
                manager.add_process(child.process, self.spec.name, monitor)
                manager.start_monitoring(_SAMPLE_S)
                why = self._until_its_end(child)
        self._tail = child.output.tail(_LAST_LINES)
        return breaches[0].says if breaches else why

    def _until_its_end(self, child: Child) -> str:
        """Stay with it: until it is ready, and then as long as it lives and answers."""
        sampled = self._options.monotonic()
        watch = Watch(self.spec.ready, sampled, self._options.ask)
        while child.wait(_LOOK_S) is None:
            now = self._options.monotonic()
            if self._stop.is_set():
                return "it was stopped"
            if now - sampled >= _SAMPLE_S:
                sampled = now
                self._listeners.on_processes([entry.birth for entry in child.tree.members()])
            was_ready = watch.is_ready
            why = watch.look(now)
            if why is not None:
                return why
            if watch.is_ready and not was_ready:
                self._tell("ready", pid=child.process.pid, reply=watch.reply)
        return f"it ended with exit code {child.process.returncode}"

    def _back_off(self, why: str) -> None:
        """Wait before the next start. Raises `ProgramFailed` when there were too many."""
        now, restart = self._options.monotonic(), self.spec.restart
        self._ends.append(now)
        while self._ends and now - self._ends[0] > restart.window_s:
            self._ends.popleft()
        if len(self._ends) > restart.at_most:
            last = " / ".join(self._tail) or "it printed nothing"
            says = f"{self.spec.name} is given up: {why}, {len(self._ends)} times in {restart.window_s:g} s."
            self._tell("failed", f"{says} Its last lines: {last}")
            raise ProgramFailed(says, f"Its last lines: {last}")
        wait_s = restart.wait_s(len(self._ends))
        said = f" (the last it said: {self._tail[-1][:_SAID_CHARACTERS]})" if self._tail else ""
        self._tell("waiting", f"{why}{said}; it is started again in {wait_s:g} s")
        self._restarts += 1
        self._stop.wait(wait_s)

    def _watching(self, breaches: list[Breach]) -> WatchOptions:
        limit = self.spec.memory_limit_bytes
        limits = [Limit(resource="memory", bytes=limit)] if limit is not None else []
        return WatchOptions(
            limits=limits, cores=1, gpu_memory=self._options.gpu_memory, grace_s=self.spec.grace_s,
            on_breach=breaches.append,
            on_usage=lambda name, usage: self._listeners.on_usage(usage),
        )  # fmt: skip

    def _tell(self, state: ProgramState, says: str = "", pid: int | None = None, reply: Reply | None = None) -> None:
        self._listeners.on_change(Change(state, says, pid, self._restarts, reply))
