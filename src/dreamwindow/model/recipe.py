"""Recipe: everything needed to make one image again.

A recipe is known by the hash of what it says, and names what it grew from by such hashes, so that the recipes
of a session form a chain in which no word can be altered unnoticed.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NewType, get_args

from dreamwindow.errors import InvalidRecipe

Kind = Literal["txt2img", "img2img", "interpolate"]
RecipeId = NewType("RecipeId", str)
"""``recipe:`` and 32 hex digits: SHA-256 over the recipe's canonical JSON, cut to 128 bits."""
ImageId = NewType("ImageId", str)
"""``image:`` and 64 hex digits: SHA-256 over the pixels of an image that no recipe of ours made."""
ParentId = RecipeId | ImageId

_PARENTS = {"txt2img": 0, "img2img": 1, "interpolate": 2}
MAX_SIDE = 8192


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How one image is made.

    - ``kind`` ``txt2img`` has no parents, ``img2img`` one, ``interpolate`` two and ``t`` in [0, 1].
    - ``seed`` may be fractional: engines that can walk do, others take the integer part.
    - ``strength`` is diffusers': 0 gives the parent back, 1 forgets it. In [0, 1]; only ``img2img`` reads it.
    - ``num_inference_steps`` and ``guidance_scale`` are ``None`` for engines that have no such thing.
    - ``options`` are the engine's own, as JSON values.

    Raises `InvalidRecipe` when the parts do not fit together.
    """

    engine: str
    model: str
    kind: Kind
    prompt: str
    negative_prompt: str = ""
    seed: float
    width: int
    height: int
    strength: float = 1.0
    num_inference_steps: int | None = None
    guidance_scale: float | None = None
    parents: tuple[ParentId, ...] = ()
    t: float | None = None
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise InvalidRecipe(f"kind {self.kind!r} is none of {', '.join(get_args(Kind))}.")
        if len(self.parents) != _PARENTS[self.kind]:
            raise InvalidRecipe(f"{self.kind} grows from {_PARENTS[self.kind]} parents, not {len(self.parents)}.")
        if not math.isfinite(self.seed):
            raise InvalidRecipe(f"seed {self.seed} is not a number.")
        if not 0.0 <= self.strength <= 1.0:
            raise InvalidRecipe(f"strength {self.strength} is not between 0 and 1.")
        if (self.t is not None) != (self.kind == "interpolate") or not 0.0 <= (self.t or 0.0) <= 1.0:
            raise InvalidRecipe(f"t {self.t} does not fit {self.kind}: interpolate needs t between 0 and 1.")
        if not (0 < self.width <= MAX_SIDE and 0 < self.height <= MAX_SIDE):
            raise InvalidRecipe(f"size {self.width}x{self.height} is not between 1 and {MAX_SIDE} pixels a side.")

    @property
    def id(self) -> RecipeId:
        """The recipe's name: the same words, the same name."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return RecipeId("recipe:" + hashlib.sha256(canonical.encode()).hexdigest()[:32])

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `from_dict` is the inverse."""
        out = {f.name: getattr(self, f.name) for f in fields(self)}
        return out | {"parents": list(self.parents), "options": dict(self.options), "seed": float(self.seed)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Recipe:
        """Read what `to_dict` wrote. Raises `InvalidRecipe` that names the field."""
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(data) - known):
            raise InvalidRecipe(f"Unknown field {unknown[0]!r} in a recipe.", "It was written by a newer version.")
        if missing := sorted({"engine", "model", "kind", "prompt", "seed", "width", "height"} - set(data)):
            raise InvalidRecipe(f"A recipe without {missing[0]!r}.")
        for name, value in data.items():
            _check_type(name, value)
        values = dict(data) | {"parents": tuple(data.get("parents", ())), "seed": float(data["seed"])}
        return cls(**values)


_NUMBER = (int, float)
_TYPES: dict[str, tuple[type, ...]] = {
    "engine": (str,), "model": (str,), "kind": (str,), "prompt": (str,), "negative_prompt": (str,),
    "seed": _NUMBER, "width": (int,), "height": (int,), "strength": _NUMBER,
    "num_inference_steps": (int, type(None)), "guidance_scale": (int, float, type(None)),
    "parents": (list, tuple), "t": (int, float, type(None)), "options": (dict,),
}  # fmt: skip


def _check_type(name: str, value: object) -> None:
    if not isinstance(value, _TYPES[name]) or isinstance(value, bool):
        raise InvalidRecipe(f"{name} {value!r} in a recipe is of the wrong type.")
    if name == "parents" and isinstance(value, (list, tuple)):
        for parent in value:
            if not (isinstance(parent, str) and parent.startswith(("recipe:", "image:"))):
                raise InvalidRecipe(f"parent {parent!r} is neither recipe:… nor image:….")
