"""ComfyUI kept running for as long as a dream is served: there before the first picture, gone after the last."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dreamwindow.compose.gpu_memory import GpuMemoryOf
from dreamwindow.compose.programs import spec_of
from dreamwindow.config.load import Loaded
from dreamwindow.engines.comfyui.program import NAME
from dreamwindow.errors import DreamWindowError, ProgramFailed
from dreamwindow.model.program import ProgramSpec
from dreamwindow.runtime.program_run import RunPlaces, supervised
from dreamwindow.runtime.supervisor import Change, Supervisor

_log = logging.getLogger(__name__)


@contextmanager
def comfyui_kept(loaded: Loaded, say: Callable[[str], None]) -> Iterator[Kept | None]:
    """Where `programs.comfyui.start` asks for it, and the dream is made by ComfyUI. Blocks until it is ready.

    Raises `ProgramFailed`, and what an installation raises. One that is given up later leaves the dream waiting for it.
    """
    if not loaded.config.programs.comfyui.start or loaded.config.generation.engine != NAME:
        yield None
        return
    kept = Kept(
        spec_of(loaded, NAME, say),
        RunPlaces(sessions_dir=loaded.folder(loaded.config.system.sessions_dir), alone=False, gpu_memory=GpuMemoryOf()),
    )
    say("ComfyUI is starting")
    kept.begin()
    try:
        kept.until_settled()
        yield kept
    finally:
        kept.end()


class Kept:
    """A program that this process keeps running, in a thread. Begun and ended in turns, from any thread."""

    def __init__(self, spec: ProgramSpec, places: RunPlaces) -> None:
        self.spec = spec
        self._places = places
        self._turn = threading.Lock()
        self._keeping: _Keeping | None = None

    def begin(self) -> None:
        """Start it, in a session of its own, unless it is kept already."""
        with self._turn:
            if self._keeping is None or not self._keeping.thread.is_alive():
                self._keeping = _Keeping(self.spec, self._places)
                self._keeping.thread.start()

    def until_settled(self) -> None:
        """Wait until it is known whether it will be there. Raises `ProgramFailed` when it will not.

        The supervisor gives up by itself: it is never waited for longer than that waits.
        """
        keeping = self._keeping
        if keeping is not None:
            keeping.settled.wait()
            if keeping.error is not None:
                raise ProgramFailed(
                    f"{self.spec.name} could not be started: {keeping.error}",
                    f"See `dreamwindow engine logs {self.spec.name}`.",
                ) from keeping.error

    def until_begun(self, within_s: float) -> None:
        """Wait until something is known of the run that began last, or that took too long."""
        if self._keeping is not None:
            self._keeping.begun.wait(within_s)

    def end(self) -> None:
        """End it, if it runs; returns when its record is closed."""
        with self._turn:
            if self._keeping is not None:
                self._keeping.stop()
                self._keeping.thread.join()


class _Keeping:
    """One run of it."""

    def __init__(self, spec: ProgramSpec, places: RunPlaces) -> None:
        self.begun = threading.Event()
        self.settled = threading.Event()
        self.error: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(spec, places), name=f"{spec.name} supervisor")
        self._lock = threading.Lock()
        self._supervisor: Supervisor | None = None
        self._over = False

    def stop(self) -> None:
        with self._lock:
            self._over = True
            if self._supervisor is not None:
                self._supervisor.stop()

    def _run(self, spec: ProgramSpec, places: RunPlaces) -> None:
        try:
            with supervised(spec, places, self._heard) as supervisor:
                with self._lock:
                    self._supervisor = supervisor
                    if self._over:
                        supervisor.stop()
                supervisor.run()
        except (DreamWindowError, OSError) as error:
            _log.error("%s is kept no more: %s", spec.name, error)
            self.error = error
        finally:
            self.begun.set()
            self.settled.set()

    def _heard(self, change: Change) -> None:
        self.begun.set()
        if change.state in ("ready", "foreign", "stopped"):
            self.settled.set()
