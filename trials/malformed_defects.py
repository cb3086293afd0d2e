"""Defects to put into a server, so that its judge can be judged. Each is an ASGI middleware around a whole server."""

from __future__ import annotations

from typing import TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.server.toy import ToyAct


class Touchy:
    """Ends the socket over a bad message, instead of saying what is wrong."""

    def __init__(self, app: ASGIApp, act: ToyAct) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn every error message into a close frame."""

        async def closing(message: Message) -> None:
            bad = message["type"] == "websocket.send" and '"type":"error"' in (message.get("text") or "")
            await send({"type": "websocket.close", "code": 1002} if bad else message)

        await self.app(scope, receive, closing)


class Obedient:
    """Says what is wrong, and changes something all the same."""

    def __init__(self, app: ASGIApp, act: ToyAct) -> None:
        self.app = app
        self.act = act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Steer after every message but the witness's."""

        async def obeying() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and '"x' in (message.get("text") or ""):
                self.act.steer(seed=1)
            return message

        await self.app(scope, obeying, send)


class Forgetful:
    """Loses the second frame of each viewer."""

    def __init__(self, app: ASGIApp, act: ToyAct) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let everything through but that frame."""
        frames = 0

        async def losing(message: Message) -> None:
            nonlocal frames
            frames += message["type"] == "websocket.send" and message.get("bytes") is not None
            if frames != 2 or message.get("bytes") is None:
                await send(message)

        await self.app(scope, receive, losing)


Defect: TypeAlias = type[Touchy] | type[Obedient] | type[Forgetful]
DEFECTS: tuple[Defect, ...] = (Touchy, Obedient, Forgetful)
