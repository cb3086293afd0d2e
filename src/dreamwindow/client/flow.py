"""What a conversation asks of its line: commands, so that it is written once for clients that block and that do not."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Connect:
    """Open a socket; the one before is closed."""


@dataclass(frozen=True, slots=True)
class Send:
    """Send one message."""

    message: str | bytes


@dataclass(frozen=True, slots=True)
class Receive:
    """Wait for the next message; for ever if ``within_s`` is `None`, as pings find out whether anybody is there."""

    within_s: float | None


@dataclass(frozen=True, slots=True)
class Sleep:
    """Wait."""

    seconds: float


Command: TypeAlias = Connect | Send | Receive | Sleep
Flow: TypeAlias = Generator[Command, str | bytes | None, T]
"""Yields commands, is given what they bring, and returns a ``T``. `LineBroken` and `ClientError` are thrown into it."""


class LineBroken(Exception):
    """The socket is closed; ``code`` is that of the close frame, if one came."""

    def __init__(self, code: int | None, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
