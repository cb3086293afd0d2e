"""Whether a program answers."""

from __future__ import annotations

import urllib.error
import urllib.request
from dataclasses import dataclass

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
