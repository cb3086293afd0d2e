"""Malformed input of every kind, while another viewer looks on and must notice nothing.

`python -m trials malformed` sends 1,000 of each kind in `trials.malformed_kinds`, over ``/ws`` and over HTTP, from one
seed. Each has to be answered with an error message or a problem document, or end its own socket with the code that the
rules give. After each the other viewer has to get the next frame, and the settings have to be what they were. At the
end nobody is left inside and the memory is flat.

The controls put a defect in, and the same judge must object: a server that closes the socket over a bad message, one
that obeys it, and one that loses the other viewer's frame.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import NamedTuple, cast

import httpx
import psutil
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings
from dreamwindow.server.serving import listening, serving
from dreamwindow.wire.header import unpack
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.toy import ToyAct, toy_app
from trials.malformed_defects import DEFECTS, Defect
from trials.malformed_kinds import MESSAGE_BYTES, REQUEST_KINDS, SOCKET_KINDS, Request, RequestKind, SocketKind

PLENTY = 10**9
LIMITS = ServerLimits(
    message_bytes=MESSAGE_BYTES,
    body_bytes=MESSAGE_BYTES,
    messages_per_second=PLENTY,
    frames_per_second=PLENTY,
    requests_per_minute=PLENTY,
    requests_at_once=PLENTY,
)
HELLO = json.dumps({"type": "hello", "protocol": 1, "role": "viewer", "encoding": "binary"})
GROWTH_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``n`` of each kind, or in all, as the trial has it; stops early after ``most_faults``.

    Waits ``patience_s`` for an answer.
    """

    n: int
    seed: int = 1
    defect: Defect | None = None
    most_faults: int = 20
    patience_s: float = 20.0


@dataclass(slots=True)
class Verdict:
    """What was sent, and what was wrong with how it was taken. ``growth_bytes``: of memory, after the first tenth."""

    sent: int = 0
    faults: list[str] = field(default_factory=list)
    growth_bytes: int = 0


class Case(NamedTuple):
    """One kind: ``send`` sends one, and says what is wrong with the answer, or nothing."""

    name: str
    send: Callable[[random.Random], Awaitable[str]]


class Witness:
    """The other viewer: it has to see every frame."""

    def __init__(self, act: ToyAct, socket: ClientConnection, patience_s: float) -> None:
        self._act = act
        self._socket = socket
        self._patience_s = patience_s
        self._number = 0

    async def sees_the_next_frame(self) -> bool:
        """Show one; whether it came."""
        self._number += 1
        await self._act.show(self._number)
        try:
            async with asyncio.timeout(self._patience_s):
                header, _ = unpack(await self._frame())
        except (TimeoutError, ConnectionClosed):
            return False
        await self._socket.send(json.dumps({"type": "ack", "seq": header.seq}))
        return header.present_at_us == self._number * 1000

    async def _frame(self) -> bytes:
        while not isinstance(message := await self._socket.recv(), bytes):
            continue
        return message


async def _offend(url: str, kind: SocketKind, message: str | bytes, patience_s: float) -> str:
    """Send it on a socket of its own; what is wrong with the answer, or nothing."""
    async with connect(url, max_size=2**20, compression=None) as socket:
        if kind.raw and isinstance(message, bytes):
            socket.transport.write(message)
        else:
            await socket.send(message)
        try:
            async with asyncio.timeout(patience_s):
                answer = json.loads(await socket.recv())
                if kind.code is not None or answer["type"] != "error" or not (answer["code"] and answer["message"]):
                    return f"answered {str(answer)[:100]}"
                await socket.send('{"type":"settings"}')
                answer = json.loads(await socket.recv())
                return "" if answer["type"] == "settings" else f"then answered {str(answer)[:100]}"
        except TimeoutError:
            return "no answer"
        except ConnectionClosed:
            return "" if socket.close_code == kind.code else f"closed with {socket.close_code}"


async def _misask(http: httpx.AsyncClient, request: Request, statuses: frozenset[int]) -> str:
    """Send it; what is wrong with the answer, or nothing."""
    answer = await http.request(request.method, request.path, content=request.body, headers=request.headers)
    if answer.status_code not in statuses:
        return f"answered {answer.status_code}: {answer.text[:100]}"
    media_type = answer.headers.get("content-type")
    return "" if media_type == "application/problem+json" else f"answered with {media_type}"


class Forgetting(ToyEngine):
    """Keeps no record of what it was asked, which would be taken for memory that the server lost."""

    async def work(self, image: Pixels, settings: Settings) -> None:
        """See `ToyEngine.work`."""
        await super().work(image, settings)
        self.asked.clear()
        self.streams[:] = [stream for stream in self.streams if stream.open]
        for stream in self.streams:
            stream.seen.clear()
            stream.at_s.clear()


@asynccontextmanager
async def scene(defect: Defect | None) -> AsyncIterator[tuple[ToyAct, str]]:
    """A small server that is listened to for real, with its act and its address."""
    act = ToyAct()
    async with LiveAct(cast(EngineRoom, ToyRoom(Forgetting())), LiveConfig()) as live:
        app = toy_app(act, ServerConfig(port=0, limits=LIMITS), live=live)
        if defect is not None:
            app.add_middleware(defect, act=act)
        with listening("127.0.0.1", 0) as listener:
            async with serving(app, listener) as url:
                yield act, url


def _cases(ws: str, http: httpx.AsyncClient, patience_s: float) -> list[Case]:
    def offence(kind: SocketKind) -> Callable[[random.Random], Awaitable[str]]:
        return lambda rng: _offend(ws, kind, kind.make(rng), patience_s)

    def mistake(kind: RequestKind) -> Callable[[random.Random], Awaitable[str]]:
        return lambda rng: _misask(http, kind.make(rng), kind.statuses)

    offences = [Case(f"/ws {name}", offence(kind)) for name, kind in SOCKET_KINDS.items()]
    return offences + [Case(f"HTTP {name}", mistake(kind)) for name, kind in REQUEST_KINDS.items()]


async def _judge(plan: Plan) -> Verdict:
    rng, verdict, memory = random.Random(plan.seed), Verdict(), psutil.Process().memory_info
    async with scene(plan.defect) as (act, url):
        before, ws = act.settings, url.replace("http", "ws", 1) + "/ws"
        async with (
            httpx.AsyncClient(base_url=url, timeout=plan.patience_s) as http,
            connect(ws, max_queue=None) as socket,
        ):
            await socket.send(HELLO)
            witness, cases = Witness(act, socket, plan.patience_s), _cases(ws, http, plan.patience_s)
            at_first = memory().rss
            for turn in range(plan.n):
                at_first = memory().rss if turn == plan.n // 10 else at_first
                for case in cases:
                    fault = await case.send(rng)
                    fault = fault or ("" if act.settings is before else "it was obeyed")
                    fault = fault or ("" if await witness.sees_the_next_frame() else "the other viewer lost a frame")
                    verdict.sent += 1
                    verdict.faults += [f"{case.name}: {fault}"] if fault else []
                    if len(verdict.faults) >= plan.most_faults:
                        return verdict
                    before = act.settings
        verdict.growth_bytes = memory().rss - at_first
    return verdict


def judge(plan: Plan) -> Verdict:
    """Send it all, and say what was wrong."""
    return asyncio.run(_judge(plan))


def caught(defect: Defect, seed: int = 1) -> bool:
    """Whether the judge objects to a server with this defect."""
    return bool(judge(Plan(n=1, seed=seed, defect=defect, most_faults=1, patience_s=1.0)).faults)


def main(argv: Sequence[str]) -> int:
    """0 when nothing was wrong and every control was caught."""
    parser = argparse.ArgumentParser(prog="python -m trials malformed", description=__doc__)
    parser.add_argument("--n", type=int, default=1_000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    verdict = judge(Plan(n=options.n, seed=options.seed))
    grown = verdict.growth_bytes / 1e6
    print(f"{verdict.sent} malformed messages, {len(verdict.faults)} faults, memory grown by {grown:.1f} MB")
    print(*verdict.faults, sep="\n", end="")
    missed = [defect.__name__ for defect in DEFECTS if not caught(defect, options.seed)]
    print(f"controls: {len(DEFECTS) - len(missed)} of {len(DEFECTS)} caught", *missed)
    return 1 if verdict.faults or verdict.growth_bytes > GROWTH_BYTES or missed else 0
