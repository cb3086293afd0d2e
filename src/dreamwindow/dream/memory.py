"""Memory: the cache, the matcher and what a person kept together, as the dream uses them."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.dream.taste import Keepsakes
from dreamwindow.errors import EmbedderUnavailable, InvalidImage
from dreamwindow.imaging.codec import fit
from dreamwindow.model.events import CacheAdded, MemoryFound
from dreamwindow.model.frame import Pixels
from dreamwindow.model.recipe import ImageId


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryOptions:
    """``similarity_threshold``: the least cosine; ``None`` takes what the embedder calls halfway to alike.

    One of the ``top_k`` most alike returns, the likelier the more alike; not the last ``not_again`` that did.
    """

    similarity_threshold: float | None = None
    top_k: int = 5
    not_again: int = 4


class Memory:
    """Remembers and recalls in the order of asking, so that the same dream has the same memories.

    Without a cache there is only what was liked, in ``keepsakes``.
    ``keep`` lays a copy of a picture beside the session and names it. Raises nothing for a full disk or an embedder
    that is away: what could not be remembered is ``None``.
    """

    def __init__(
        self,
        cache: CacheManager | None,
        matcher: AestheticMatcher,
        keep: Callable[[Pixels], ImageId],
        options: MemoryOptions | None = None,
        keepsakes: Keepsakes | None = None,
    ) -> None:
        self._cache = cache
        self._matcher = matcher
        self._keep = keep
        self._options = options or MemoryOptions()
        self._keepsakes = keepsakes
        self._recent: deque[str] = deque(maxlen=self._options.not_again)
        self._turn = asyncio.Lock()

    @property
    def size(self) -> int:
        """How many memories there are."""
        return 0 if self._cache is None else len(self._cache)

    async def remember(self, grown: Grown) -> CacheAdded | None:
        """Take a picture in; ``None`` when there is no cache, or the disk would not."""
        if self._cache is None:
            return None
        async with self._turn:
            try:
                return await asyncio.to_thread(self._remember, self._cache, grown)
            except (OSError, EmbedderUnavailable):
                return None

    async def recall(self, now: Pixels, draw: int, taste: float = 0.0) -> tuple[MemoryFound, Grown] | None:
        """A memory that goes with the picture ``now``, of its size; ``None`` when none fits.

        With a chance of ``taste`` in [0, 1] it is a picture that was liked.
        """
        async with self._turn:
            try:
                return await asyncio.to_thread(self._recall, now, draw, taste)
            except (OSError, EmbedderUnavailable):
                return None

    async def fetch(self, picture: str, now: Pixels) -> tuple[MemoryFound, Grown] | None:
        """The picture that was liked under this name, of the size of ``now``; ``None`` when it is gone."""
        async with self._turn:
            try:
                return await asyncio.to_thread(self._fetch, picture, now)
            except OSError:
                return None

    def _remember(self, cache: CacheManager, grown: Grown) -> CacheAdded:
        recipe = grown.recipe
        params = {} if recipe is None else recipe.to_dict()
        prompt = "" if recipe is None else recipe.prompt
        cache_id = cache.add(grown.pixels, prompt, params, self._matcher.encode_image(grown.pixels))
        return CacheAdded(cache_id, len(cache))

    def _fetch(self, picture: str, now: Pixels) -> tuple[MemoryFound, Grown] | None:
        pixels = None if self._keepsakes is None else self._keepsakes.find(picture)
        return None if pixels is None else self._returning(picture, pixels, now, liked=True)

    def _recall(self, now: Pixels, draw: int, taste: float) -> tuple[MemoryFound, Grown] | None:
        target = self._matcher.encode_image(now)
        if self._keepsakes is not None and random.Random(f"taste:{draw}").random() < taste:
            drawn = self._keepsakes.draw(target, random.Random(f"like:{draw}"))
            if drawn is not None:
                return self._returning(*drawn, now, liked=True)
        return None if self._cache is None else self._resembling(self._cache, target, now, draw)

    def _resembling(
        self, cache: CacheManager, target: Vectors, now: Pixels, draw: int
    ) -> tuple[MemoryFound, Grown] | None:
        fitting = self._fitting(cache, target)
        rng = random.Random(f"recall:{draw}")
        while fitting:
            cache_id = self._matcher.weighted_random_selection(fitting, rng)
            try:
                found = self._returning(cache_id, cache.image(cache_id), now)
            except (InvalidImage, OSError, KeyError):
                fitting = [pair for pair in fitting if pair[0] != cache_id]
            else:
                self._recent.append(cache_id)
                return found
        return None

    def _fitting(self, cache: CacheManager, target: Vectors) -> list[tuple[str, float]]:
        """Memories that are alike but not the same, and did not return just now."""
        scale, least = self._matcher.embedder.info.scale, self._options.similarity_threshold
        if least is None:
            least = (scale.different + scale.alike) / 2
        near = cache.similar(target, self._options.top_k + self._options.not_again + 8, least)
        return [(n.key, n.similarity) for n in near if n.key not in self._recent and n.similarity < scale.duplicate][
            : self._options.top_k
        ]

    def _returning(self, name: str, pixels: Pixels, now: Pixels, *, liked: bool = False) -> tuple[MemoryFound, Grown]:
        fitted = fit(pixels, now.shape[1], now.shape[0])
        origin = self._keep(fitted)
        return MemoryFound(name, origin, liked), Grown(origin, fitted)
