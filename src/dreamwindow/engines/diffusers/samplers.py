"""Samplers by name: diffusers calls them schedulers. Only such as ask the model once a step are offered."""

from __future__ import annotations

from dreamwindow import plugins
from dreamwindow.errors import ConfigError, UnknownName

SAMPLERS = {
    "euler": "EulerDiscreteScheduler",
    "euler_ancestral": "EulerAncestralDiscreteScheduler",
    "ddim": "DDIMScheduler",
    "dpmpp_2m": "DPMSolverMultistepScheduler",
    "unipc": "UniPCMultistepScheduler",
    "lcm": "LCMScheduler",
}
FLOW = "FlowMatchEulerDiscreteScheduler"
"""What Flux is sampled by: the others are not for it."""
FALLBACK = "dpmpp_2m"
"""Where a model brings one that is not offered (PNDM asks the model once too often at the start)."""


def check_sampler(name: str | None) -> None:
    """Raise `ConfigError` for one that is not offered."""
    if name is not None and name not in SAMPLERS:
        error: UnknownName = plugins.unknown_name("sampler", name, SAMPLERS)
        raise ConfigError(f"diffusers.sampler: {error.message}", error.remedy)


def sampler_class(wanted: str | None, own: str) -> str:
    """The class to sample with: the one wanted, or the model's ``own`` where that is offered."""
    if own == FLOW:
        return FLOW
    if wanted is not None:
        return SAMPLERS[wanted]
    return own if own in SAMPLERS.values() else SAMPLERS[FALLBACK]
