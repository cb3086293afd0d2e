"""A `Call` as a request, and its answer as a value or an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import httpx

from dreamwindow.client.address import Address
from dreamwindow.client.calls import Call
from dreamwindow.client.refusals import refusal, too_late, unreachable

T = TypeVar("T")


def request_of(http: httpx.Client | httpx.AsyncClient, address: Address, call: Call[T]) -> httpx.Request:
    """The request, with a body only where the call has one."""
    url = f"{address.url}{call.path}"
    if call.body is None:
        return http.build_request(call.method, url, params=dict(call.query))
    return http.build_request(call.method, url, params=dict(call.query), json=dict(call.body))


def answered(call: Call[T], answer: httpx.Response) -> T:
    """What the answer says. Raises `ServerRefused`."""
    if answer.status_code != 200:
        raise refusal(answer.status_code, answer.headers, answer.content)
    return call.read(answer.content)


@contextmanager
def unanswered(address: Address) -> Iterator[None]:
    """Turns what keeps an answer from us into `ServerUnreachable`."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise too_late(address.url, address.timeout_s) from error
    except httpx.HTTPError as error:
        raise unreachable(address.url, str(error) or type(error).__name__) from error
