"""Whether a program answers, and what that makes of it: ready, or to be given up."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from dreamwindow.model.program import Ready

_MAX_BYTES = 1_000_000
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Reply:
    """What ``GET`` gave, verbatim."""

    status: int
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether it is an answer and no complaint."""
        return self.status < 400


def ask(url: str, timeout_s: float = 2.0) -> Reply | None:
    """One question, by no proxy; ``None`` when nobody answers in time. Blocks."""
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url!r} is no address of a server.")
    try:
        with _DIRECT.open(url, timeout=timeout_s) as reply:
            return Reply(reply.status, reply.read(_MAX_BYTES))
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, b"")
    except (OSError, ValueError):  # refused, reset, too slow, or no HTTP
        return None


class Watch:
    """One start of a program, looked at again and again: whether it is ready yet, and whether it answers still."""

    def __init__(self, ready: Ready, began: float, ask: Callable[[str], Reply | None] = ask) -> None:
        self._ready = ready
        self._ask = ask
        self._began = self._asked = began
        self._misses = 0
        self.is_ready = False
        self.reply: Reply | None = None
        """The answer to the last question."""

    def look(self, now: float) -> str | None:
        """Ask, where it is time to. Says why it is to be given up; ``None`` where it is not."""
        ready = self._ready
        if ready.url is None:
            self.is_ready = self.is_ready or now - self._began >= ready.after_s
            return None
        if now - self._asked < ready.every_s or (self.is_ready and ready.misses is None):
            return None
        self._asked, self.reply = now, self._ask(ready.url)
        if self.reply is not None and self.reply.ok:
            self._misses, self.is_ready = 0, True
            return None
        self._misses += 1
        if not self.is_ready and now - self._began > ready.within_s:
            return f"it did not answer within {ready.within_s:g} s"
        is_lost = self.is_ready and ready.misses is not None and self._misses >= ready.misses
        return "it answers no more" if is_lost else None
