"""Listings: a storage that tells of no changes is listed again and again, and the lists are compared."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from typing import TypeAlias

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.storage import ObjectInfo, SessionChanged
from dreamwindow.errors import StorageError

_log = logging.getLogger(__name__)
States: TypeAlias = Mapping[str, tuple[int, float]]
"""Key to size and time."""


def states(listed: Iterable[ObjectInfo]) -> States:
    """What a listing says."""
    return {info.key: (info.size, info.modified_at) for info in listed}


def differences(before: States, now: States) -> list[SessionChanged]:
    """By session, what is in one and not, or not so, in the other. Files that are in no session count for none."""
    names: dict[str, set[str]] = defaultdict(set)
    for key in before.keys() | now.keys():
        session, slash, name = key.partition("/")
        if slash and before.get(key) != now.get(key):
            names[session].add(name)
    return [SessionChanged(session, frozenset(found)) for session, found in sorted(names.items())]


async def compared(
    first: States, look: Callable[[], States], interval_s: float, clock: Clock
) -> AsyncGenerator[SessionChanged]:
    """Differences between one ``look``, which blocks, and the next. One that fails is passed over, and told once."""
    before, is_well = first, True
    while True:
        await clock.sleep(interval_s)
        try:
            now = await asyncio.to_thread(look)
        except StorageError as error:
            if is_well:
                _log.warning("What changes is not seen for now: %s", error.message)
            is_well = False
            continue
        is_well = True
        for changed in differences(before, now):
            yield changed
        before = now
