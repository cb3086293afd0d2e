"""The library as the settings describe it: the sessions first, then every other root."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from dreamwindow.config.load import Loaded
from dreamwindow.contracts.embedder import EmbedderFactory
from dreamwindow.errors import ConfigError
from dreamwindow.imaging.descriptor import create as create_descriptor
from dreamwindow.library.library import Library
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.thumbnails import ThumbnailStore, handing_over
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.repair import Repair, clean_outputs

SESSIONS = "sessions"
"""The name of the root that holds our own."""


def library(loaded: Loaded, create_embedder: EmbedderFactory | None = None) -> Library:
    """Nothing is opened yet. Raises `ConfigError`, or `MissingExtra` for a database without its driver.

    ``create_embedder`` gives what compares pictures, when that is first needed: the weight-free one without.
    """
    return Library(library_options(loaded, create_embedder))


def library_options(loaded: Loaded, create_embedder: EmbedderFactory | None = None) -> LibraryOptions:
    """Raises `ConfigError`."""
    config, system = loaded.config.library, loaded.config.system
    folder, roots = loaded.folder(config.dir), library_roots(loaded)
    if any(root.path == folder for root in roots):
        raise ConfigError(
            f"library.dir ({folder}) is a folder of pictures, too.", "Name one that is for the library alone."
        )
    return LibraryOptions(
        places=Places(folder),
        roots=roots,
        excluded=frozenset(loaded.folder(folder) for folder in (system.output_dir, system.cache_dir, system.log_dir)),
        database_url=config.database_url,
        workers=config.workers or os.cpu_count() or 1,
        watch=config.watch,
        poll_interval_s=config.poll_interval_s,
        create_embedder=create_embedder or create_descriptor,
        now_ns=time.time_ns,
    )


def library_roots(loaded: Loaded) -> Roots:
    """The sessions folder, and the roots of the config. Raises `ConfigError`."""
    ours = Root(name=SESSIONS, path=loaded.folder(loaded.config.system.sessions_dir), ours=True, allow_delete=True)
    others = [
        root_of(loaded.folder(root.path), root.name, allow_delete=root.allow_delete)
        for root in loaded.config.library.roots
    ]
    return Roots([ours, *others])


def thumbnails_of_ours(loaded: Loaded) -> Callable[[Path, Pixels], None]:
    """What makes thumbnail and look of a picture in the sessions folder of its pixels. Raises `ConfigError`."""
    places = Places(loaded.folder(loaded.config.library.dir))
    return handing_over(ThumbnailStore(places.thumbnails), library_roots(loaded)[SESSIONS], create_descriptor())


def clean_thumbnails(loaded: Loaded, sessions: Iterable[str]) -> list[Repair]:
    """Remove what those who died left half-written of these sessions' thumbnails. Blocks. Raises `ConfigError`."""
    store = ThumbnailStore(Places(loaded.folder(loaded.config.library.dir)).thumbnails)
    root = library_roots(loaded)[SESSIONS]
    folders = [store.folder(root.key(PurePosixPath(session))) for session in sessions]
    return [repair for folder in folders for repair in clean_outputs(folder)]


def root_of(path: Path, name: str | None = None, *, allow_delete: bool = False) -> Root:
    """Somebody else's folder, under its own name if it is given none."""
    return Root(name=name or _plain(path), path=path, allow_delete=allow_delete)


def _plain(path: Path) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", path.name).strip("-")[:40] or "pictures"
