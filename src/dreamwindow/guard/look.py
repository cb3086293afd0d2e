"""One look through one probe, whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dreamwindow.contracts.probe import Probe
from dreamwindow.errors import ProbeUnavailable

Outcome = Literal["clear", "hold", "unavailable", "failed"]


@dataclass(frozen=True, slots=True)
class Look:
    """How it went: ``reason`` is set when ``outcome`` is ``hold``; ``says`` is always a sentence for a person."""

    outcome: Outcome
    says: str
    reason: str | None = None


def look_through(probe: Probe) -> Look:
    """Read it. Blocks; a probe is somebody else's code, and nothing that it raises gets out."""
    try:
        reading = probe.read()
    except ProbeUnavailable as obstacle:
        return Look("unavailable", " ".join(str(obstacle).split()))
    except Exception as error:  # noqa: BLE001 - it is told, once, by who asked
        return Look("failed", f"{type(error).__name__}: {error}")
    return Look("clear" if reading.reason is None else "hold", reading.says, reading.reason)
