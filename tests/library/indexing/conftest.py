"""One root, one catalogue, and an indexer between them whose clock is far from every file's time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dreamwindow.library.catalogue import Catalogue, reading
from dreamwindow.library.indexing.indexer import Indexer, IndexerOptions
from dreamwindow.library.indexing.report import Change, Report
from dreamwindow.library.model import ImageEntry, SessionEntry
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots

FAR = 4_000_000_000_000_000_000
"""A clock at which every file is settled."""


@dataclass
class World:
    """What a test looks at: ``forgotten`` are pictures whose thumbnails were called out of date."""

    root: Path
    places: Places
    catalogue: Catalogue
    roots: list[Root]
    changes: list[Change] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    now_ns: int = FAR

    def indexer(self, catalogue: Catalogue | None = None) -> Indexer:
        return Indexer(
            catalogue or self.catalogue,
            IndexerOptions(
                roots=Roots(self.roots),
                places=self.places,
                excluded=frozenset({self.places.folder}),
                on_change=self.changes.append,
                forget=lambda session, names: self.forgotten.extend(f"{session}/{name}" for name in names),
                now_ns=lambda: self.now_ns,
            ),
        )

    def catch_up(self) -> Report:
        return self.indexer().catch_up()

    def check_all(self) -> Report:
        return self.indexer().check_all()

    def sessions(self) -> dict[str, SessionEntry]:
        with self.catalogue.reading() as connection:
            return {entry.path: entry for entry in reading.list_sessions(connection, None, 1000).items}

    def images(self, path: str) -> dict[str, ImageEntry]:
        key = self.sessions()[path].key
        with self.catalogue.reading() as connection:
            return {entry.name: entry for entry in reading.list_images(connection, key, None, 10_000).items}

    def names(self) -> dict[str, list[str]]:
        """What is known: names of pictures by session."""
        return {path: list(self.images(path)) for path in sorted(self.sessions())}


Pass = Callable[[World], Report]


@pytest.fixture
def world(tmp_path: Path, catalogue: Catalogue) -> World:
    root = tmp_path / "pictures"
    root.mkdir()
    return World(root, Places(tmp_path / "library"), catalogue, [Root(name="pictures", path=root)])


@pytest.fixture(params=["fast", "full"])
def look(request: pytest.FixtureRequest) -> Pass:
    """Either pass: what both must do."""
    return World.catch_up if request.param == "fast" else World.check_all
