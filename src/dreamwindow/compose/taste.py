"""Taste: what a person keeps goes into the book, and from there into the dream."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from dreamwindow.compose.repertoire import Repertoire
from dreamwindow.compose.run import DreamRun
from dreamwindow.contracts.embedder import Embedder, Vectors
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.prompts import Leaning, Theme
from dreamwindow.dream.taste import Like, TasteBook, leaning, picture_of
from dreamwindow.imaging.seeing import embed_each
from dreamwindow.model.frame import Pixels

Told = Callable[[int], None]
"""Hears how many pictures are liked."""


class Taste:
    """One for an act. ``run`` is the newest one, over or not; ``cache`` tells what themes look like."""

    def __init__(self, sessions_dir: Path, embedder: Embedder, repertoire: Repertoire, told: Told) -> None:
        self.book = TasteBook(sessions_dir, embedder.info)
        self.leaning = Leaning()
        self.run: DreamRun | None = None
        self.cache: CacheManager | None = None
        self._sessions_dir = sessions_dir
        self._embedder = embedder
        self._repertoire = repertoire
        self._told = told
        self._turn = asyncio.Lock()
        self._gone: set[str] = set()

    @property
    def likes(self) -> tuple[Like, ...]:
        """Oldest first."""
        return self.book.likes

    async def load(self) -> None:
        """Read what was kept in earlier runs."""
        await asyncio.to_thread(self.book.load)
        await self._lean()

    async def like(self, pixels: Pixels, prompt: str, picture: Path) -> Like:
        """Keep one. ``picture`` is its file, in the folder of all sessions.

        Raises `OSError` or `EmbedderUnavailable`.
        """
        theme, name = self._repertoire.theme_of(prompt), picture.relative_to(self._sessions_dir).as_posix()
        async with self._turn:
            like = await asyncio.to_thread(self._write, pixels, theme, name)
            await self._lean()
        return like

    async def forget(self, picture: str | None = None) -> None:
        """No longer like this picture; without one, any. Pictures and hearts stay. Raises `OSError`."""
        async with self._turn:
            await asyncio.to_thread(self.book.forget, picture)
            await self._lean()

    async def reconsider(self) -> None:
        """Which words lead to what was kept: the themes are others."""
        async with self._turn:
            await self._lean()

    async def renew_some(self) -> int:
        """See one picture anew that was kept under another embedder; how many, 0 when there is none.

        Raises `EmbedderUnavailable`, `OSError` or `StorageError`.
        """
        async with self._turn:
            seen = await asyncio.to_thread(self._renew_one)
            if seen:
                await self._lean()
        return seen

    def _renew_one(self) -> int:
        for like in self.book.strange:
            if like.picture not in self._gone:
                pixels = picture_of(like.picture, self._sessions_dir)
                vectors = [] if pixels is None else embed_each([pixels], self._embedder)
                if vectors and vectors[0] is not None:
                    self.book.seen_anew(like.picture, vectors[0])
                    return 1
                self._gone.add(like.picture)
        return 0

    def _write(self, pixels: Pixels, theme: Theme, name: str) -> Like:
        (vector,) = self._embedder.embed([pixels])
        return self.book.like(name, theme, vector)

    async def _lean(self) -> None:
        self.leaning = await asyncio.to_thread(self._leads_to)
        self._repertoire.lean(self.leaning)
        if self.run is not None:
            self.run.controller.lean(self.leaning, len(self.likes))
        self._told(len(self.likes))

    def _leads_to(self) -> Leaning:
        seen: list[tuple[str, Vectors]] = []
        if self.cache is not None and self.likes:
            ours, entries = self._embedder.info.name, self.cache.get_all()
            seen = [(entry.prompt, entry.embedding) for entry in entries if entry.embedder == ours]
        return leaning(self.likes, self._repertoire.themes, seen, self._embedder.info.scale)
