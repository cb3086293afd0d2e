"""What both kinds of socket agree on: how one is opened, and what its faults are called."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from dreamwindow.client.address import Address
from dreamwindow.client.flow import LineBroken
from dreamwindow.client.refusals import refusal, too_late, unreachable

MESSAGE_BYTES = 64 * 2**20
"""The most that a message from the server may have."""


def opened_with(address: Address) -> dict[str, Any]:
    """Arguments of websockets' ``connect``, beside the URL."""
    return {
        "additional_headers": address.headers,
        "ssl": context_of(address),
        "open_timeout": address.timeout_s,
        "close_timeout": address.timeout_s,
        "compression": None,
        "max_size": MESSAGE_BYTES,
    }


@contextmanager
def opening(address: Address) -> Iterator[None]:
    """Raises `ServerRefused` or `ServerUnreachable` for what goes wrong while a socket is opened."""
    try:
        yield
    except InvalidStatus as error:
        said = error.response
        raise refusal(said.status_code, said.headers, bytes(said.body or b"")) from error
    except TimeoutError as error:
        raise too_late(address.url, address.timeout_s) from error
    except (OSError, InvalidHandshake, InvalidURI, ConnectionClosed) as error:
        raise unreachable(address.url, str(error) or type(error).__name__) from error


@contextmanager
def at_work() -> Iterator[None]:
    """Raises `LineBroken`, as a conversation hears of it, for a socket that is gone."""
    try:
        yield
    except ConnectionClosed as error:
        said = error.rcvd
        raise (LineBroken(None, str(error)) if said is None else LineBroken(said.code, said.reason)) from error


def context_of(address: Address) -> ssl.SSLContext | None:
    """The certificates to trust; `None` without TLS."""
    if not address.url.startswith("https"):
        return None
    return address.tls or ssl.create_default_context()
