"""When a file was changed, in numbers that every database and every file system holds."""

from __future__ import annotations

import os

EARLIEST_NS = -(2**31) * 10**9
"""In December 1901: ext4 begins there."""
LATEST_NS = 2**63 - 1
"""In April 2262: 64 bits end there, and ext4 goes on."""


def modified_ns(status: os.stat_result) -> int:
    """Nanoseconds since the epoch. A date beyond what can be kept is taken for the last before it."""
    return within(status.st_mtime_ns)


def within(ns: int) -> int:
    """``ns``, or the nearest moment that can be kept."""
    return ns if EARLIEST_NS <= ns <= LATEST_NS else min(max(ns, EARLIEST_NS), LATEST_NS)
