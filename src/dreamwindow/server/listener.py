"""One who listens to the library: told which sessions changed, as fast as it reads, and at most twice a second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from dreamwindow.server.context import ServerContext
from dreamwindow.server.peer import Peer
from dreamwindow.wire.messages import LibraryChange, SessionChange, Welcome
from dreamwindow.wire.views import SettingsView, StatusView

if TYPE_CHECKING:
    from dreamwindow.library.feed import LibraryEvent
    from dreamwindow.library.library import Library

INTERVAL_S = 0.5
AT_ONCE = 200


async def listen_to(library: Library, context: ServerContext, peer: Peer) -> NoReturn:
    """Welcome first, then every change from then on, until it is cancelled.

    What a slow reader was not told yet waits as one event a session: it cannot grow beyond the library.
    """
    with library.feed.subscribe() as changes:
        await peer.tell(_welcome(context))
        while True:
            events = await changes.get()
            for start in range(0, len(events), AT_ONCE):
                await peer.tell(_told(events[start : start + AT_ONCE]))
            await context.clock.sleep(INTERVAL_S)


def _welcome(context: ServerContext) -> Welcome:
    act = context.act
    return Welcome(
        server_time_us=context.now_us(),
        settings=SettingsView.of(act.settings),
        status=StatusView.of(act.status()),
    )


def _told(events: Sequence[LibraryEvent]) -> LibraryChange:
    return LibraryChange(
        sessions=[
            SessionChange(
                session=event.session,
                added=event.added,
                changed=event.changed,
                removed=event.removed,
                annotated=event.annotated,
                described=event.described,
                gone=event.gone,
            )
            for event in events
        ]
    )
