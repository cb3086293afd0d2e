"""How much one visitor may ask for: requests a minute, the size of a body, and what a body may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dreamwindow.flow.bucket import TokenBucket
from dreamwindow.server.problems import ProblemResponse, problem

MOST_ADDRESSES = 4_096
MOST_DIGITS = 15


PICTURES = "/api/images/"


def is_picture(scope: Scope) -> bool:
    """Whether a picture of the library is asked for: a gallery that is scrolled shows hundreds a second."""
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"].startswith(PICTURES)


def is_anything_else(scope: Scope) -> bool:
    """Requests and sockets that `is_picture` does not count."""
    return scope["type"] in ("http", "websocket") and not is_picture(scope)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many at once, so many a minute in the long run, of the requests that ``counts``; ``setting`` says so."""

    per_minute: int
    at_once: int
    counts: Callable[[Scope], bool]
    setting: str


class RateLimit:
    """A token bucket for each address; an empty one answers 429 with ``Retry-After``."""

    def __init__(self, app: ASGIApp, rate: Rate, monotonic: Callable[[], float]) -> None:
        self.app = app
        self.rate = rate
        self._monotonic = monotonic
        self._buckets: dict[str, TokenBucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a token, or answer 429."""
        if self.rate.counts(scope):
            wait_s = self._bucket((scope.get("client") or ("unknown",))[0]).take()
            if wait_s > 0:
                await _too_many(wait_s, self.rate.setting)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _bucket(self, address: str) -> TokenBucket:
        if address not in self._buckets:
            self._forget_the_quiet()
            self._buckets[address] = TokenBucket(self.rate.per_minute / 60, self.rate.at_once, self._monotonic)
        return self._buckets[address]

    def _forget_the_quiet(self) -> None:
        """Keep the table small: a full bucket says nothing, and beyond that the oldest go."""
        if len(self._buckets) >= MOST_ADDRESSES:
            busy = {address: bucket for address, bucket in self._buckets.items() if not bucket.full}
            self._buckets = dict(list(busy.items())[-MOST_ADDRESSES // 2 :])


def _too_many(wait_s: float, setting: str) -> ProblemResponse:
    return problem(
        429,
        "Too many requests from your address.",
        f"Wait {math.ceil(wait_s)} s, or raise server.limits.{setting}.",
        headers={"Retry-After": str(math.ceil(wait_s))},
    )


class BodyRules:
    """A body is JSON and no longer than ``most`` bytes, whatever its Content-Length said: else 415 or 413.

    At the paths of ``pictures_at`` it is a picture instead (``image/*``, which a page of another origin cannot send
    without asking first, either).
    """

    def __init__(self, app: ASGIApp, most: int, pictures_at: Collection[str] = ()) -> None:
        self.app = app
        self.most = most
        self._pictures_at = pictures_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the headers, then count what comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if refusal := self._refusal(headers, takes_picture=scope["path"] in self._pictures_at):
            await refusal(scope, receive, send)
            return
        await self.app(scope, self._counted(receive), send)

    def _refusal(self, headers: Headers, *, takes_picture: bool) -> ProblemResponse | None:
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and (len(length) > MOST_DIGITS or int(length) > self.most):
            return self._too_large()
        has_body = "transfer-encoding" in headers or length not in ("", "0")
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if has_body and takes_picture and not media_type.startswith("image/"):
            return problem(415, "A body has to be a picture here.", "Send it with Content-Type: image/png.")
        if has_body and not takes_picture and media_type != "application/json":
            return problem(
                415,
                "A body has to be JSON.",
                "Send it with Content-Type: application/json.",
                headers={"Accept": "application/json"},
            )
        return None

    def _counted(self, receive: Receive) -> Receive:
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise HTTPException(413, self._sentence)
            return message

        return counted

    @property
    def _sentence(self) -> str:
        return f"The body is longer than {self.most:,} bytes."

    def _too_large(self) -> ProblemResponse:
        return problem(413, self._sentence, "Send less.")
