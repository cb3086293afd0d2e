"""A socket that performs a conversation's commands, and waits for each."""

from __future__ import annotations

import ssl
import time
from contextlib import ExitStack
from typing import TypeVar

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.sync.client import ClientConnection, connect

from dreamwindow.client.address import Address
from dreamwindow.client.flow import Command, Connect, Flow, LineBroken, Receive, Send, Sleep
from dreamwindow.client.refusals import refusal, too_late, unreachable
from dreamwindow.errors import ClientError

T = TypeVar("T")
MESSAGE_BYTES = 64 * 2**20
"""The most that a message from the server may have."""


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
        try:
            self._socket = self._open.enter_context(
                connect(
                    self._url,
                    additional_headers=self._address.headers,
                    ssl=context_of(self._address),
                    open_timeout=self._address.timeout_s,
                    close_timeout=self._address.timeout_s,
                    compression=None,
                    max_size=MESSAGE_BYTES,
                )
            )
        except InvalidStatus as error:
            said = error.response
            raise refusal(said.status_code, said.headers, bytes(said.body or b"")) from error
        except TimeoutError as error:
            raise too_late(self._address.url, self._address.timeout_s) from error
        except (OSError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
            raise unreachable(self._address.url, str(error) or type(error).__name__) from error

    def _send(self, message: str | bytes) -> None:
        try:
            self._held().send(message)
        except ConnectionClosed as error:
            raise broken(error) from error

    def _receive(self, within_s: float | None) -> str | bytes:
        try:
            return self._held().recv(within_s)
        except ConnectionClosed as error:
            raise broken(error) from error
        except TimeoutError as error:
            raise too_late(self._address.url, within_s or 0.0) from error

    def _held(self) -> ClientConnection:
        if self._socket is None:
            raise LineBroken(None, "it is closed")
        return self._socket


def broken(error: ConnectionClosed) -> LineBroken:
    """As a conversation hears of it."""
    said = error.rcvd
    return LineBroken(None, str(error)) if said is None else LineBroken(said.code, said.reason)


def context_of(address: Address) -> ssl.SSLContext | None:
    """The certificates to trust; `None` without TLS."""
    if not address.url.startswith("https"):
        return None
    return address.tls or ssl.create_default_context()
