"""The WebSocket: one for all prompts, a fresh client id each time, and everybody told when it is lost."""

from __future__ import annotations

import asyncio
import json
import logging
import uuid
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from dreamwindow.engines.comfyui.address import Address
from dreamwindow.engines.comfyui.messages import read_message
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.runs import Run, Tracker
from dreamwindow.errors import ConfigError, EngineUnavailable

_log = logging.getLogger(__name__)
_MARK_PICTURES = json.dumps({"type": "feature_flags", "data": {"supports_preview_metadata": True}})
_PING_S, _PONG_S = 20.0, 60.0
"""A server that loads a model answers no ping for a while."""
_WATCHED = 256
"""Prompts that are listened for, at most: a script may post and never wait."""


@dataclass(slots=True)
class Watch:
    """A prompt that somebody waits for; ``client_id`` is the one it was posted under."""

    run: Run
    client_id: str
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class Socket:
    """Connects when it is needed; ``tasks`` owns the reading. What is heard goes into the runs that are watched.

    A client id is never used twice: the server would forget the new socket once it notices that the old one is gone.
    So what is told of a prompt after its socket was lost is lost too, and has to be asked for.
    """

    def __init__(self, address: Address, options: ClientOptions, tasks: asyncio.TaskGroup) -> None:
        self._address = address
        self._options = options
        self._tasks = tasks
        self._lock = asyncio.Lock()
        self._connection: ClientConnection | None = None
        self._client_id = ""
        self._tracker = Tracker()
        self._watches: dict[str, Watch] = {}
        self.connects = 0

    async def client_id(self) -> str:
        """The id of an open connection, made now if there is none. Raises `EngineUnavailable` or `ConfigError`."""
        async with self._lock:
            if self._connection is None:
                await self._connect()
            return self._client_id

    def watch(self, run: Run, client_id: str) -> Watch:
        """Listen for this prompt from now on."""
        if len(self._watches) >= _WATCHED:
            self.drop(next(iter(self._watches)))
        watch = self._watches[run.prompt_id] = Watch(run, client_id)
        self._tracker.add(run)
        return watch

    def rename(self, prompt_id: str, given: str) -> None:
        """An older server gives ids of its own: it is told of under this one."""
        watch = self._watches.pop(prompt_id)
        self._tracker.drop(prompt_id)
        watch.run.prompt_id = given
        self._watches[given] = watch
        self._tracker.add(watch.run)

    def watched(self, prompt_id: str) -> Watch | None:
        """The prompt, if it is listened for."""
        return self._watches.get(prompt_id)

    def drop(self, prompt_id: str) -> None:
        """Nobody asks for this prompt any more."""
        self._watches.pop(prompt_id, None)
        self._tracker.drop(prompt_id)

    def hears(self, watch: Watch) -> bool:
        """Whether what the server says of this prompt still comes here."""
        return self._connection is not None and watch.client_id == self._client_id

    async def close(self) -> None:
        """Hang up; the reading ends."""
        async with self._lock:
            if self._connection is not None:
                await self._connection.close()

    async def _connect(self) -> None:
        client_id = uuid.uuid4().hex
        connection = await _open(f"{self._address.ws}/ws?clientId={client_id}", self._address, self._options)
        self._connection, self._client_id = connection, client_id
        self._tracker.reconnected()
        self.connects += 1
        self._tasks.create_task(self._read(connection), name="comfyui socket")

    async def _read(self, connection: ClientConnection) -> None:
        try:
            async for data in connection:
                run = self._tracker.take(read_message(data))
                watch = self._watches.get(run.prompt_id) if run is not None else None
                if watch is not None:
                    watch.changed.set()
        except ConnectionClosed as closed:
            _log.info("The connection to ComfyUI at %s was lost: %s", self._address, closed)
        finally:
            self._lost(connection)

    def _lost(self, connection: ClientConnection) -> None:
        if self._connection is connection:
            self._connection = None
        for watch in self._watches.values():
            watch.changed.set()


async def _open(url: str, address: Address, options: ClientOptions) -> ClientConnection:
    settings: dict[str, Any] = {
        "max_size": None,  # a picture is as large as it is
        "compression": None,  # and compressed already
        "proxy": None,
        "open_timeout": options.connect_timeout_s,
        "close_timeout": 1.0,
        "ping_interval": _PING_S,
        "ping_timeout": _PONG_S,
    }
    try:
        connection = await connect(url, **settings)
        await connection.send(_MARK_PICTURES)
    except InvalidStatus as error:
        raise _refused(address, error.response.status_code) from error
    except (OSError, TimeoutError, InvalidHandshake, ConnectionClosed) as error:
        raise EngineUnavailable(
            f"ComfyUI at {address} opens no WebSocket.", "Start it, or look at the proxy in front of it."
        ) from error
    return connection


def _refused(address: Address, status: int) -> EngineUnavailable | ConfigError:
    if status in (401, 403, 404):
        return ConfigError(
            f"{address}/ws does not let us in ({status}).", "A proxy in front of ComfyUI has to pass WebSockets on."
        )
    return EngineUnavailable(f"ComfyUI at {address} opens no WebSocket ({status}).", "It is tried again.")
