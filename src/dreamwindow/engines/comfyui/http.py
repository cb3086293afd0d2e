"""Requests to the server, with what can go wrong said in our words."""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from types import TracebackType
from typing import Self

import httpx

from dreamwindow.engines.comfyui.address import Address
from dreamwindow.engines.comfyui.loose import parse
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.errors import ConfigError, EngineUnavailable

_log = logging.getLogger(__name__)
_FOREIGN = (501, 505)
"""So says a service that knows nothing of what we ask; what else is above 500 may be better next time."""
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
_SPELT = "Look at how system.comfyui_url is spelt, or write the machine's number: http://192.168.1.7:8188."
_START = "Start ComfyUI, or set system.comfyui_url to where it listens."


class UnknownHost(EngineUnavailable):
    """No machine has this name: misspelt if it is so from the start, later on a network that is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. ``repeatable``: doing it twice is the same as doing it once."""

    method: str
    path: str
    params: Mapping[str, str] | None = None
    body: object = None
    form: Mapping[str, str] | None = None
    file: tuple[str, bytes, str] | None = None
    repeatable: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is what the server thought of it; ``data`` its words or its picture."""

    status: int
    data: bytes

    @property
    def json(self) -> object:
        """The JSON value; ``None`` if it is none."""
        return parse(self.data)


class Http:
    """``async with Http(address, options, random):``; keeps its connections open in between."""

    def __init__(self, address: Address, options: ClientOptions, random: Random) -> None:
        self._address = address
        self._options = options
        self._random = random
        timeout = httpx.Timeout(options.request_timeout_s, connect=options.connect_timeout_s)
        self._client = httpx.AsyncClient(base_url=address.http, timeout=timeout, trust_env=False, verify=_tls(address))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def call(self, call: Call) -> Answer:
        """Any answer but 401, 403, and those that may be better next time.

        Raises `EngineUnavailable`, or `ConfigError` if we may not. What is repeatable is tried again, after waits that
        grow.
        """
        waits = self._options.backoff.waits(self._random) if call.repeatable else iter(())
        while True:
            try:
                return await self._once(call)
            except EngineUnavailable as error:
                wait_s = next(waits, None)
                if wait_s is None:
                    raise
                _log.debug("%s %s: %s Again in %.2f s", call.method, call.path, error.message, wait_s)
            await asyncio.sleep(wait_s)

    async def _once(self, call: Call) -> Answer:
        with explained(self._address):
            response = await self._client.request(
                call.method,
                call.path,
                params=call.params,
                json=call.body,
                data=call.form,
                files={"image": call.file} if call.file else None,
            )
        status = response.status_code
        if status in (401, 403):
            raise ConfigError(
                f"{self._address} does not let us in ({status} {response.reason_phrase}).",
                "Write its address as the server itself knows it (127.0.0.1 is not localhost), or let us through.",
            )
        if status == 429 or (status >= 500 and status not in _FOREIGN):
            raise _unwell(self._address, response)
        return Answer(status, response.content)


def _tls(address: Address) -> ssl.SSLContext:
    """The machine's own certificates; none where there is no https, since reading them takes a tenth of a second."""
    if address.http.startswith("https:"):
        return ssl.create_default_context()
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _unwell(address: Address, response: httpx.Response) -> EngineUnavailable:
    said = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code in (502, 503, 504):
        return EngineUnavailable(
            f"A proxy answers at {address} ({said}), but no ComfyUI behind it.",
            "Start ComfyUI, or let the proxy look for it where it listens.",
        )
    busy = f"ComfyUI at {address} is busy ({said})." if response.status_code == 429 else f"{address} answers {said}."
    return EngineUnavailable(busy, "It is tried again.")


@contextmanager
def explained(address: Address) -> Iterator[None]:
    """Turn what httpx raises into `EngineUnavailable`, `UnknownHost` or `ConfigError`."""
    try:
        yield
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        tls = next((cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)), None)
        if tls is not None:
            raise _tls_trouble(address, tls) from error
        if any(isinstance(cause, socket.gaierror) and cause.errno in _NO_SUCH_NAME for cause in _causes(error)):
            raise UnknownHost(f"No machine has the name in {address}.", _SPELT) from error
        if isinstance(error, httpx.RemoteProtocolError) and "illegal" in str(error):
            raise ConfigError(f"What listens at {address} does not speak HTTP.", _START) from error
        raise EngineUnavailable(f"ComfyUI at {address} {_reason(error)}.", _START) from error


def _tls_trouble(address: Address, error: ssl.SSLError) -> ConfigError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return ConfigError(
            f"The certificate of {address} cannot be trusted: {error.verify_message}.",
            "Give it one that this machine trusts, or use http:// inside your own network.",
        )
    return ConfigError(f"{address} does not speak https.", "Write http:// instead: ComfyUI itself has no https.")


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return "cannot be reached: nothing answers at that address"
    if isinstance(error, httpx.ConnectError):
        return "cannot be reached: nobody listens there"
    if isinstance(error, httpx.TimeoutException):
        return "does not answer"
    return "broke the connection"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
