"""A conversation on ``/ws`` that outlives its line. It decides what is said, and says nothing itself."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from dreamwindow.client.flow import Connect, Flow, LineBroken, Receive, Send, Sleep
from dreamwindow.client.refusals import complaint, not_understood
from dreamwindow.errors import ServerBusy, ServerRefused, ServerUnreachable
from dreamwindow.wire.messages import SERVER, Ack, ErrorReport, Hello, ServerMessage, Welcome

FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 8.0
OURS = frozenset({1002, 1007, 1008, 1009})
"""Close codes for what we did: on a new line we would do it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Waits ``answer_s`` for an answer, and tries for ``reconnect_s`` to open a broken line again; 0 does not try."""

    answer_s: float = 60.0
    reconnect_s: float = 30.0
    rng: random.Random = field(default_factory=random.Random)


class Talk:
    """What cameras and viewers have in common: hello, and hello again. ``monotonic`` gives seconds."""

    def __init__(self, patience: Patience, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.patience = patience
        self.monotonic = monotonic

    def hello(self) -> Hello:
        """What we introduce ourselves with."""
        raise NotImplementedError

    def begin(self) -> Flow[Welcome]:
        """The first `enter`: nobody has heard of us yet, so that a line which does not hold is not tried again."""
        try:
            return (yield from self.enter())
        except LineBroken as broken:
            raise ServerUnreachable(f"The server closed the socket: {broken.reason}.", "Try again.") from broken

    def enter(self) -> Flow[Welcome]:
        """Open a line and be let in. Raises `ServerUnreachable`, `ServerRefused` or `LineBroken`."""
        yield Connect()
        yield Send(self.hello().model_dump_json())
        until = self.until()
        while True:
            message = yield from self.heard(until)
            if isinstance(message, Welcome):
                return message
            if isinstance(message, ErrorReport):
                raise complaint(message)

    def again(self, broken: LineBroken) -> Flow[Welcome]:
        """After the line broke: a new one, tried for after longer and longer waits.

        Raises `ServerRefused` for a line that was closed for what we did, `ServerUnreachable` when patience ends.
        """
        if broken.code in OURS:
            raise ServerRefused(f"The server closed the socket: {broken.reason}.", name=f"closed-{broken.code}")
        last: Exception = broken
        for wait_s in delays(self.patience):
            yield Sleep(wait_s)
            try:
                return (yield from self.enter())
            except (LineBroken, ServerUnreachable, ServerBusy) as error:
                last = error
        why = f"it could not be opened again within {self.patience.reconnect_s:g} s"
        raise ServerUnreachable(f"The line to the server broke, and {why}.", "Look whether it runs.") from last

    def until(self) -> float:
        """When what is asked now has to be answered."""
        return self.monotonic() + self.patience.answer_s

    def heard(self, until: float | None) -> Flow[ServerMessage | bytes | None]:
        """The next message, before ``until``; `None` for one that we do not know, which a newer server may send."""
        message = yield Receive(None if until is None else max(0.0, until - self.monotonic()))
        if not isinstance(message, str):
            return message
        try:
            return SERVER.validate_json(message, extra="ignore")
        except ValidationError as error:
            if any(fault["type"].startswith("union_tag") for fault in error.errors(include_url=False)):
                return None
            raise not_understood() from error


def acknowledged(seq: int) -> Send:
    """We have it, and all before it."""
    return Send(Ack(type="ack", seq=seq).model_dump_json())


def delays(patience: Patience) -> Iterator[float]:
    """Seconds between tries: twice as long each time, a little more or less so that not all come back at once."""
    spent, wait_s = 0.0, FIRST_DELAY_S
    while spent < patience.reconnect_s:
        shaken = wait_s * patience.rng.uniform(0.75, 1.25)
        yield shaken
        spent, wait_s = spent + shaken, min(2 * wait_s, LONGEST_DELAY_S)
