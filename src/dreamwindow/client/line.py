"""A socket that performs a conversation's commands, and waits for each."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TypeVar

from websockets.sync.client import ClientConnection, connect

from dreamwindow.client.address import Address
from dreamwindow.client.flow import Command, Connect, Flow, LineBroken, Receive, Send, Sleep
from dreamwindow.client.refusals import too_late
from dreamwindow.client.socket import at_work, opened_with, opening
from dreamwindow.errors import ClientError

T = TypeVar("T")


class Line:
    """Opened by the first command, closed by `close`. For one thread at a time."""

    def __init__(self, address: Address, **query: str) -> None:
        self._address = address
        self._url = address.socket_url(**query)
        self._open = ExitStack()
        self._socket: ClientConnection | None = None

    def close(self) -> None:
        """Hang up."""
        self._socket = None
        self._open.close()

    def perform(self, flow: Flow[T]) -> T:
        """Do what it asks for until it returns. Raises what it raises."""
        answer: str | bytes | None = None
        fault: Exception | None = None
        try:
            while True:
                command = flow.send(answer) if fault is None else flow.throw(fault)
                answer, fault = None, None
                try:
                    answer = self._do(command)
                except (LineBroken, ClientError) as error:
                    fault = error
        except StopIteration as over:
            result: T = over.value
            return result

    def _do(self, command: Command) -> str | bytes | None:
        match command:
            case Connect():
                self._connect()
            case Sleep(seconds):
                time.sleep(seconds)
            case Send(message):
                self._send(message)
            case Receive(within_s):
                return self._receive(within_s)
        return None

    def _connect(self) -> None:
        self.close()
        with opening(self._address):
            socket = connect(self._url, **opened_with(self._address))
            self._socket = self._open.enter_context(socket)

    def _send(self, message: str | bytes) -> None:
        with at_work():
            self._held().send(message)

    def _receive(self, within_s: float | None) -> str | bytes:
        try:
            with at_work():
                return self._held().recv(within_s)
        except TimeoutError as error:
            raise too_late(self._address.url, within_s or 0.0) from error

    def _held(self) -> ClientConnection:
        if self._socket is None:
            raise LineBroken(None, "it is closed")
        return self._socket
