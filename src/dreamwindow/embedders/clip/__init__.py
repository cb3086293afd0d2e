"""CLIP: pictures by what is in them, and words by the pictures that they mean (Radford et al. 2021).

>>> with create(EmbedderOptions()) as clip:
...     pictures, (words,) = clip.embed([one, other]), clip.embed_words(["a red fox in the snow"])
>>> pictures @ words  # the fox is the larger one
"""

from __future__ import annotations

from importlib.util import find_spec

from dreamwindow.contracts.embedder import EmbedderOptions
from dreamwindow.embedders.clip.embedder import Clip
from dreamwindow.errors import MissingExtra
from dreamwindow.weights.known import known
from dreamwindow.weights.places import require

__all__ = ["Clip", "check_installed", "create"]
_PACKAGES = ("torch", "transformers")


def check_installed() -> None:
    """Raises `MissingExtra`, which says what to install."""
    if any(find_spec(package) is None for package in _PACKAGES):
        raise MissingExtra("CLIP needs torch and transformers.", "Install them: pip install 'dreamwindow[clip]'")


def create(options: EmbedderOptions) -> Clip:
    """The `EmbedderPlugin`. Raises `MissingExtra` or `MissingWeights`; loads nothing."""
    check_installed()
    return Clip(require(known("clip"), options.model), options.device)
