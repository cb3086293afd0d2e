"""What the engine's process runs: it opens the engine, does what it is asked, and ends with whoever started it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from functools import partial
from multiprocessing.connection import Connection

from dreamwindow.contracts.engine import Engine, EngineFactory, EngineOptions, OnEvent, Progress
from dreamwindow.engines.worker.abilities import abilities_of
from dreamwindow.engines.worker.channel import Channel
from dreamwindow.engines.worker.desk import Desk
from dreamwindow.engines.worker.failures import BROKEN_OFF, describe
from dreamwindow.engines.worker.messages import Answer, Came, Done, Failed, Order, Ready, Request, Stop, Word
from dreamwindow.engines.worker.telling import Telling

_PROGRESS_EVERY_S = 0.05
PROCESS_NAME = "engine"


def serve(pipe: Connection, factory: EngineFactory, options: EngineOptions, farewell_s: float) -> None:
    """The process's main function. It returns when it is told to, or when the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches us too; who started us says when we end
    sys.exit(asyncio.run(_Service(Channel(pipe, owns=False), farewell_s).run(factory, options)))


def is_hosted() -> bool:
    """Whether this process hosts an engine: one that would bring a process of its own has it already."""
    return multiprocessing.current_process().name == PROCESS_NAME and multiprocessing.parent_process() is not None


class _Service:
    def __init__(self, channel: Channel, farewell_s: float) -> None:
        self._channel = channel
        self._farewell_s = farewell_s
        self._inbox: asyncio.Queue[Order] = asyncio.Queue()
        self._running: dict[int, asyncio.Task[Answer | None]] = {}
        self._exit_code: int | str | None = None

    async def run(self, factory: EngineFactory, options: EngineOptions) -> int | str | None:
        """With what the process is to exit: that of an engine that exits is its own."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, args=(loop,), name="orders", daemon=True).start()
        logging.getLogger().addHandler(Telling(loop, self._say))  # for the rest of the process's life
        try:
            async with factory(options) as engine:
                self._say(Ready(engine.info, abilities_of(engine)))
                await self._work(engine)
        except SystemExit as error:
            self._exit_code = error.code
        except Exception as error:  # noqa: BLE001 - somebody else's code; whoever waits for it hears of it
            self._say(Failed(0, describe(error)))
        return self._exit_code

    def _listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand every order over. When there are no more, the process has so long to end by itself."""
        order: Order = Stop()
        with contextlib.suppress(EOFError, OSError):
            while not isinstance(order := self._channel.receive(), Stop):
                loop.call_soon_threadsafe(self._inbox.put_nowait, order)
        with contextlib.suppress(RuntimeError):  # it has ended already
            loop.call_soon_threadsafe(self._inbox.put_nowait, Stop())
        time.sleep(self._farewell_s)
        os._exit(1)  # the engine does not let go

    async def _work(self, engine: Engine) -> None:
        desk = Desk(engine)
        async with asyncio.TaskGroup() as tasks:
            while not isinstance(order := await self._inbox.get(), Stop):
                if isinstance(order, Request):
                    task = tasks.create_task(self._answer(desk, order))
                    self._running[order.number] = task
                    task.add_done_callback(partial(self._answered, order.number))
                elif order.number in self._running:
                    self._running[order.number].cancel()
            for task in self._running.values():
                task.cancel()
        await desk.close()

    async def _answer(self, desk: Desk, request: Request) -> Answer | None:
        try:
            return Done(request.number, await desk.perform(request, self._reporter(request.number)))
        except SystemExit as error:  # the loop would not survive it; the other side hears how the process ended
            self._exit_code = error.code
            self._inbox.put_nowait(Stop())
            return None
        except Exception as error:  # noqa: BLE001 - somebody else's code; whoever asked hears of it
            return Failed(request.number, describe(error))

    def _answered(self, number: int, task: asyncio.Task[Answer | None]) -> None:
        del self._running[number]
        answer = Failed(number, BROKEN_OFF) if task.cancelled() else task.result()
        try:
            if answer is not None:
                self._say(answer, shared=True)
        except Exception as error:  # noqa: BLE001 - a result that cannot be sent is told like any other failure
            self._say(Failed(number, describe(error)))

    def _reporter(self, number: int) -> OnEvent:
        told = 0.0

        def tell(progress: Progress) -> None:
            nonlocal told
            if number in self._running and time.monotonic() - told >= _PROGRESS_EVERY_S:
                told = time.monotonic()
                self._say(Came(number, progress))

        return tell

    def _say(self, word: Word, *, shared: bool = False) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # `_listen` finds that out, too
            self._channel.send(word, shared=shared)
