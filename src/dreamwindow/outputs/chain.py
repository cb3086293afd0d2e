"""RecipeChain: what was made and not yet written, as long as a later frame may have grown from it."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from dreamwindow.model.recipe import ParentId, Recipe

_log = logging.getLogger(__name__)
KEEP_NEWEST = 2_048
MOST = 20_000


class RecipeChain:
    """Recipes in the order in which they were carried out. Not for two threads.

    An unwritten recipe stays while it is among the newest ``keep_newest``, shown or still in the buffer, or an ancestor
    of one of those. Should there be more than ``most`` even so, the oldest go and a warning says so.
    """

    def __init__(self, keep_newest: int = KEEP_NEWEST, most: int = MOST) -> None:
        self._keep_newest = keep_newest
        self._most = most
        self._recipes: dict[ParentId, Recipe] = {}
        self._sweep_at = 2 * keep_newest
        self._warned = False

    def __len__(self) -> int:
        return len(self._recipes)

    def note(self, recipe: Recipe) -> None:
        """It was carried out, after all that it grew from."""
        self._recipes.setdefault(recipe.id, recipe)
        if len(self._recipes) > self._sweep_at:
            self._sweep()

    def ancestors(self, recipe: Recipe) -> list[Recipe]:
        """What ``recipe`` grew from, back to what is written, oldest first; not itself."""
        wanted = self._reach(recipe.parents)
        return [there for name, there in self._recipes.items() if name in wanted]

    def written(self, recipes: Iterable[Recipe]) -> None:
        """These are on disk."""
        for recipe in recipes:
            self._recipes.pop(recipe.id, None)

    def _reach(self, names: Iterable[ParentId]) -> set[ParentId]:
        reached: set[ParentId] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            recipe = self._recipes.get(name)  # nothing for the id of an image
            if recipe is not None and name not in reached:
                reached.add(name)
                waiting.extend(recipe.parents)
        return reached

    def _sweep(self) -> None:
        needed = self._reach(list(self._recipes)[-self._keep_newest :])
        kept = [item for item in self._recipes.items() if item[0] in needed]
        if len(kept) > self._most and not self._warned:
            self._warned = True
            _log.warning("Over %d recipes could not be written; the oldest are dropped.", self._most)
        self._recipes = dict(kept[-self._most :])
        self._sweep_at = min(max(2 * self._keep_newest, 2 * len(self._recipes)), 2 * self._most)
