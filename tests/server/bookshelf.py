"""A real library for routes to serve: our own sessions and a folder of somebody else's, both small."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

from dreamwindow.compose.dream import DreamAct
from dreamwindow.config.server import ServerConfig
from dreamwindow.contracts.clock import Clock
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
async def library_in(folder: Path) -> AsyncIterator[Library]:
    """Open, over what lies in ``folder``, and up to date."""
    roots = Roots([
        Root(name="sessions", path=folder / "sessions", ours=True, allow_delete=True),
        Root(name="other", path=folder / "other"),
    ])  # fmt: skip
    options = LibraryOptions(
        places=Places(folder / "library"), roots=roots, workers=1, watch=False, now_ns=time.time_ns
    )
    async with Library(options) as library:
        await synchronise(library, "touched")
        yield library


def app_with(library: Library, act: ToyAct, clock: Clock | None = None) -> DescribedApp:
    """A toy dream with a real library."""
    return create_app(cast(DreamAct, act), ServerConfig(port=0), library=library, clock=clock)
