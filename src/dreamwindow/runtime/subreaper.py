"""Linux: become the one to whom orphans come, so that a daemon that forked twice is ours again."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_CHILD_SUBREAPER = 36
_PR_GET_CHILD_SUBREAPER = 37


def adopt_orphans() -> bool:
    """Let orphaned descendants become children of this process instead of the system's first; whether they will.

    It holds for the whole process and is never taken back: who was adopted must find its end taken note of
    (`ending.reap`). Only where the system is Linux (prctl(2)).
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        return False
    value = ctypes.c_int(0)
    return libc.prctl(_PR_GET_CHILD_SUBREAPER, ctypes.byref(value), 0, 0, 0) == 0 and value.value == 1
