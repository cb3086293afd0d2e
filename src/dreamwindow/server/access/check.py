"""KeyCheck: where a key is asked for, nobody passes without one but to the page's own files and its login."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dreamwindow.server.access.entrance import SUBPROTOCOL, Entrance
from dreamwindow.server.access.keys import PREFIX
from dreamwindow.server.problems import ProblemResponse, problem

KEY_NAMES = frozenset({"key", "api_key", "apikey", "access_token", "authorization"})


class KeyCheck:
    """Answers 401 to who has no key, and 400 to a key in the address, which logs and histories would keep.

    ``open_to_all`` says which requests need none.
    """

    def __init__(self, app: ASGIApp, entrance: Entrance, open_to_all: Callable[[Scope], bool]) -> None:
        self.app = app
        self._entrance = entrance
        self._open_to_all = open_to_all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or answer with the refusal."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if refusal := await self._refusal(scope):
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, agreeing(scope, send))

    async def _refusal(self, scope: Scope) -> ProblemResponse | None:
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(name.lower() in KEY_NAMES or value.startswith(PREFIX) for name, value in query):
            return _in_the_address()
        if self._open_to_all(scope):
            return None
        ticket = dict(query).get("ticket") if scope["type"] == "websocket" else None
        return None if await self._entrance.admits(Headers(scope=scope), ticket) else _no_key()


def agreeing(scope: Scope, send: Send) -> Send:
    """``send``, which agrees to our own subprotocol: a browser closes a socket that agrees to none it asked for."""
    if SUBPROTOCOL not in scope.get("subprotocols", ()):
        return send

    async def agreed(message: Message) -> None:
        if message["type"] == "websocket.accept":
            message = {**message, "subprotocol": SUBPROTOCOL}
        await send(message)

    return agreed


def _no_key() -> ProblemResponse:
    return problem(
        401,
        "This server asks for a key.",
        "Send it as `Authorization: Bearer KEY`; `dreamwindow key new` makes one where the server runs.",
        name="no-key",
        headers={"WWW-Authenticate": 'Bearer realm="dreamwindow"'},
    )


def _in_the_address() -> ProblemResponse:
    return problem(
        400,
        "A key does not belong in an address, which logs and histories keep.",
        "Send it as `Authorization: Bearer KEY`, and revoke one that was sent so.",
        name="key-in-query",
    )
