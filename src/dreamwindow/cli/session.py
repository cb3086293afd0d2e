"""A dream with its server in the terminal: from the first line to Ctrl-C."""

from __future__ import annotations

import asyncio
import logging
import webbrowser
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from threading import Thread

import dreamwindow
from dreamwindow.cli.interrupts import EXIT_CODE, interrupts
from dreamwindow.cli.terminal import progress, say
from dreamwindow.cli.welcome import welcome_others
from dreamwindow.compose.allocator import share_arenas
from dreamwindow.compose.checks import check_start
from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.embedding import Embedding
from dreamwindow.compose.films import films_beside
from dreamwindow.compose.kept import comfyui_kept
from dreamwindow.compose.launched.desk import RunDesk
from dreamwindow.compose.live import live_beside
from dreamwindow.compose.resting import resting
from dreamwindow.compose.shelf import shelf
from dreamwindow.compose.studio import studio_beside
from dreamwindow.config.load import Loaded
from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import DreamWindowError
from dreamwindow.logs import LogOptions, setup_logging
from dreamwindow.server.app import create_app
from dreamwindow.server.osc.endpoint import osc_heard
from dreamwindow.server.serving import Listener, opened, serving
from dreamwindow.server.tls import placed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What happens at once: ``dream`` begins one, ``browse`` opens the page."""

    dream: bool
    browse: bool


class _Stop:
    """Whether somebody asked for the end, and in what way."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self._why = ""

    def ask(self, why: str) -> None:
        """It was asked for; ``why`` is in words."""
        self._why = why
        self.asked.set()

    async def end(self, act: DreamAct) -> None:
        """Once the server is closed: end the run, and let its session say what ended it."""
        if self.asked.is_set():
            await act.stop(self._why)


def serve_dream(loaded: Loaded, options: DreamOptions, begin: Beginning) -> int:
    """Serve until the dream has made its frames or somebody interrupts; the exit code.

    What a person can mend is looked for first, then the port is taken, and only then is anything written.
    """
    share_arenas()
    check_start(loaded)
    server = placed(loaded.config.server, loaded.base_dir)
    with opened(server) as listener, setup_logging(_log_options(loaded)):
        try:
            with comfyui_kept(loaded, say) as kept, Embedding(loaded) as embedding:
                runs, act = RunDesk(loaded, kept), DreamAct(loaded, options, embedder=embedding.get())
                return asyncio.run(_serve(act, embedding, runs, loaded, options, listener, begin, server))
        except DreamWindowError as error:
            _log.error("%s", error)
            raise
        except Exception:
            _log.exception("Ended by a fault of ours")  # stderr may lead nowhere
            raise
        finally:
            _log.info("Closed")


def _log_options(loaded: Loaded) -> LogOptions:
    system = loaded.config.system
    return LogOptions(
        folder=loaded.folder(system.log_dir), level=system.log_level, console=system.log_console, json=system.log_json
    )


async def _serve(
    act: DreamAct,
    embedding: Embedding,
    runs: RunDesk,
    loaded: Loaded,
    options: DreamOptions,
    listener: Listener,
    begin: Beginning,
    server: ServerConfig,
) -> int:
    stop = _Stop()
    with interrupts(stop.ask):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(act)
            stack.push_async_callback(stop.end, act)
            _log.info("Dream Window %s, %s, on %s", dreamwindow.__version__, _maker(act), listener.url)
            if begin.dream:
                await act.start()
            await stack.enter_async_context(resting(embedding, loaded.config.embedding.idle_s, lambda: act.at_rest))
            books = shelf(loaded, create_embedder=embedding.get, at_rest=lambda: act.at_rest)
            library = await stack.enter_async_context(books)
            stack.push_async_callback(asyncio.to_thread, embedding.close)  # first: the library waits for its threads
            live = await stack.enter_async_context(live_beside(act, loaded.config.live))
            studio = await stack.enter_async_context(studio_beside(act, live, loaded))
            films = await stack.enter_async_context(films_beside(loaded))
            osc = await stack.enter_async_context(osc_heard(act, live, loaded.config.osc))
            tally = osc.tally if osc is not None else None
            app = create_app(act, server, shelf=library, runs=runs, live=live, studio=studio, films=films, osc=tally)
            url = await stack.enter_async_context(serving(app, listener))
            _greet(act, url)
            if osc is not None:
                say(f"Steered by OSC at {osc.address[0]}, UDP port {osc.address[1]}")
            welcome_others(server, listener.elsewhere)
            if begin.browse:
                where = url if begin.dream else f"{url}/#library"
                Thread(target=webbrowser.open, args=[where], daemon=True).start()  # a browser in a terminal blocks
            return await _until_the_end(act, options.frames, stop)


async def _until_the_end(act: DreamAct, frames: int | None, stop: _Stop) -> int:
    if frames is None:
        await stop.asked.wait()
        return _interrupted(0)
    with progress(frames, "Dreaming") as show:
        async with asyncio.TaskGroup() as tasks:
            stopped = tasks.create_task(stop.asked.wait(), name="interrupted")
            ended = tasks.create_task(_ended(act), name="frames")
            bar = tasks.create_task(_follow(act, show), name="bar")
            await asyncio.wait({stopped, ended}, return_when=asyncio.FIRST_COMPLETED)
            over = ended.done()
            for task in (stopped, ended, bar):
                task.cancel()
        show(act.status().frame_number)
    if not over:
        return _interrupted(EXIT_CODE)
    reason = (await act.finished()).reason
    count = "1 frame" if frames == 1 else f"{frames} frames"
    say(f"{count}: {act.session_folder}" if reason == "completed" else f"Ended: {reason}.")
    return 0 if reason == "completed" else EXIT_CODE


async def _ended(act: DreamAct) -> None:
    """Wait for the end of the run, whatever it was; what it was is asked for outside the group, which would wrap it."""
    await asyncio.gather(act.finished(), return_exceptions=True)


async def _follow(act: DreamAct, show: Callable[[int], None]) -> None:
    with act.changed.subscribe() as changes:
        while True:
            await changes.get()
            show(act.status().frame_number)


def _interrupted(exit_code: int) -> int:
    _log.info("Interrupted: closing")
    say("Closing.", aside=True)
    return exit_code


def _greet(act: DreamAct, url: str) -> None:
    say(f"Dream Window {dreamwindow.__version__} · {_maker(act)}")
    for repair in act.repairs:
        say(f"After a crash: {repair}")
    if act.session_folder is not None:
        say(f"Keeping what it shows in {act.session_folder}")
    say(f"{url}/   (Ctrl-C ends it)")
    if (why_not := act.ready()) is not None:
        say(why_not)


def _maker(act: DreamAct) -> str:
    info, size = act.engine_info, f"{act.size[0]}x{act.size[1]}"
    made_by = f"{info.name} ({info.model}, {info.device}), {size}" if info else size
    return f"{made_by}, {act.settings.mode}"
