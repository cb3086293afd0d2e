"""How a dream of a trial ended."""

from __future__ import annotations

import asyncio

from dreamwindow.compose.dream import DreamAct


async def reason_within(act: DreamAct, limit_s: float) -> str:
    """Why its run ended; one that takes longer than ``limit_s`` seconds is stopped, and *given up*."""
    try:
        async with asyncio.timeout(limit_s):
            return (await act.finished()).reason
    except TimeoutError:
        await act.stop()
        return "given up"
