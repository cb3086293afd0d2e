"""A task that lives as long as a block, and is let finish on every way out of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager


@asynccontextmanager
async def alongside(
    work: Coroutine[None, None, None], *, name: str, end: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Run ``work`` while the block runs; on leaving call ``end``, which has to bring it to an end, and wait for it.

    An error of the block comes out as it is, not in a group. If ``work`` fails, the block is cancelled and the error
    comes out in a group, as with `asyncio.TaskGroup`. Being cancelled once waits for ``work`` all the same; twice does
    not.
    """
    failure: Exception | None = None
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(work, name=name)
        try:
            yield
        except Exception as error:  # noqa: BLE001 - raised again below, outside the group, which would wrap it
            failure = error
        finally:
            await end()
            await asyncio.wait([task])
    if failure is not None:
        raise failure
