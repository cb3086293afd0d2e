"""What ``/ws`` tells of the library to those who said so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dreamwindow.compose.shelf import Shelf
from dreamwindow.library.feed import LibraryEvent
from dreamwindow.library.roots import SessionKey
from dreamwindow.server.listener import AT_ONCE
from dreamwindow.sessions.annotations import AnnotationChange
from tests.server.asgi_socket import HELLO, connected
from tests.server.bookshelf import OURS, THEIRS, app_with, fill, shelf_in
from tests.server.conftest import MakeApp
from tests.server.toy import ToyAct

LISTENS = HELLO | {"role": "library"}


@pytest.fixture
async def shelf(tmp_path: Path) -> AsyncIterator[Shelf]:
    fill(tmp_path)
    async with shelf_in(tmp_path) as shelf:
        yield shelf


async def test_a_listener_hears_what_changes(shelf: Shelf, act: ToyAct) -> None:
    library = await shelf.library()
    async with connected(app_with(shelf, act)) as socket:
        socket.say(LISTENS)
        assert (await socket.hear())["type"] == "welcome"
        await library.annotate(OURS, ["000003.png"], AnnotationChange(favourite=True))
        assert await socket.hear() == {
            "type": "library",
            "sessions": [
                {"session": OURS, "added": 0, "changed": 0, "removed": 0, "annotated": 1, "described": 0, "gone": False}
            ],
        }
        await library.delete(OURS, ["000004.png"])
        (change,) = (await socket.hear())["sessions"]
        assert (change["session"], change["removed"]) == (OURS, 1)


async def test_who_reads_slowly_is_told_of_everything_in_less(shelf: Shelf, act: ToyAct) -> None:
    library = await shelf.library()
    async with connected(app_with(shelf, act)) as socket:
        socket.say(LISTENS)
        await socket.hear_of("welcome")
        socket.reading.clear()
        library.feed.put(LibraryEvent(session=SessionKey(OURS), added=1))
        for number in range(3 * AT_ONCE):
            library.feed.put(LibraryEvent(session=SessionKey(THEIRS), changed=1))
            library.feed.put(LibraryEvent(session=SessionKey(f"s{number % AT_ONCE}"), added=1))
        socket.reading.set()
        told = [change for _ in range(2) for change in (await socket.hear())["sessions"]]
        assert [len(told), told[1]["changed"], told[2]["added"]] == [AT_ONCE + 2, 3 * AT_ONCE, 3]


async def test_a_listener_steers_and_gets_no_frames(shelf: Shelf, act: ToyAct) -> None:
    async with connected(app_with(shelf, act)) as socket:
        socket.say(LISTENS)
        await socket.hear_of("welcome")
        await act.show(1)
        socket.say({"type": "prompt", "prompt": "misty forest"})
        assert await socket.hear() == {"type": "prompt_updated", "prompt": "misty forest"}
        socket.say(LISTENS)
        assert (await socket.hear())["code"] == "already_greeted"


async def test_where_there_is_no_library_the_reason_is_told(make_app: MakeApp) -> None:
    async with connected(make_app()) as socket:
        socket.say(LISTENS)
        assert (await socket.hear())["code"] == "catalogue_unusable"
        socket.say(HELLO)
        assert (await socket.hear())["type"] == "welcome"
