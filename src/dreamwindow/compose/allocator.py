"""How the C library deals memory out to threads: a dozen of them make, encode and write a dream's pictures."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from typing import Protocol

_log = logging.getLogger(__name__)
M_ARENA_MAX = -8
"""From glibc's malloc.h."""
ARENAS = 2
_ENVIRON = "MALLOC_ARENA_MAX"


class Allocator(Protocol):
    """A C library, as far as it is asked here."""

    def mallopt(self, parameter: int, value: int, /) -> int:
        """0 when it was not understood."""
        ...


def share_arenas(library: Allocator | None = None) -> bool:
    """Let all threads share `ARENAS` heaps, before the first of them begins; whether that was done.

    By default glibc gives every thread a heap of its own, up to eight a processor, and what one has freed stays with
    it. Elsewhere, and where ``MALLOC_ARENA_MAX`` says otherwise, nothing is done.
    """
    if _ENVIRON in os.environ:
        return False
    library = library if library is not None else glibc()
    done = library is not None and library.mallopt(M_ARENA_MAX, ARENAS) != 0
    _log.debug(
        "Threads share %s heaps" if done else "Heaps are left as they are (%s)", ARENAS if done else sys.platform
    )
    return done


def glibc() -> Allocator | None:
    """The C library of this process, if it is glibc's: others have no such thing, or mean something else by it."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "gnu_get_libc_version") else None
