"""``/ws``: a conversation over a WebSocket."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter
from starlette.websockets import WebSocket

from dreamwindow.server.context import address_of, context_of, library_of
from dreamwindow.server.conversation import Conversation
from dreamwindow.server.doors import TooManySockets
from dreamwindow.server.peer import SocketPeer
from dreamwindow.server.problems import name_of, problem

router = APIRouter()


@router.websocket("/ws")
async def websocket(socket: WebSocket) -> None:
    """Frames down, control both ways. See ``docs/wire.md``."""
    context = context_of(socket)
    try:
        with context.doors.entered(address_of(socket)):
            await socket.accept()
            scene = socket.query_params.get("scene")
            await Conversation(context, SocketPeer(socket), partial(library_of, socket), scene).run()
    except TooManySockets as error:
        await socket.send_denial_response(problem(429, error.message, error.remedy, name=name_of(error)))
