"""A real library for routes to serve: our own sessions and a folder of somebody else's, both small."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from dreamwindow.compose.dream import DreamAct
from dreamwindow.compose.shelf import Shelf
from dreamwindow.config.server import ServerConfig
from dreamwindow.library.library import Library
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.synchronising import synchronise
from dreamwindow.server.app import create_app
from dreamwindow.server.openapi import DescribedApp
from tests.library.pictures import write_manifest, write_picture
from tests.server.toy import ToyAct

OURS, THEIRS = "sessions.sea", "other"


def fill(folder: Path) -> None:
    """Three pictures of ours, two of somebody else's, which are older."""
    for shade in (3, 4, 5):
        write_picture(folder / "sessions" / "sea" / f"{shade:06d}.png", shade, f"a quiet sea, wave {shade}")
    write_manifest(folder / "sessions" / "sea")
    for shade in (1, 2):
        write_picture(folder / "other" / f"forest {shade} #?.png", shade, "misty forest")


@asynccontextmanager
async def shelf_in(folder: Path) -> AsyncIterator[Shelf]:
    """A shelf whose library, over what lies in ``folder``, is up to date and changes by itself no more."""
    roots = Roots([
        Root(name="sessions", path=folder / "sessions", ours=True, allow_delete=True),
        Root(name="other", path=folder / "other"),
    ])  # fmt: skip
    options = LibraryOptions(
        places=Places(folder / "library"), roots=roots, workers=1, watch=False, now_ns=time.time_ns
    )
    async with Shelf(lambda: Library(options), keep=_leave_alone) as shelf:
        await synchronise(await shelf.library(), "touched")
        yield shelf


async def _leave_alone(_: Library) -> None:
    await asyncio.Event().wait()


def app_with(shelf: Shelf, act: ToyAct, config: ServerConfig | None = None) -> DescribedApp:
    """A toy dream with a real library."""
    return create_app(cast(DreamAct, act), config or ServerConfig(port=0), shelf=shelf)
