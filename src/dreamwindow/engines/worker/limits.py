"""How long a process that hosts an engine may take."""

from __future__ import annotations

from dataclasses import dataclass

FATAL = 3
"""Processes that may end over one picture, or in a row over those of one stream, before it is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds. ``answer_s`` is the longest silence over one piece of work: whatever it says of its progress renews it.

    ``cancel_s`` is for work that was broken off to come to its next checkpoint, ``farewell_s`` for the process to end
    by itself when it is asked to. Past any of them it is killed. After its second end in a row the next one is started
    ``first_wait_s`` later, and twice as late each time, up to ``longest_wait_s``.
    """

    start_s: float = 600.0
    answer_s: float = 300.0
    cancel_s: float = 60.0
    farewell_s: float = 5.0
    first_wait_s: float = 0.5
    longest_wait_s: float = 30.0
