"""Two thousand connections that say little: who was there before, and who comes from elsewhere, notices nothing.

`python -m trials crowd` opens them over real sockets to a server with its usual limits: from three addresses of this
machine, then from eight. They say nothing, half a request, or begin a conversation and leave it at that. No address may
hold more than its share, and all together no more than there are places; the rest is closed at once. Meanwhile a viewer
who was there before has to get its frames, and while there are places somebody from another address an answer; once the
crowd is gone every address has to find a place again.

The control is a server whose limits are out of reach, which the same judge has to object to.
"""

from __future__ import annotations

import argparse
import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field

import httpx
import psutil
from websockets.asyncio.client import connect

from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.server.serving import listening, serving
from tests.server.toy import ToyAct, toy_app
from trials.malformed import HELLO, Witness

ELSEWHERE = "127.0.0.99"
PATIENCE_S = 30.0
GROWTH_BYTES = 20_000_000
UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ZHJlYW13aW5kb3c9PT09PQ==\r\n\r\n"
)
SAYINGS = (b"", b"GET /health HTTP/1.1\r\nHost: 127", UPGRADE)
UNLIMITED = ServerLimits(connections=10**6, connections_per_address=10**6, sockets_per_address=10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``n`` connections from ``addresses`` addresses; the server's ``limits``, and those that it ``promised``.

    It has ``patience_s`` to show out who is too many.
    """

    n: int
    addresses: int
    limits: ServerLimits = field(default_factory=ServerLimits)
    promised: ServerLimits = field(default_factory=ServerLimits)
    patience_s: float = PATIENCE_S

    @property
    def fits(self) -> bool:
        """Whether so many addresses leave places for others."""
        return self.addresses * self.promised.connections_per_address < self.promised.connections


@dataclass(slots=True)
class Verdict:
    """How many connections the server ``held``, how memory grew, and what was wrong."""

    held: int = 0
    growth_bytes: int = 0
    faults: list[str] = field(default_factory=list)


def judge(plan: Plan) -> Verdict:
    """Let the crowd come, and go. Raises `OSError` on a system with one loopback address."""
    return asyncio.run(_judge(plan))


async def _judge(plan: Plan) -> Verdict:
    act, verdict, memory = ToyAct(), Verdict(), psutil.Process().memory_info
    config = ServerConfig(port=0, limits=plan.limits, close_timeout_s=1)
    with listening("127.0.0.1", 0) as listener:
        async with serving(toy_app(act, config), listener) as url, _looking_on(act, url) as witness:
            at_first = memory().rss
            async with AsyncExitStack() as stack:
                await _crowded(plan, int(url.rpartition(":")[2]), stack, verdict)
                if not await witness.sees_the_next_frame():
                    verdict.faults.append("the viewer lost a frame")
                if plan.fits and not await _answered(url, ELSEWHERE):
                    verdict.faults.append("somebody from another address was not answered")
            if not await _answered(url, _address(0)):
                verdict.faults.append("an address of the crowd finds no place again")
            if not await witness.sees_the_next_frame():
                verdict.faults.append("the viewer lost a frame when they left")
            verdict.growth_bytes = memory().rss - at_first
    return verdict


@asynccontextmanager
async def _looking_on(act: ToyAct, url: str) -> AsyncIterator[Witness]:
    async with connect(url.replace("http", "ws", 1) + "/ws", max_queue=None) as viewer:
        await viewer.send(HELLO)
        yield Witness(act, viewer, PATIENCE_S)


async def _crowded(plan: Plan, port: int, stack: AsyncExitStack, verdict: Verdict) -> None:
    """Everybody comes; judged is what is left when whoever is too many was shown out, or ought to have been."""
    crowd = [await _come(stack, number, plan.addresses, port) for number in range(plan.n)]
    held, until = _held(crowd), time.monotonic() + plan.patience_s
    while _too_many(held, plan.promised) and time.monotonic() < until:
        await asyncio.sleep(0.1)
        held = _held(crowd)
    verdict.held = held.total()
    verdict.faults += _too_many(held, plan.promised)


async def _come(stack: AsyncExitStack, number: int, addresses: int, port: int) -> socket.socket:
    one = stack.enter_context(closing(socket.socket()))
    one.setblocking(False)
    one.bind((_address(number % addresses), 0))
    loop = asyncio.get_running_loop()
    try:
        await loop.sock_connect(one, ("127.0.0.1", port))
        await loop.sock_sendall(one, SAYINGS[number % len(SAYINGS)])
    except ConnectionError:
        pass  # it is shown out already
    return one


def _held(crowd: Sequence[socket.socket]) -> Counter[str]:
    """How many of each address are not closed."""
    return Counter(str(one.getsockname()[0]) for one in crowd if _is_open(one))


def _is_open(one: socket.socket) -> bool:
    try:
        while one.recv(65_536):
            continue
    except BlockingIOError:
        return True
    except ConnectionError:
        return False
    return False


def _too_many(held: Counter[str], promised: ServerLimits) -> list[str]:
    most = promised.connections_per_address
    faults = [f"{address} holds {count} connections" for address, count in held.items() if count > most]
    return faults + ([f"{held.total()} connections are held"] if held.total() > promised.connections else [])


async def _answered(url: str, address: str) -> bool:
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(transport=transport, timeout=PATIENCE_S) as http:
        try:
            return (await http.get(f"{url}/health")).status_code == 200
        except httpx.HTTPError:
            return False


def _address(number: int) -> str:
    return f"127.0.0.{number + 2}"


def main(argv: Sequence[str]) -> int:
    """0 when nothing was wrong and the control was caught."""
    import resource  # POSIX has it, and only here is it needed

    parser = argparse.ArgumentParser(prog="python -m trials crowd", description=__doc__)
    parser.add_argument("--n", type=int, default=2_000, help="connections")
    n = parser.parse_args(argv).n
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    verdicts = {addresses: judge(Plan(n=n, addresses=addresses)) for addresses in (3, 8)}
    for addresses, verdict in verdicts.items():
        grown = verdict.growth_bytes / 1e6
        print(f"{n} from {addresses} addresses: {verdict.held} held, memory grown by {grown:.1f} MB", *verdict.faults)
    caught = bool(judge(Plan(n=n, addresses=3, limits=UNLIMITED, patience_s=3)).faults)
    print(f"control: a server without limits was {'caught' if caught else 'missed'}")
    sound = all(not verdict.faults and verdict.growth_bytes < GROWTH_BYTES for verdict in verdicts.values())
    return 0 if sound and caught else 1
