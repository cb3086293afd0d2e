"""Fuzzed messages on long-lived sockets: each is answered or closed by rule, nobody else notices, memory stays flat.

`python -m trials fuzz` sends 100,000 from one seed: those of `trials.malformed_kinds`, and right ones that were bent a
little, which may still be right. A wrong one has to be answered by an error, or end its socket with the code that the
rules give; a bent one by anything that the wire's own description allows. A fault of the server's (1011), silence, and
an answer that the description does not know are faults. Every fiftieth time another
viewer has to get the next frame.

`trials.malformed` sends each on a socket of its own, and looks more closely. The controls are the same.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import ctypes
import gc
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import TypeAlias

import psutil
from pydantic import ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from dreamwindow.wire.header import Flag, unpack
from dreamwindow.wire.live import StyledFrame
from dreamwindow.wire.messages import SERVER, Ack, ErrorReport, PromptUpdated, SettingsState, Welcome
from trials.malformed import HELLO, Plan, Witness, scene
from trials.malformed_defects import DEFECTS, Defect
from trials.malformed_kinds import HEADER, JPEG, SOCKET_KINDS, SocketKind

Message: TypeAlias = str | bytes
RIGHT: tuple[Message, ...] = (
    json.dumps({"type": "prompt", "prompt": "misty forest (at dawn:1.3)"}),
    json.dumps({"type": "settings", "strength": 0.4, "seed": 7, "guidance_scale": None, "width": 512}),
    json.dumps({"type": "hello", "protocol": 1, "role": "camera", "encoding": "json", "scene": "own"}),
    json.dumps({"type": "hello", "protocol": 1, "role": "camera"}),
    # no viewer: it is told of settings unasked, and nothing says which message an answer belongs to
    json.dumps({"type": "frame", "image": "data:image/jpeg;base64," + base64.b64encode(JPEG).decode()}),
    HEADER + JPEG,
)
ANSWERS = (ErrorReport, PromptUpdated, SettingsState, StyledFrame, Welcome)
LOOK_EVERY, SOCKET_LASTS = 50, 400
MOST_GROWTH_MB = 5.0


@dataclass(slots=True)
class Verdict:
    """What was sent, how it was taken, what was wrong, and how much memory there was at each tenth, in MB."""

    taken: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)

    @property
    def growth_mb(self) -> float:
        """Over the second half: by then every thread has begun, each with a heap of its own."""
        return self.memory_mb[-1] - self.memory_mb[len(self.memory_mb) // 2]


class Lane:
    """One socket after another: each until it is closed by rule, or has lasted long enough."""

    def __init__(self, url: str, patience_s: float) -> None:
        self._url = url
        self._patience_s = patience_s
        self._open = AsyncExitStack()
        self._socket: ClientConnection | None = None
        self._sent = 0

    async def close(self) -> None:
        """Hang up."""
        self._socket, self._sent = None, 0
        await self._open.aclose()

    async def wrong(self, kind: SocketKind, message: Message) -> str:
        """How one was taken that is wrong: ``error`` or ``closed``; anything else says what the matter was."""
        socket = await self._ready()
        try:
            async with asyncio.timeout(self._patience_s):
                if kind.raw and isinstance(message, bytes):
                    socket.transport.write(message)
                else:
                    await socket.send(message)
                answer = await self._answer(socket)
        except TimeoutError:
            return "was not answered"
        except ConnectionClosed:
            await self.close()
            return "closed" if socket.close_code == kind.code else f"closed with {socket.close_code}"
        return "error" if answer == "error" and kind.code is None else f"was answered by {answer}"

    async def bent(self, message: Message) -> str:
        """How one was taken that may be right: by the type of its answer."""
        socket = await self._ready()
        try:
            async with asyncio.timeout(self._patience_s):
                await socket.send(message)
                return await self._answer(socket)
        except TimeoutError:
            return "was not answered"
        except ConnectionClosed:
            await self.close()
            return f"closed with {socket.close_code}"

    async def _answer(self, socket: ClientConnection) -> str:
        """The type of the next message that answers one; pictures are acknowledged, so that others follow."""
        while True:
            said = await socket.recv()
            if isinstance(said, bytes):
                header, _ = unpack(said)
                await socket.send(Ack(type="ack", seq=header.seq).model_dump_json())
                if not header.flags & Flag.DREAM:
                    return "styled_frame"
                continue
            try:
                heard = SERVER.validate_json(said)
            except ValidationError:
                return f"said {said[:100]}"
            if isinstance(heard, StyledFrame):
                await socket.send(Ack(type="ack", seq=heard.seq).model_dump_json())
            if isinstance(heard, ANSWERS):
                return heard.type

    async def _ready(self) -> ClientConnection:
        if self._sent >= SOCKET_LASTS:
            await self.close()
        if self._socket is None:
            opening = connect(self._url, max_size=2**20, compression=None)
            self._socket = await self._open.enter_async_context(opening)
        self._sent += 1
        return self._socket


def bend(rng: random.Random, message: Message) -> Message:
    """Three small changes at most. Text stays text that can be sent."""
    for _ in range(rng.randint(0, 3)):
        at, size = rng.randrange(len(message) + 1), rng.randint(1, 6)
        if isinstance(message, bytes):
            message = message[:at] + rng.choice((b"", rng.randbytes(size), message[:size])) + message[at + size :]
        else:
            fresh = "".join(chr(rng.choice((rng.randrange(128), rng.randrange(0xD800)))) for _ in range(size))
            message = message[:at] + rng.choice(("", fresh, message[:size], '"', "9", "null")) + message[at + size :]
    return message


def resident_mb() -> float:
    """Memory that is in use. What was freed is given back first: a bent JPEG may say that it is 4,000 pixels wide."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc has it
        if trim is not None:
            trim(0)
    return psutil.Process().memory_info().rss / 1e6


async def _judge(plan: Plan) -> Verdict:
    rng, verdict = random.Random(plan.seed), Verdict()
    kinds = list(SOCKET_KINDS.items())
    async with scene(plan.defect) as (act, url), AsyncExitStack() as stack:
        ws, tenth = url.replace("http", "ws", 1) + "/ws", max(1, plan.n // 10)
        viewer = await stack.enter_async_context(connect(ws, max_queue=None))
        await viewer.send(HELLO)
        witness, lane = Witness(act, viewer, plan.patience_s), Lane(ws, plan.patience_s)
        stack.push_async_callback(lane.close)
        for number in range(plan.n):
            verdict.memory_mb += [resident_mb()] if number % tenth == 0 else []
            before = act.settings
            if number % 3 == 0:
                name, how = "bent", await lane.bent(bend(rng, rng.choice(RIGHT)))
                sound = how in {answer.model_fields["type"].default for answer in ANSWERS}
            else:
                name, kind = rng.choice(kinds)
                how = await lane.wrong(kind, kind.make(rng))
                sound = how in ("error", "closed") and act.settings is before
            verdict.taken[how if sound else "faults"] += 1
            verdict.faults += [] if sound else [f"{name}: {how}, or it was obeyed"]
            if number % LOOK_EVERY == 0 and not await witness.sees_the_next_frame():
                verdict.faults.append(f"{name}: the other viewer lost a frame")
            if len(verdict.faults) >= plan.most_faults:
                break
        verdict.memory_mb.append(resident_mb())
    return verdict


def judge(plan: Plan) -> Verdict:
    """Send it all, and say what was wrong."""
    return asyncio.run(_judge(plan))


def caught(defect: Defect, seed: int = 1) -> bool:
    """Whether the judge objects to a server with this defect."""
    return bool(judge(Plan(n=4 * LOOK_EVERY, seed=seed, defect=defect, most_faults=1, patience_s=1.0)).faults)


def main(argv: Sequence[str]) -> int:
    """0 when nothing was wrong and every control was caught."""
    parser = argparse.ArgumentParser(prog="python -m trials fuzz", description=__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="messages")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    verdict = judge(Plan(n=options.n, seed=options.seed))
    how = ", ".join(f"{count:,} {kind}" for kind, count in verdict.taken.most_common())
    print(f"{verdict.taken.total():,} messages: {how}; {len(verdict.faults)} faults")
    print("memory at each tenth, MB:", *(f"{megabytes:.0f}" for megabytes in verdict.memory_mb))
    print(*verdict.faults, sep="\n", end="")
    missed = [defect.__name__ for defect in DEFECTS if not caught(defect, options.seed)]
    print(f"controls: {len(DEFECTS) - len(missed)} of {len(DEFECTS)} caught", *missed)
    return 1 if verdict.faults or verdict.growth_mb > MOST_GROWTH_MB or missed else 0
