"""What a recipe's ``options`` can say to this engine."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from dreamwindow.errors import InvalidRecipe
from dreamwindow.model.recipe import Recipe

_MOST_MOTION = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeOptions:
    """Fields of ``Recipe.options``.

    - ``phase``, radians: turns the latent on its own circle; 0 to 2 pi is a seamless loop.
    - ``motion`` in [0, 2]: how lively img2img carries its input along.
    """

    phase: float = 0.0
    motion: float = 1.0

    @classmethod
    def of(cls, recipe: Recipe) -> RecipeOptions:
        """Read a recipe's options. Raises `InvalidRecipe` for one that is unknown or no number."""
        names = [field.name for field in fields(cls)]
        for name, value in recipe.options.items():
            if name not in names:
                raise InvalidRecipe(f"The procedural engine has no option {name!r}.", f"Options: {', '.join(names)}.")
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                raise InvalidRecipe(f"{name} {value!r} is not a number.")
        options = cls(**recipe.options)
        if not (math.isfinite(options.phase) and 0 <= options.motion <= _MOST_MOTION):
            raise InvalidRecipe(f"phase is a finite number, and motion is between 0 and {_MOST_MOTION:g}.")
        return options
