"""ResourceManager: several programs watched together, each with its limits."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import psutil

from dreamwindow.errors import ProcessMonitorError
from dreamwindow.runtime.limits import Breach, Limit, Watch
from dreamwindow.runtime.process import HasPid, ProcessMonitor
from dreamwindow.runtime.table import Table, read_table
from dreamwindow.runtime.usage import GpuMemory, Sampler, Usage, no_gpu
from dreamwindow.runtime.watched import Summary, Watched

_log = logging.getLogger(__name__)
_JOIN_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How programs are watched.

    - ``limits``: for each program; more than one of a kind is possible, one that warns and one that ends it, say.
    - ``cores``: how many make 100 percent of processor; ``None`` is all that there are.
    - ``on_usage``, ``on_breach``: hear every look and every limit exceeded, in the thread that watches.
    """

    limits: Sequence[Limit] = ()
    cores: int | None = None
    gpu_memory: GpuMemory = no_gpu
    on_usage: Callable[[str, Usage], None] = lambda name, usage: None
    on_breach: Callable[[Breach], None] = lambda breach: None
    grace_s: float = 5.0


class ResourceManager:
    """Watches programs by name. A context manager; leaving it stops the watching and ends no program.

    A program whose tree takes more than ``memory_limit_percent`` for three seconds is ended; one that keeps the whole
    machine busier than ``cpu_limit_percent`` is only told of, since that is what a computation does.
    """

    def __init__(
        self,
        memory_limit_percent: float = 80.0,
        cpu_limit_percent: float = 90.0,
        *,
        options: WatchOptions | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        usual = (
            Limit(resource="memory", percent=memory_limit_percent),
            Limit(resource="cpu", percent=cpu_limit_percent, action="warn"),
        )
        self._options = options or WatchOptions(limits=usual)
        self._cores = self._options.cores or psutil.cpu_count() or 1
        self._monotonic = monotonic
        self._watched: dict[str, Watched] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def add_process(self, process: HasPid | int, name: str, monitor: ProcessMonitor | None = None) -> None:
        """Watch it, and all it starts, from now on. Raises `ValueError` for a name that is taken."""
        with self._lock:
            if name in self._watched:
                raise ValueError(f"There is a program {name!r} already.")
            monitor = monitor or ProcessMonitor(process)
            sampler = Sampler(monitor.tree, cores=self._cores, gpu_memory=self._options.gpu_memory)
            watches = [Watch(limit, name) for limit in self._options.limits]
            self._watched[name] = Watched(name, monitor, sampler, watches, self._monotonic())

    def start_monitoring(self, interval: float = 1.0) -> None:
        """Look every ``interval`` seconds, in a thread of its own, until `stop_monitoring`."""
        if self._thread is not None:
            return
        self._stop.clear()
        self._thread = threading.Thread(target=self._watch, args=(interval,), name="resources", daemon=True)
        self._thread.start()

    def stop_monitoring(self) -> None:
        """Look no more; what was seen stays."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)
        self._thread = None

    def sample(self) -> None:
        """Look once, now: one look at the machine for all programs together."""
        with self._lock:
            watched = [one for one in self._watched.values() if one.ended_s is None]
        table = read_table()
        for one in watched:
            self._look_at(one, table)

    def get_resource_summary(self) -> dict[str, Summary]:
        """Each program by its name."""
        with self._lock:
            watched = list(self._watched.values())
        for one in watched:
            one.note_end(self._monotonic())
        return {one.name: one.summary(self._monotonic()) for one in watched}

    def __enter__(self) -> ResourceManager:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop_monitoring()

    def _watch(self, interval: float) -> None:
        while not self._stop.is_set():
            self.sample()
            self._stop.wait(interval)

    def _look_at(self, one: Watched, table: Table) -> None:
        one.note_end(self._monotonic())
        if one.ended_s is not None:
            return
        usage = one.sampler.sample(table, self._monotonic())
        one.take(usage)
        self._options.on_usage(one.name, usage)
        for watch in one.watches:
            breach = watch.take(usage)
            if breach is not None:
                self._act(one, watch.limit, breach)

    def _act(self, one: Watched, limit: Limit, breach: Breach) -> None:
        _log.warning("%s", breach.says)
        one.breaches.append(breach)
        self._options.on_breach(breach)
        if callable(limit.action):
            limit.action(breach)
        elif limit.action == "terminate":
            one.terminated = True
            try:
                one.monitor.terminate_process(self._options.grace_s)
            except ProcessMonitorError as error:
                _log.error("%s", error)
            one.note_end(self._monotonic())
