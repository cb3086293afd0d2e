"""One look through one probe, whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dreamwindow.contracts.probe import Probe, Reading
from dreamwindow.errors import ProbeUnavailable

Outcome = Literal["clear", "slow", "hold", "unavailable", "failed"]
"""``slow``: a reason to go slower, and to hold back when that has not helped for a minute."""


@dataclass(frozen=True, slots=True)
class Look:
    """How it went: ``reason`` is set when ``outcome`` is ``hold`` or ``slow``; ``says`` is always for a person to read.

    ``used``: see `Reading`.
    """

    outcome: Outcome
    says: str
    reason: str | None = None
    used: float | None = None


def look_through(probe: Probe) -> Look:
    """Read it. Blocks; a probe is somebody else's code, and nothing that it raises gets out."""
    try:
        reading = probe.read()
    except ProbeUnavailable as obstacle:
        return Look("unavailable", " ".join(str(obstacle).split()))
    except Exception as error:  # noqa: BLE001 - it is told, once, by who asked
        return Look("failed", f"{type(error).__name__}: {error}")
    return Look(_outcome(reading), reading.says, reading.reason, reading.used)


def _outcome(reading: Reading) -> Outcome:
    if reading.reason is None:
        return "clear"
    return "hold" if reading.used is None else "slow"
