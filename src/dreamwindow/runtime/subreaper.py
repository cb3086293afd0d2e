"""Linux: become the one to whom orphans come, so that a daemon that forked twice is ours again."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_PR_SET_CHILD_SUBREAPER = 36
_PR_GET_CHILD_SUBREAPER = 37


@contextmanager
def orphans_adopted() -> Iterator[bool]:
    """Let orphaned descendants become children of this process instead of the system's first; whether they will.

    It holds for the whole process, as long as this lasts: who was adopted must find its end taken note of
    (`ending.reap`). Only where the system is Linux (prctl(2)); elsewhere, or where it is refused, it gives False.
    """
    if sys.platform != "linux":
        yield False
        return
    libc = ctypes.CDLL(None, use_errno=True)
    value = ctypes.c_int(0)
    libc.prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(value), 0, 0, 0)
    before = value.value
    done = libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0
    try:
        yield done
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, before, 0, 0, 0)
