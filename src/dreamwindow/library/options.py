"""What a library is made from."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.contracts.embedder import EmbedderFactory
from dreamwindow.files import DISK, Disk
from dreamwindow.imaging.descriptor import create as create_descriptor
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Roots

DAY_NS = 86_400 * 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryOptions:
    """``excluded`` folders are never looked into; ``database_url`` is ``None`` for a file in the library's folder.

    ``workers`` are the processes that make thumbnails; ``watch`` notices new pictures while `Library.keep_up` runs.
    """

    places: Places
    roots: Roots
    excluded: frozenset[Path] = frozenset()
    database_url: str | None = None
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    watch: bool = True
    poll_interval_s: float = 0.25
    create_embedder: EmbedderFactory = create_descriptor
    now_ns: Callable[[], int]
    disk: Disk = DISK
