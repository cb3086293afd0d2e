"""Models that are known by name, and what a model is asked to do unless somebody says otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Defaults:
    """``guidance_scale`` up to 1 takes no second prediction: the words are followed once, and at no extra cost."""

    num_inference_steps: int
    guidance_scale: float


@dataclass(frozen=True, slots=True)
class KnownModel:
    """``repository`` on the hub; ``download_gb`` is about what its half-precision files take."""

    repository: str
    download_gb: float
    defaults: Defaults


_TURBO = Defaults(1, 0.0)
_LCM = Defaults(4, 1.0)
_FLUX = Defaults(4, 1.0)
_USUAL = Defaults(20, 7.0)

KNOWN = {
    "sd-turbo": KnownModel("stabilityai/sd-turbo", 2.6, _TURBO),
    "sdxl-turbo": KnownModel("stabilityai/sdxl-turbo", 6.9, _TURBO),
    "sd15": KnownModel("stable-diffusion-v1-5/stable-diffusion-v1-5", 2.2, _USUAL),
    "sdxl": KnownModel("stabilityai/stable-diffusion-xl-base-1.0", 6.9, _USUAL),
    "flux-schnell": KnownModel("black-forest-labs/FLUX.1-schnell", 33.7, _FLUX),
}
DEFAULT_MODEL = "sd-turbo"
_BY_WORD = {"turbo": _TURBO, "schnell": _FLUX, "lcm": _LCM, "lightning": _LCM, "hyper": _LCM, "flux": Defaults(28, 3.5)}


def defaults_for(*names: str) -> Defaults:
    """What is usual for a model of these names (of its folder, its repository, its LoRAs): the first word tells."""
    for word, defaults in _BY_WORD.items():
        if any(word in name.lower() for name in names):
            return defaults
    return _USUAL
