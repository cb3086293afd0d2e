"""What a model is asked to do unless somebody says otherwise. Which are known, and where they lie, `weights` knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defaults:
    """``guidance_scale`` up to 1 takes no second prediction: the words are followed once, and at no extra cost.

    ``sampler`` is one of `samplers.SAMPLERS`; ``None`` is that which comes with the model.
    """

    num_inference_steps: int
    guidance_scale: float
    sampler: str | None = None


DEFAULT_MODEL = "sd-turbo"
_USUAL = Defaults(20, 7.0)
_BY_WORD = {
    "turbo": Defaults(1, 0.0),
    "schnell": Defaults(4, 1.0),
    "lcm": Defaults(4, 1.0, "lcm"),
    "lightning": Defaults(4, 1.0),
    "hyper": Defaults(4, 1.0),
    "flux": Defaults(28, 3.5),
}


def defaults_for(*names: str) -> Defaults:
    """What is usual for a model of these names (of its folder, its repository, its LoRAs): the first word tells."""
    for word, defaults in _BY_WORD.items():
        if any(word in name.lower() for name in names):
            return defaults
    return _USUAL
