"""Memory: the cache and the matcher together, as the dream uses them."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.growth import Grown
from dreamwindow.dream.matcher import AestheticMatcher
from dreamwindow.errors import InvalidImage
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

    ``keep`` lays a copy of a picture beside the session and names it. Raises nothing for a full disk: what could not
    be remembered is ``None``.
    """

    def __init__(
        self,
        cache: CacheManager,
        matcher: AestheticMatcher,
        keep: Callable[[Pixels], ImageId],
        options: MemoryOptions | None = None,
    ) -> None:
        self._cache = cache
        self._matcher = matcher
        self._keep = keep
        self._options = options or MemoryOptions()
        self._recent: deque[str] = deque(maxlen=self._options.not_again)
        self._turn = asyncio.Lock()

    @property
    def size(self) -> int:
        """How many memories there are."""
        return len(self._cache)

    async def remember(self, grown: Grown) -> CacheAdded | None:
        """Take a picture in; ``None`` when the disk would not."""
        async with self._turn:
            try:
                return await asyncio.to_thread(self._remember, grown)
            except OSError:
                return None

    async def recall(self, now: Pixels, draw: int) -> tuple[MemoryFound, Grown] | None:
        """A memory that goes with the picture ``now``, of its size; ``None`` when none fits."""
        async with self._turn:
            return await asyncio.to_thread(self._recall, now, draw)

    def _remember(self, grown: Grown) -> CacheAdded:
        recipe = grown.recipe
        params = {} if recipe is None else recipe.to_dict()
        prompt = "" if recipe is None else recipe.prompt
        cache_id = self._cache.add(grown.pixels, prompt, params, self._matcher.encode_image(grown.pixels))
        return CacheAdded(cache_id, len(self._cache))

    def _recall(self, now: Pixels, draw: int) -> tuple[MemoryFound, Grown] | None:
        scale = self._matcher.embedder.info.scale
        least = self._options.similarity_threshold
        if least is None:
            least = (scale.different + scale.alike) / 2
        target = self._matcher.encode_image(now)
        near = self._cache.similar(target, self._options.top_k + self._options.not_again + 8, least)
        fitting = [(n.key, n.similarity) for n in near if n.key not in self._recent and n.similarity < scale.duplicate][
            : self._options.top_k
        ]
        rng = random.Random(f"recall:{draw}")
        while fitting:
            cache_id = self._matcher.weighted_random_selection(fitting, rng)
            try:
                return self._found(cache_id, now)
            except (InvalidImage, OSError, KeyError):
                fitting = [pair for pair in fitting if pair[0] != cache_id]
        return None

    def _found(self, cache_id: str, now: Pixels) -> tuple[MemoryFound, Grown]:
        pixels = fit(self._cache.image(cache_id), now.shape[1], now.shape[0])
        name = self._keep(pixels)
        self._recent.append(cache_id)
        return MemoryFound(cache_id, name), Grown(name, pixels)
