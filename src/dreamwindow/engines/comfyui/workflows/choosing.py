"""Choosing a file among those that the server has: the one that was named, the usual one, or one that looks right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dreamwindow.engines.comfyui.rejections import listed
from dreamwindow.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what it is called in a message, the setting that names it, and the server's folder for it."""

    noun: str
    setting: str
    folder: str


CHECKPOINT = Kind("checkpoint", "comfyui.checkpoint", "models/checkpoints")
DIFFUSION_MODEL = Kind("diffusion model", "comfyui.checkpoint", "models/diffusion_models")
TEXT_ENCODER = Kind("text encoder", "comfyui.text_encoders", "models/text_encoders")
VAE = Kind("VAE", "comfyui.vae", "models/vae")
SAMPLER = Kind("sampler", "comfyui.sampler", "")
SIGMA_SCHEDULE = Kind("sigma schedule", "comfyui.sigma_schedule", "")


def named(wanted: str, offered: Sequence[str]) -> str | None:
    """What the server calls the file ``wanted``, in whichever of its folders."""
    if wanted in offered:
        return wanted
    plain = [name for name in offered if re.split(r"[\\/]", name)[-1] == wanted]
    return plain[0] if len(plain) == 1 else None


def choose_named(kind: Kind, wanted: str, offered: Sequence[str]) -> str:
    """What the server calls ``wanted``. Raises `UnknownName` with what there is."""
    return named(wanted, offered) or _refuse(kind, f"{wanted!r}", offered)


def choose(kind: Kind, wanted: str | None, offered: Sequence[str], usual: str, *looks: str) -> str:
    """``wanted`` if it is set, else ``usual``, else one whose name matches the first of the patterns ``looks`` that any
    does.

    Raises `UnknownName` with what there is.
    """
    if wanted is not None:
        return choose_named(kind, wanted, offered)
    like = (name for look in looks for name in sorted(offered) if re.search(look, name, re.IGNORECASE))
    return named(usual, offered) or next(like, None) or _refuse(kind, f"{usual!r} or the like", offered)


def _refuse(kind: Kind, what: str, offered: Sequence[str]) -> str:
    put = f", or put the file into the server's {kind.folder}" if kind.folder else ""
    raise UnknownName(
        f"ComfyUI has no {kind.noun} {what}.", f"There is {listed(sorted(offered))}. Set {kind.setting}{put}."
    )
