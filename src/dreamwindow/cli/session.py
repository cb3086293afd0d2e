"""A dream with its server in the terminal: from the first line to Ctrl-C."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from types import FrameType

import click

import dreamwindow
from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import Loaded
from dreamwindow.logs import LogOptions, setup_logging
from dreamwindow.server.app import create_app
from dreamwindow.server.serving import Listener, listening, serving

INTERRUPTED = 130
"""Exit code of a run that was to make a number of frames and was stopped before."""


def serve_dream(loaded: Loaded, options: DreamOptions, *, open_browser: bool, start: bool) -> int:
    """Serve until the dream has made its frames or somebody interrupts; the exit code.

    The port is taken before anything else is begun. The first Ctrl-C closes everything in order, a second one ends the
    process at once.
    """
    server, system = loaded.config.server, loaded.config.system
    act = DreamAct(loaded, options)
    log = LogOptions(
        folder=loaded.folder(system.log_dir),
        level=system.log_level,
        console=system.log_console,
        json=system.log_json,
    )
    with listening(server.host, server.port) as listener, setup_logging(log):
        return asyncio.run(_serve(act, loaded, options, listener, open_browser=open_browser, start=start))


async def _serve(
    act: DreamAct, loaded: Loaded, options: DreamOptions, listener: Listener, *, open_browser: bool, start: bool
) -> int:
    stop = asyncio.Event()
    with _interrupts(stop.set):
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(act)
            if start:
                await act.start()
            app = create_app(act, loaded.config.server)
            url = await stack.enter_async_context(serving(app, listener))
            _greet(act, url)
            if open_browser:
                await asyncio.to_thread(webbrowser.open, url)
            return await _until_the_end(act, options, stop)


async def _until_the_end(act: DreamAct, options: DreamOptions, stop: asyncio.Event) -> int:
    stopped = asyncio.ensure_future(stop.wait())
    if options.frames is None:
        await stopped
        click.echo("Closing.", err=True)
        return 0
    ended = asyncio.ensure_future(act.finished())
    try:
        await asyncio.wait({stopped, ended}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            click.echo("Closing.", err=True)
            return INTERRUPTED
        reason = ended.result().reason
        click.echo(f"{options.frames} frames: {act.session_folder}" if reason == "completed" else f"Ended: {reason}.")
        return 0 if reason == "completed" else INTERRUPTED
    finally:
        stopped.cancel()
        ended.cancel()


def _greet(act: DreamAct, url: str) -> None:
    info = act.engine_info
    size = f"{act.size[0]}x{act.size[1]}"
    made_by = f"{info.name} ({info.model}), {size}" if info else size
    click.echo(f"Dream Window {dreamwindow.__version__} · {made_by}, {act.settings.mode}")
    for repair in act.repairs:
        click.echo(f"After a crash: {repair}")
    if act.session_folder is not None:
        click.echo(f"Keeping what it shows in {act.session_folder}")
    click.echo(f"{url}/   (Ctrl-C ends it)")
    sys.stdout.flush()


@contextmanager
def _interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """SIGINT and SIGTERM: the first asks to stop, the second ends the process as it stands."""
    loop = asyncio.get_running_loop()
    asked = False

    def interrupted(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(INTERRUPTED)  # the next start closes the session as died
        asked = True
        loop.call_soon_threadsafe(stop)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, interrupted) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
