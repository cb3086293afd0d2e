from __future__ import annotations

import asyncio

import pytest

from dreamwindow.flow.notify import Notifier
from tests.clock import VirtualClock


async def test_many_changes_wake_a_slow_listener_once(virtual_clock: VirtualClock) -> None:
    changes = Notifier()
    with changes.subscribe() as told:
        for _ in range(10):
            changes.notify()
        await told.get()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await told.get()


async def test_every_listener_is_told() -> None:
    changes = Notifier()
    with changes.subscribe() as first, changes.subscribe() as second:
        changes.notify()
        await first.get()
        await second.get()


async def test_who_left_is_forgotten() -> None:
    changes = Notifier()
    with changes.subscribe():
        assert changes.listeners == 1
    assert changes.listeners == 0
    changes.notify()
