"""ComfyUI kept running for as long as a dream is served: there before the first picture, gone after the last."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dreamwindow.compose.programs import spec_of
from dreamwindow.config.load import Loaded
from dreamwindow.engines.comfyui.program import NAME
from dreamwindow.errors import ProgramFailed
from dreamwindow.runtime.program_run import RunPlaces, supervised
from dreamwindow.runtime.supervisor import Change, Supervisor


@contextmanager
def comfyui_kept(loaded: Loaded, say: Callable[[str], None]) -> Iterator[None]:
    """Where `programs.comfyui.start` asks for it, and the dream is made by ComfyUI. Blocks until it is ready.

    Raises `ProgramFailed`, and what an installation raises. One that is given up later leaves the dream waiting for it.
    """
    if not loaded.config.programs.comfyui.start or loaded.config.generation.engine != NAME:
        yield
        return
    spec = spec_of(loaded, NAME, say)
    places = RunPlaces(sessions_dir=loaded.folder(loaded.config.system.sessions_dir))
    news = _News()
    with supervised(spec, places, news) as supervisor, _in_a_thread(supervisor, news):
        say("ComfyUI is starting")
        news.until_settled()
        yield


class _News:
    """Hears the supervisor; waits until it is known whether the program will be there."""

    def __init__(self) -> None:
        self._settled = threading.Event()
        self.failed = ""

    def __call__(self, change: Change) -> None:
        """A change of the program's state."""
        if change.state == "failed":
            self.failed = change.says
        if change.state in ("ready", "foreign", "failed", "stopped"):
            self._settled.set()

    def until_settled(self) -> None:
        """Raises `ProgramFailed`. The supervisor gives up by itself: it is never waited for longer than it waits."""
        self._settled.wait()
        if self.failed:
            raise ProgramFailed(f"ComfyUI could not be started: {self.failed}", "See `dreamwindow engine logs`.")


@contextmanager
def _in_a_thread(supervisor: Supervisor, news: _News) -> Iterator[None]:
    def run() -> None:
        try:
            supervisor.run()
        except ProgramFailed as error:  # told by the change that came before it
            news.failed = news.failed or error.message

    thread = threading.Thread(target=run, name="comfyui supervisor")
    thread.start()
    try:
        yield
    finally:
        supervisor.stop()
        thread.join()
